package tino.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tino.lifecycle.file.Durable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a generation of an index was built from; lies beside it as {@code manifest.json}, written last, so that a generation
 * with a manifest is whole.
 *
 * @param source {@link tino.search.embedding.EmbedderSource#name}
 * @param embedder {@link tino.search.embedding.Embedder#fingerprint}
 */
record Manifest(int format, IndexSchema schema, String source, String embedder, int dimensions) {

    static final int FORMAT = 1;
    private static final String FILE = "manifest.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Manifest read(Path generation) {
        Path file = generation.resolve(FILE);
        try {
            byte[] json = Files.readAllBytes(file);
            int format = JSON.readTree(json).path("format").asInt(0);
            if (format > FORMAT) {
                throw new IndexUnreadable(
                        generation,
                        "The index has format " + format + ", written by a newer version; this one reads up to "
                                + FORMAT,
                        null);
            }
            return JSON.readValue(json, Manifest.class);
        } catch (IOException | JacksonException e) {
            throw new IndexUnreadable(generation, "The index's " + FILE + " is missing or damaged", e);
        }
    }

    void write(Path generation) throws IOException {
        replace(generation, FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    /** After a crash at any point the file has its old content or the new one. */
    static void replace(Path folder, String name, byte[] content) throws IOException {
        Path draft = folder.resolve(name + ".draft");
        Files.write(draft, content);
        Durable.sync(draft);
        Durable.publish(draft, folder.resolve(name));
    }
}
