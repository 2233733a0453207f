package tino.lifecycle.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.file.Durable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The logs in files: the person's ids and words are struck out, the lines stay. */
final class LogData implements PersonalData {
    private final Path folder;

    LogData(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.NOTHING;
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Mentions mentions = new Mentions(subject.all());
        each(file -> {
            if (mentions.in(file)) {
                rows.accept(JsonMapper.shared()
                        .createObjectNode()
                        .put("file", folder.relativize(file).toString()));
            }
        });
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        Mentions mentions = new Mentions(subject.all());
        long[] masked = new long[1];
        each(file -> masked[0] += mentions.mask(file) ? 1 : 0);
        return Map.of("files", masked[0]);
    }

    private interface Work {
        void on(Path file) throws IOException;
    }

    private void each(Work work) {
        try {
            if (Files.isDirectory(folder)) {
                for (Path file : Durable.files(folder)) {
                    work.on(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The logs in " + folder + " cannot be searched: " + e.getMessage(), e);
        }
    }
}
