package tino.lifecycle.gate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.PairedBootstrap;

/** What the gate said of a challenger, check by check. */
public record GateVerdict(List<Finding> findings) {
    private static final double CONFIDENCE = 0.95;

    /**
     * @param challenger its mean
     * @param reference mean of what it was compared with, {@code null} if there was nothing or it is a constant
     * @param threshold what the challenger's mean had to reach (or not to exceed), {@code null} if there was nothing to reach
     * @param gain interval of the mean gain over the reference, pair by pair; {@code null} without a reference
     */
    public record Finding(
            Gate.Check check,
            double challenger,
            @Nullable Double reference,
            @Nullable Double threshold,
            @Nullable Interval gain,
            boolean passed) {

        /** One line for people, e.g. {@code ndcg@10 0.712 ≥ 0.98 × champion 0.705: passed}. */
        public String text() {
            String verdict = passed ? "passed" : "not passed";
            String rule = switch (check) {
                case Gate.Check.NotWorseThanChampion c when reference == null -> "no champion yet";
                case Gate.Check.NotWorseThanChampion c ->
                    String.format(Locale.ROOT, "≥ %s × champion %.4f", c.factor(), reference);
                case Gate.Check.BetterThanFallback c when reference == null -> "no fallback to compare with";
                case Gate.Check.BetterThanFallback c ->
                    String.format(Locale.ROOT, "> fallback %.4f%s", reference, interval());
                case Gate.Check.AtLeast c -> String.format(Locale.ROOT, "≥ %s", c.value());
                case Gate.Check.AtMost c -> String.format(Locale.ROOT, "≤ %s", c.value());
            };
            return String.format(Locale.ROOT, "%s %.4f %s: %s", check.metric(), challenger, rule, verdict);
        }

        private String interval() {
            return gain == null ? "" : String.format(Locale.ROOT, " (gain %.4f to %.4f)", gain.low(), gain.high());
        }
    }

    public boolean passed() {
        return findings.stream().allMatch(Finding::passed);
    }

    /** All findings in one line. */
    public String text() {
        return findings.stream().map(Finding::text).collect(Collectors.joining("; "));
    }

    /**
     * Judges a challenger. All evaluations are over the same rows in the same order.
     *
     * @param champion {@code null} if there is none
     * @param fallback {@code null} if there is none
     * @throws IllegalArgumentException if an evaluation lacks a metric that is checked, or was made over other rows
     */
    public static GateVerdict of(
            Gate gate,
            Evaluation challenger,
            @Nullable Evaluation champion,
            @Nullable Evaluation fallback,
            RandomGenerator random) {
        return new GateVerdict(gate.checks().stream()
                .map(check -> find(check, challenger, champion, fallback, random))
                .toList());
    }

    private static Finding find(
            Gate.Check check,
            Evaluation challenger,
            @Nullable Evaluation champion,
            @Nullable Evaluation fallback,
            RandomGenerator random) {
        double mean = challenger.mean(check.metric());
        return switch (check) {
            case Gate.Check.NotWorseThanChampion c -> {
                if (champion == null) {
                    yield new Finding(check, mean, null, null, null, Double.isFinite(mean));
                }
                double reference = champion.mean(c.metric());
                double threshold = c.factor() * reference;
                yield new Finding(
                        check,
                        mean,
                        reference,
                        threshold,
                        gain(c.metric(), challenger, champion, random),
                        mean >= threshold);
            }
            case Gate.Check.BetterThanFallback c -> {
                if (fallback == null) {
                    yield new Finding(check, mean, null, null, null, Double.isFinite(mean));
                }
                double reference = fallback.mean(c.metric());
                Interval gain = gain(c.metric(), challenger, fallback, random);
                boolean surely = gain != null && gain.low() > -c.tolerance();
                yield new Finding(check, mean, reference, reference, gain, mean > reference && surely);
            }
            case Gate.Check.AtLeast c -> new Finding(check, mean, null, c.value(), null, mean >= c.value());
            case Gate.Check.AtMost c -> new Finding(check, mean, null, c.value(), null, mean <= c.value());
        };
    }

    /** {@code null} where nothing was judged or something was judged to be no number; no check is passed then. */
    private static @Nullable Interval gain(
            String metric, Evaluation challenger, Evaluation reference, RandomGenerator random) {
        double[] ours = challenger.samples(metric);
        double[] theirs = reference.samples(metric);
        boolean finite = Arrays.stream(ours).allMatch(Double::isFinite)
                && Arrays.stream(theirs).allMatch(Double::isFinite);
        return finite && ours.length > 0 ? PairedBootstrap.difference(ours, theirs, CONFIDENCE, random) : null;
    }
}
