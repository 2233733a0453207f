package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.archive.DecisionSource;
import tino.lifecycle.statistic.Interval;
import tino.prediction.learn.ClassifierPipeline;
import tino.ranking.Ranking;
import tino.ranking.learn.RankerPipeline;
import tino.ranking.replay.RankingReplay;
import tino.ranking.replay.ReplayReport;
import tino.ranking.replay.ReplayReport.Difference;
import tino.ranking.replay.ReplayReport.Quality;
import tino.server.Platform;

/** {@code tino replay}: what another version or other weights would have made of past lists. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Orders the lists of past days again, by another version or other weights, or makes predictions again, by another"
                    + " version or in another mode, and says what would have differed.",
            "The first time it archives those days as Parquet, later it reads them from there."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final String LOGGED = "logged";
    private static final int STEPS = 1_000;

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final Days days = new Days();

    @Option(
            names = "--model",
            paramLabel = "WHO",
            description =
                    "Who answers: marketplace-ranker:3, 3, champion, or weights (default: weights); hiring-classifier:2 or"
                            + " hiring-classifier for predictions.")
    private String model = Ranking.WEIGHTS;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "Of predictions: another operating mode, e.g. recall90.")
    private @Nullable String mode;

    @Option(
            names = "--weights",
            paramLabel = "NAME=N",
            split = ",",
            description = "Other weights than those in force, e.g. sim_semantico=.5,score_avaliacao=.5")
    private @Nullable Map<String, Double> weights;

    @Option(
            names = "--against",
            paramLabel = "WHO",
            description = "Compared with: logged (what was shown), weights, or a version (default: logged).")
    private String against = LOGGED;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the report as a page, too.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (weights != null && !model.equals(Ranking.WEIGHTS)) {
            throw new Failure(Exit.USAGE, "--weights order by themselves; leave --model " + model + " out.");
        }
        try (Platform platform = Platform.open()) {
            Optional<ClassifierPipeline> classifier = ReplayedPredictions.pipeline(platform, model);
            if (classifier.isPresent()) {
                return new ReplayedPredictions(output, days).replay(platform, classifier.get(), model, mode);
            }
            RankerPipeline pipeline = NamedRanker.pipeline(platform, model);
            NamedRanker after = weights == null
                    ? NamedRanker.of(platform, pipeline, model)
                    : NamedRanker.weights(pipeline, weights);
            NamedRanker before = against.equals(LOGGED) ? null : NamedRanker.of(platform, pipeline, against);
            DecisionSource source = pipeline.decisions().orElseThrow();
            long start = System.nanoTime();
            int archived = archive(platform, source);
            double archiving = since(start);
            start = System.nanoTime();
            RankingReplay replay = new RankingReplay(
                    after.ranker(),
                    before == null ? null : before.ranker(),
                    pipeline.outcomes().success());
            platform.archive().read(source, days.first(), days.last(), replay);
            Told told = new Told(
                    after.name(),
                    before == null ? "what was shown" : before.name(),
                    report(replay),
                    archived,
                    archiving,
                    since(start));
            told.print(output);
            if (out != null) {
                Files.writeString(out, ReplayPage.of(told));
                output.print("  page: " + out);
            }
            output.result(told.figures());
            return Exit.OK;
        }
    }

    private int archive(Platform platform, DecisionSource source) {
        return archive(output, days, platform, source);
    }

    /** Archives the days that are not yet. @return how many */
    static int archive(Output output, Days days, Platform platform, DecisionSource source) {
        try (Progress bar = output.progress("archiving", STEPS)) {
            return platform.archive().bring(source, days.first(), days.last(), (share, what) -> {
                bar.to(Math.round(share * STEPS));
                bar.note(what);
            });
        }
    }

    private static ReplayReport report(RankingReplay replay) {
        try {
            return replay.report();
        } catch (IllegalStateException nothing) {
            throw new Failure(Exit.NOT_FOUND, String.valueOf(nothing.getMessage()), nothing);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * A report and how it was made.
     *
     * @param archived days that were archived for it
     * @param archiving seconds that took
     * @param seconds of reading, ordering and comparing
     */
    record Told(String after, String before, ReplayReport report, int archived, double archiving, double seconds) {
        private static final int BAR = 40;

        /** Lists a second. */
        double rate(double time) {
            return report.all().lists() / time;
        }

        private void print(Output output) {
            Difference all = report.all();
            output.print(String.format(Locale.ROOT, "%s beside %s: %,d lists", after, before, all.lists()));
            if (report.otherLayout() + report.laterPages() > 0) {
                output.print(String.format(
                        Locale.ROOT,
                        "  left out: %,d of another layout, %,d later pages",
                        report.otherLayout(),
                        report.laterPages()));
            }
            output.print(String.format(Locale.ROOT, "  another first        %5.1f %%", 100 * all.otherFirst()));
            output.print(String.format(Locale.ROOT, "  other first three    %5.1f %%", 100 * all.otherTop3()));
            output.print(String.format(Locale.ROOT, "  overlap at 10        %7.3f", all.overlap10()));
            output.print(String.format(Locale.ROOT, "  rank-biased overlap  %7.3f", all.rankBiasedOverlap()));
            output.print(String.format(Locale.ROOT, "  Kendall's tau        %7.3f", all.tau()));
            output.print(
                    report.corrected()
                            ? "  outcomes weighted by how likely they were looked at"
                            : "  outcomes as logged: they favour the order that was shown");
            for (Quality quality : report.quality()) {
                output.print(String.format(
                        Locale.ROOT,
                        "  %-7s %s to %s, gain %s (%,d lists)",
                        name(quality.measure()),
                        number(quality.before().mean()),
                        number(quality.after().mean()),
                        text(quality.gain()),
                        quality.lists()));
            }
            output.print("  another first, by day:");
            for (Difference day : report.byDay()) {
                output.print(String.format(
                        Locale.ROOT,
                        "  %s %-" + BAR + "s %5.1f %% of %,d   MRR %s to %s",
                        day.day(),
                        "#".repeat((int) Math.round(BAR * day.otherFirst())),
                        100 * day.otherFirst(),
                        day.lists(),
                        number(day.mrrBefore()),
                        number(day.mrrAfter())));
            }
            output.print(String.format(
                    Locale.ROOT,
                    "  %.2f s, %,.0f lists a second%s",
                    seconds,
                    rate(seconds),
                    archived == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "; before that %d days were archived in %.2f s, %,.0f lists a second in all",
                                    archived,
                                    archiving,
                                    rate(archiving + seconds))));
        }

        static String name(ReplayReport.Measure measure) {
            return switch (measure) {
                case MRR -> "MRR";
                case HIT3 -> "Hit@3";
                case NDCG10 -> "nDCG@10";
            };
        }

        static String number(double value) {
            return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
        }

        static String text(Interval interval) {
            return Double.isNaN(interval.mean())
                    ? "unknown"
                    : String.format(
                            Locale.ROOT, "%+.3f (%+.3f to %+.3f)", interval.mean(), interval.low(), interval.high());
        }

        private Map<String, Object> figures() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("model", after);
            figures.put("against", before);
            figures.put("lists", report.all().lists());
            figures.put("other_layout", report.otherLayout());
            figures.put("later_pages", report.laterPages());
            differences(report.all(), figures);
            figures.put("corrected", report.corrected());
            Map<String, Object> qualities = new LinkedHashMap<>();
            for (Quality quality : report.quality()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("lists", quality.lists());
                one.put("before", Output.interval(quality.before()));
                one.put("after", Output.interval(quality.after()));
                one.put("gain", Output.interval(quality.gain()));
                qualities.put(quality.measure().name().toLowerCase(Locale.ROOT), one);
            }
            figures.put("quality", qualities);
            figures.put("days", report.byDay().stream().map(Told::day).toList());
            figures.put("days_archived", archived);
            figures.put("archive_seconds", archiving);
            figures.put("seconds", seconds);
            figures.put("lists_per_second", rate(seconds));
            return figures;
        }

        private static Map<String, Object> day(Difference day) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("day", day.day().toString());
            figures.put("lists", day.lists());
            differences(day, figures);
            return figures;
        }

        private static void differences(Difference difference, Map<String, Object> figures) {
            figures.put("other_first", difference.otherFirst());
            figures.put("other_top3", difference.otherTop3());
            figures.put("overlap_at_10", difference.overlap10());
            figures.put("rank_biased_overlap", difference.rankBiasedOverlap());
            figures.put("kendall_tau", difference.tau());
            for (var mrr : List.of(
                    Map.entry("mrr_before", difference.mrrBefore()), Map.entry("mrr_after", difference.mrrAfter()))) {
                Double value = Output.finite(mrr.getValue());
                if (value != null) {
                    figures.put(mrr.getKey(), value);
                }
            }
        }
    }
}
