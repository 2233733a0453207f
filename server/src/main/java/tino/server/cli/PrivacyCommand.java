package tino.server.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Audit;
import tino.lifecycle.privacy.Erasure;
import tino.lifecycle.privacy.Erasures;
import tino.marketplace.professional.ProfessionalIndex;
import tino.search.LiveIndex;
import tino.server.People;
import tino.server.Platform;
import tino.server.privacy.AccessExport;
import tino.server.privacy.ErasureReport;

/** {@code tino privacy …}: what people may ask for, and the keys of their pseudonyms. */
@Command(
        name = "privacy",
        mixinStandardHelpOptions = true,
        description = "Shows a person what is kept of them, forgets them; changes the key of the pseudonyms.")
final class PrivacyCommand {
    private static final String WHO = "An account, a profile, or the name of a session.";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    @Command(
            mixinStandardHelpOptions = true,
            description = "Forgets a person in every store, and says what was done where.")
    int erase(@Parameters(paramLabel = "ID", description = WHO) String id, @Mixin Output output)
            throws InterruptedException {
        try (Platform platform = Platform.open();
                Index index = Index.open(platform)) {
            Pseudonyms pseudonyms = Pseudonyms.of(platform.home().root());
            Erasures erasures = People.erasures(platform, pseudonyms, index.index);
            new Audit(platform.database(), pseudonyms, platform.clock()).record(user(), "erase", id, "");
            UUID request = erasures.request(id, user()).orElseThrow(PrivacyCommand::nobody);
            Erasure erasure;
            try (Progress bar = output.progress(
                    "erase", erasures.find(request).orElseThrow().steps().size())) {
                erasure = erasures.run(request, now -> bar.to(now.stepsDone()));
            }
            if (!erasure.complete() && index.index == null) {
                output.remark("The server that has the index does the rest.");
                erasure = await(erasures, request);
            }
            tell(erasure, output);
            return erasure.complete() ? Exit.OK : Exit.UNAVAILABLE;
        }
    }

    /** The index, where no server has it. */
    private record Index(@Nullable LiveIndex index) implements AutoCloseable {
        static Index open(Platform platform) {
            try {
                return new Index(
                        ProfessionalIndex.open(platform.home().root(), platform.embedder(), platform.meters()));
            } catch (IllegalStateException anotherProcess) {
                return new Index(null);
            }
        }

        @Override
        public void close() {
            if (index != null) {
                index.close();
            }
        }
    }

    private static Erasure await(Erasures erasures, UUID id) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Erasure erasure = erasures.run(id, _ -> {});
        while (!erasure.complete() && System.nanoTime() < end) {
            // Another process has what is left to do, and what it did is in the database.
            Thread.sleep(LOOK_EVERY);
            erasure = erasures.run(id, _ -> {});
        }
        return erasure;
    }

    private static void tell(Erasure erasure, Output output) {
        output.print("Erasure " + erasure.id() + (erasure.complete() ? " is complete." : " goes on."));
        for (Erasure.Step step : erasure.steps()) {
            output.print("  %-24s %s"
                    .formatted(
                            step.store(),
                            step.done() ? step.removed() : step.problem() == null ? "to do" : step.problem()));
        }
        erasure.versions()
                .forEach(one -> output.print("  %s version %d was trained on %d rows of the person"
                        .formatted(one.model(), one.version(), one.rows())));
        Map<String, Long> remains = erasure.remains();
        if (remains != null) {
            output.print(
                    remains.isEmpty()
                            ? "  The person is found nowhere any more."
                            : "  Still found in " + remains + "; see docs/privacy.md.");
        }
        output.result(ErasureReport.of(erasure));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "How the newest erasure of a person stands, or the newest of all.")
    int status(
            @Parameters(paramLabel = "ID", arity = "0..1", description = WHO + " Without: the newest of all.") @Nullable
                    String id,
            @Mixin Output output) {
        try (Platform platform = Platform.open()) {
            Erasures erasures =
                    People.erasures(platform, Pseudonyms.of(platform.home().root()), null);
            if (id != null) {
                tell(
                        erasures.of(id)
                                .orElseThrow(() -> new Failure(
                                        Exit.NOT_FOUND, "Nobody has asked for the person of this id to be erased.")),
                        output);
                return Exit.OK;
            }
            List<Erasure> newest = erasures.newest(20);
            newest.forEach(erasure -> output.print("%s  %s  %-10s %s"
                    .formatted(
                            erasure.id(),
                            erasure.at(),
                            erasure.complete() ? "complete" : erasure.stepsDone() + " steps",
                            erasure.who())));
            output.result(
                    Map.of("erasures", newest.stream().map(ErasureReport::of).toList()));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Writes everything that is kept of a person into a JSON file.")
    int export(
            @Parameters(paramLabel = "ID", description = WHO) String id,
            @Option(names = "--to", paramLabel = "FILE", required = true, description = "Must not be there yet.")
                    Path file,
            @Mixin Output output)
            throws IOException {
        try (Platform platform = Platform.open()) {
            Pseudonyms pseudonyms = Pseudonyms.of(platform.home().root());
            Erasures erasures = People.erasures(platform, pseudonyms, null);
            new Audit(platform.database(), pseudonyms, platform.clock()).record(user(), "export", id, "");
            if (!erasures.subjects().know(id)) {
                throw nobody();
            }
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW))) {
                AccessExport.write(erasures.subjects(), id, platform.clock().instant(), out);
            } catch (java.nio.file.FileAlreadyExistsException there) {
                throw new Failure(Exit.FAILED, "There is a file " + file + " already; name another one.");
            }
            output.print("Everything of the person is in " + file + ".");
            output.result(Map.of("file", file.toString(), "bytes", Files.size(file)));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a new key for the pseudonyms; people are found under the old ones, too.")
    int rotate(@Mixin Output output) {
        try (Platform platform = Platform.open()) {
            Pseudonyms pseudonyms = Pseudonyms.of(platform.home().root());
            int key = pseudonyms.rotate();
            new Audit(platform.database(), pseudonyms, platform.clock())
                    .record(user(), "key.rotate", null, "key " + key);
            output.print("What is new is written under key " + key + "; kept are " + pseudonyms.keys()
                    + ". `tino privacy destroy` cuts what was written under an old one from its people.");
            output.result(Map.of("key", key, "kept", pseudonyms.keys()));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Destroys an old key of the pseudonyms. What was written under it is nobody's from then on, for good:",
                "it can neither be shown to its people nor erased for them."
            })
    int destroy(
            @Parameters(paramLabel = "KEY", description = "Its number.") int key,
            @Option(names = "--yes", description = "I mean it.") boolean meant,
            @Mixin Output output) {
        if (!meant) {
            throw new Failure(Exit.USAGE, "This cannot be undone; say --yes if you mean it.");
        }
        try (Platform platform = Platform.open()) {
            Pseudonyms pseudonyms = Pseudonyms.of(platform.home().root());
            new Audit(platform.database(), pseudonyms, platform.clock())
                    .record(user(), "key.destroy", null, "key " + key);
            pseudonyms.destroy(key);
            output.print("Key " + key + " is destroyed; kept are " + pseudonyms.keys() + ".");
            output.result(Map.of("destroyed", key, "kept", pseudonyms.keys()));
            return Exit.OK;
        }
    }

    private static String user() {
        return String.valueOf(System.getProperty("user.name"));
    }

    private static Failure nobody() {
        return new Failure(
                Exit.NOT_FOUND,
                "Nobody is known by this id. Expected is the id of an account, of a profile, or the name of a session.");
    }
}
