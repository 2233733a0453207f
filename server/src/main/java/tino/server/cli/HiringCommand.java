package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.hiring.feature.Features;
import tino.hiring.gold.Gold;
import tino.hiring.label.Labels;
import tino.hiring.raw.Ingest;
import tino.hiring.raw.Kind;
import tino.lifecycle.event.Pseudonyms;
import tino.server.Platform;

/** {@code tino hiring …}: from files of applicants and prospects to the table that a classifier learns from. */
@Command(
        name = "hiring",
        mixinStandardHelpOptions = true,
        subcommands = {
            HiringModelCommands.Train.class,
            HiringModelCommands.Evaluate.class,
            HiringModelCommands.BaselineOf.class,
            HiringModelCommands.Monitor.class,
            HiringSimulateCommand.class
        },
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

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes applicants_feat anew: the columns that are known of each applicant.")
    int features(@Mixin Output output) {
        try (Platform platform = Platform.open()) {
            Features features = new Features(
                    platform.database(), Pseudonyms.of(platform.home().root()));
            long start = System.nanoTime();
            Features.Built built = build("features", "ingest", features.available(), output, features::build);
            output.print(String.format(
                    Locale.ROOT,
                    "%d applicants, %d of them with a salary that makes no sense (a gap), in %.1f s",
                    built.applicants(),
                    built.salariesUnreadable(),
                    (System.nanoTime() - start) / 1e9));
            output.result(Map.of(
                    "applicants", built.applicants(),
                    "salaries_unreadable", built.salariesUnreadable(),
                    "seconds", (System.nanoTime() - start) / 1e9));
        }
        return Exit.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes prospects_labels anew: what became of each application. An open case is no refusal.")
    int labels(@Mixin Output output) {
        try (Platform platform = Platform.open()) {
            Labels labels = new Labels(platform.database());
            long start = System.nanoTime();
            Labels.Built built = build("labels", "ingest", labels.available(), output, labels::build);
            output.print(String.format(
                    Locale.ROOT,
                    "%d applications: %d hired, %d not, %d open (%d of an unknown situation), %d decided without a date, in %.1f s",
                    built.applications(),
                    built.hired(),
                    built.notHired(),
                    built.open(),
                    built.unknown(),
                    built.undated(),
                    (System.nanoTime() - start) / 1e9));
            output.result(Map.of(
                    "applications", built.applications(),
                    "hired", built.hired(),
                    "not_hired", built.notHired(),
                    "open", built.open(),
                    "unknown", built.unknown(),
                    "undated", built.undated(),
                    "seconds", (System.nanoTime() - start) / 1e9));
        }
        return Exit.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes gold_applicants anew: one row an applicant of whom something was decided.")
    int gold(@Mixin Output output) {
        try (Platform platform = Platform.open()) {
            Gold gold = new Gold(platform.database());
            long start = System.nanoTime();
            Gold.Built built = build("gold", "features", gold.available(), output, gold::build);
            output.print(String.format(
                    Locale.ROOT,
                    "%d applicants (%d persons), %d of them hired; %d more of whom nothing is decided, in %.1f s",
                    built.applicants(),
                    built.persons(),
                    built.hired(),
                    built.open(),
                    (System.nanoTime() - start) / 1e9));
            output.result(Map.of(
                    "applicants", built.applicants(),
                    "persons", built.persons(),
                    "hired", built.hired(),
                    "open", built.open(),
                    "seconds", (System.nanoTime() - start) / 1e9));
        }
        return Exit.OK;
    }

    private static <T> T build(
            String what, String before, long available, Output output, Function<LongConsumer, T> builder) {
        if (available == 0) {
            throw new Failure(
                    Exit.NOT_FOUND, "There is nothing to make " + what + " from. First: tino hiring " + before);
        }
        try (Progress progress = output.progress(what, available)) {
            return builder.apply(progress::to);
        }
    }
}
