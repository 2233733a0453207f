package tino.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.hiring.seed.HiringFiles;

/** {@code tino seed hiring}: files of made-up applicants whose chances are known. */
@Command(
        name = "hiring",
        mixinStandardHelpOptions = true,
        description =
                "Writes applicants.json, prospects.json and vagas.json about made-up people, and truth.csv with the"
                        + " chance of each to be hired.",
        footer = {
            "",
            "The same N, S and DATE give the same bytes. Files of these names in the folder are replaced.",
            "Needs neither server nor database."
        })
final class SeedHiringCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--n",
            defaultValue = "50000",
            paramLabel = "N",
            description = "How many applicants (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Which ones (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            defaultValue = "hiring-files",
            paramLabel = "FOLDER",
            description = "Where to write; made if it is not there (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "Last of the 24 months in which they applied (default: today, UTC).")
    private @Nullable LocalDate until;

    @Override
    public Integer call() throws IOException {
        if (count < 1) {
            throw new Failure(Exit.USAGE, "--n: 1 or more is expected, got " + count);
        }
        LocalDate last = until != null
                ? until
                : LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
        long start = System.nanoTime();
        try (Progress progress = output.progress("applicants", count)) {
            HiringFiles.Written written = new HiringFiles(count, seed, last).write(folder, progress::to);
            double seconds = (System.nanoTime() - start) / 1e9;
            output.print(
                    "%d applicants, %d of them hired, with %d applications for %d vacancies written to %s in %.1f s"
                            .formatted(
                                    written.applicants(),
                                    written.hired(),
                                    written.applications(),
                                    written.vacancies(),
                                    folder,
                                    seconds));
            output.result(Map.of(
                    "applicants", written.applicants(),
                    "hired", written.hired(),
                    "applications", written.applications(),
                    "vacancies", written.vacancies(),
                    "folder", folder.toString(),
                    "until", last.toString(),
                    "seconds", seconds));
        }
        return Exit.OK;
    }
}
