package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.hiring.raw.Ingest;
import tino.hiring.raw.Kind;
import tino.server.Platform;

/** {@code tino hiring …}: from files of applicants and prospects to the table that a classifier learns from. */
@Command(
        name = "hiring",
        mixinStandardHelpOptions = true,
        description = "Takes in applicants and prospects, and makes the table that a classifier learns from.")
final class HiringCommand {

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Takes files into the database. What was broken off goes on where it was; a file read twice changes nothing.",
                "What cannot be taken is in the table ingest_reject: file, line, reason, original."
            })
    int ingest(
            @Mixin Output output,
            @Option(
                            names = "--applicants",
                            paramLabel = "FILE",
                            required = true,
                            description = "By code of the applicant.")
                    Path applicants,
            @Option(
                            names = "--prospects",
                            paramLabel = "FILE",
                            required = true,
                            description = "By code of the vacancy.")
                    Path prospects,
            @Option(names = "--vacancies", paramLabel = "FILE", description = "By code of the vacancy.") @Nullable
                    Path vacancies)
            throws IOException {
        Map<Kind, Path> files = new LinkedHashMap<>();
        files.put(Kind.APPLICANTS, applicants);
        files.put(Kind.PROSPECTS, prospects);
        if (vacancies != null) {
            files.put(Kind.VACANCIES, vacancies);
        }
        for (Path file : files.values()) {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file.toString());
            }
        }
        List<Ingest.Summary> summaries = new ArrayList<>();
        try (Platform platform = Platform.open()) {
            Ingest ingest = new Ingest(platform.database(), platform.clock());
            for (Map.Entry<Kind, Path> one : files.entrySet()) {
                long start = System.nanoTime();
                try (Progress progress = output.progressOfBytes(one.getKey().word(), Files.size(one.getValue()))) {
                    summaries.add(ingest.read(one.getKey(), one.getValue(), progress::to));
                }
                tell(summaries.getLast(), (System.nanoTime() - start) / 1e9, output);
            }
        }
        output.result(Map.of("files", summaries));
        return Exit.OK;
    }

    private static void tell(Ingest.Summary read, double seconds, Output output) {
        output.print("%-10s %d read: %d new, %d changed, %d the same, %d rejected, in %.1f s%s"
                .formatted(
                        read.kind(),
                        read.read(),
                        read.added(),
                        read.changed(),
                        read.same(),
                        read.rejected(),
                        seconds,
                        read.resumedAt() == 0 ? "" : ", going on at byte " + read.resumedAt()));
    }
}
