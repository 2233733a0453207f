package tino.server.cli;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.marketplace.MarketplaceSettings;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.measure.DailyMetrics;
import tino.marketplace.message.Messages;
import tino.marketplace.professional.ProfessionalIndex;
import tino.marketplace.professional.Professionals;
import tino.marketplace.review.Reviews;
import tino.marketplace.seed.SeededPeople;
import tino.marketplace.seed.Seeding;
import tino.search.LiveIndex;
import tino.server.Platform;

/** {@code tino seed}: made-up professionals. */
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        subcommands = SeedHiringCommand.class,
        description = "Adds made-up professionals of São Paulo, with reviews, messages and disputes, and indexes them.",
        footer = {
            "",
            "The same seed gives the same people; a second call adds the people that follow.",
            "Beside a running server the people are stored and the server indexes them."
        })
final class SeedCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--n",
            defaultValue = "1000",
            paramLabel = "N",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Which people (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        if (count < 1) {
            throw new Failure(Exit.USAGE, "--n: 1 or more is expected, got " + count);
        }
        try (Platform platform = Platform.open()) {
            Professionals professionals = new Professionals(platform.database(), platform.outbox());
            long start = System.nanoTime();
            SeededPeople.Batch added = add(platform, professionals);
            boolean indexed = index(platform, professionals);
            double seconds = (System.nanoTime() - start) / 1e9;
            output.print("%d professionals added (numbers %d to %d of seed %d) in %.1f s%s"
                    .formatted(
                            count,
                            added.from(),
                            added.to() - 1,
                            seed,
                            seconds,
                            indexed ? ", index built" : "; the running server indexes them"));
            output.result(Map.of(
                    "added", count, "professionals", professionals.count(), "indexed", indexed, "seconds", seconds));
        }
        return Exit.OK;
    }

    private SeededPeople.Batch add(Platform platform, Professionals professionals) {
        Seeding seeding = new Seeding(
                platform.database(),
                professionals,
                new Reviews(platform.database()),
                new Messages(platform.database()),
                new Disputes(platform.database(), professionals),
                platform.home().root());
        try (Progress progress = output.progress("professionals", count)) {
            Instant now = platform.clock().instant();
            SeededPeople.Batch added = seeding.add(count, seed, now, progress::to);
            new DailyMetrics(platform.database(), platform.outbox(), platform.clock(), MarketplaceSettings.STANDARD)
                    .run();
            return added;
        }
    }

    /** @return {@code false} if another process has the index */
    private boolean index(Platform platform, Professionals professionals) {
        try (LiveIndex index = ProfessionalIndex.open(platform.home().root(), platform.embedder(), platform.meters());
                Progress progress = output.progress("index", 2 * professionals.count())) {
            ProfessionalIndex.rebuild(
                    index,
                    professionals,
                    (stage, documents) -> progress.note(stage.name().toLowerCase(java.util.Locale.ROOT)));
            return true;
        } catch (IllegalStateException anotherProcess) {
            output.remark(String.valueOf(anotherProcess.getMessage()));
            return false;
        }
    }
}
