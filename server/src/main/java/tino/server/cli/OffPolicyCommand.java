package tino.server.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.statistic.Interval;
import tino.ranking.counterfactual.CounterfactualClicks;
import tino.ranking.learn.RankerPipeline;
import tino.ranking.replay.LoggedLists;
import tino.server.Platform;

/** {@code tino offpolicy}: what a version would get, estimated before it meets anyone. */
@Command(
        name = "offpolicy",
        mixinStandardHelpOptions = true,
        description = {
            "Estimates from the log how many of the first ten items people would touch, had another version ordered them.",
            "Three estimates: inverse propensity, self-normalised, doubly robust."
        })
final class OffPolicyCommand implements Callable<Integer> {
    private static final double CONFIDENCE = 0.95;
    private static final long SEED = 1;

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final Days days = new Days();

    @Parameters(paramLabel = "MODEL", description = "E.g. marketplace-ranker.")
    private String model = "";

    @Option(
            names = "--version",
            paramLabel = "WHO",
            required = true,
            description = "Number of a version, champion, or weights.")
    private String version = "";

    @Option(
            names = "--clip",
            defaultValue = "10",
            description = "The most an outcome counts (default: ${DEFAULT-VALUE}).")
    private double clip;

    @Option(
            names = "--lists",
            defaultValue = "20000",
            description = "Looked at, drawn from those of the period (default: ${DEFAULT-VALUE}).")
    private int most;

    @Override
    public Integer call() {
        if (most < 1 || !(clip > 0)) {
            throw new Failure(
                    Exit.USAGE, "--lists is at least 1 and --clip above 0, got " + most + " and " + clip + ".");
        }
        try (Platform platform = Platform.open()) {
            RankerPipeline pipeline = NamedRanker.ranker(KnownModel.of(platform, model));
            NamedRanker ranker = NamedRanker.of(platform, pipeline, version);
            LoggedLists lists = new LoggedLists(pipeline.layout(), most, new SplittableRandom(SEED));
            platform.archive().read(pipeline.decisions().orElseThrow(), days.first(), days.last(), lists);
            CounterfactualClicks found = estimate(ranker, lists);
            output.print(String.format(
                    Locale.ROOT,
                    "%s over %,d of %,d lists, items touched of the first ten:",
                    ranker.name(),
                    Math.min(most, lists.seen()),
                    lists.seen()));
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("model", ranker.name());
            figures.put("lists", Math.min(most, lists.seen()));
            put("logged", found.logged(), figures);
            put("inverse_propensity", found.inversePropensity(), figures);
            put("self_normalised", found.selfNormalised(), figures);
            put("doubly_robust", found.doublyRobust(), figures);
            put("gain", found.gain(), figures);
            figures.put("clipped", found.clipped());
            output.print(String.format(
                    Locale.ROOT,
                    "  clipped             %.1f %% of its looks: so much is not known of it",
                    100 * found.clipped()));
            output.result(figures);
            return Exit.OK;
        }
    }

    private CounterfactualClicks estimate(NamedRanker ranker, LoggedLists lists) {
        try {
            return CounterfactualClicks.of(ranker.ranker(), lists.rows(), clip, CONFIDENCE);
        } catch (IllegalStateException nothing) {
            throw new Failure(Exit.NOT_FOUND, String.valueOf(nothing.getMessage()), nothing);
        }
    }

    private void put(String name, Interval interval, Map<String, Object> figures) {
        output.print(String.format(
                Locale.ROOT,
                "  %-19s %7.4f (%.4f to %.4f)",
                name.replace('_', ' '),
                interval.mean(),
                interval.low(),
                interval.high()));
        figures.put(name, Output.interval(interval));
    }
}
