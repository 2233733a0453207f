package tino.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.marketplace.seed.Profession;
import tino.marketplace.seed.Vocabulary;
import tino.search.outbox.Outbox;
import tino.server.Server;
import tino.server.cli.Commands;

/** A real server with made-up professionals, in this process, in a home of its own. */
final class Marketplace implements AutoCloseable {
    private final Server server;
    private final Path home;
    private final boolean temporary;

    private Marketplace(Server server, Path home, boolean temporary) {
        this.server = server;
        this.home = home;
        this.temporary = temporary;
    }

    /** @param kept a home to fill once and use again, or {@code null} for a new one that is deleted */
    static Marketplace start(int professionals, @Nullable Path kept, Figures figures) {
        try {
            Path home = kept == null ? Files.createTempDirectory("tino-bench") : kept;
            boolean fresh = kept == null || !Files.exists(home.resolve("index"));
            settings(home).forEach(System::setProperty);
            if (fresh) {
                figures.say("seeding %,d professionals …", professionals);
                seed(professionals);
            }
            Server server = Server.start(Map.of());
            Marketplace marketplace = new Marketplace(server, home, kept == null);
            marketplace.untilIndexed();
            return marketplace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One caller sends everything here, so limits by address are out of the way. */
    private static Map<String, String> settings(Path home) {
        return Map.of(
                "tino.home", home.toString(),
                "tino.port", "0",
                "tino.jobs.enabled", "false",
                "tino.limits.body", "16MB",
                "tino.limits.searches", "100000000",
                "tino.limits.events", "100000000");
    }

    private static void seed(int professionals) {
        PrintStream out = System.out;
        try {
            System.setOut(System.err);
            int code = Commands.run(new String[] {"seed", "--n", String.valueOf(professionals)});
            if (code != 0) {
                throw new IllegalStateException("tino seed ended with " + code);
            }
        } finally {
            System.setOut(out);
        }
    }

    private void untilIndexed() {
        Outbox outbox = server.part(Outbox.class);
        while (outbox.pending(ProfessionalDocuments.SCHEMA.name()) > 0) {
            // The relay has a thread of its own and tells nobody when all is done; setting up is not timed.
            try {
                Thread.sleep(Duration.ofMillis(200));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    String address(String path) {
        return server.address().resolve(path).toString();
    }

    <T> T part(Class<T> type) {
        return server.part(type);
    }

    /** What clients type, of all trades. */
    static List<String> queries() {
        return Vocabulary.load().professions().stream()
                .map(Profession::specialities)
                .flatMap(List::stream)
                .flatMap(speciality -> speciality.needs().stream())
                .toList();
    }

    @Override
    public void close() {
        server.close();
        if (temporary) {
            delete(home);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
