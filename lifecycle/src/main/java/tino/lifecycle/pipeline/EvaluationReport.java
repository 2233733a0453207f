package tino.lifecycle.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.PairedBootstrap;
import tino.lifecycle.statistic.Reliability;

/**
 * How a challenger did over the test rows beside the champion and the fallback over the same rows, as it is kept. Intervals
 * are 95 %: of up to {@value #DRAWN} units by the bootstrap, of more by the normal distribution, to which their means tend.
 *
 * @param units that were judged: lists, rows, questions
 * @param champion the version that was compared with, {@code null} for none
 * @param measures one a metric, by name
 * @param groups of the challenger, by attribute, group and metric
 * @param reliability of the challenger's probabilities, {@code null} where it gives none
 */
public record EvaluationReport(
        int units,
        @Nullable Integer champion,
        List<Measure> measures,
        List<GroupMeasure> groups,
        @Nullable Reliability reliability) {
    static final int DRAWN = 1_000;
    private static final double CONFIDENCE = 0.95;

    /**
     * A metric's mean.
     *
     * @param figure of the challenger
     * @param champion its mean, {@code null} where it was not judged
     * @param overChampion challenger less champion, unit by unit
     */
    public record Measure(
            String metric,
            Interval figure,
            @Nullable Double champion,
            @Nullable Interval overChampion,
            @Nullable Double fallback,
            @Nullable Interval overFallback) {}

    /** A metric's mean over the units of one group. */
    public record GroupMeasure(String attribute, String group, int units, String metric, Interval figure) {}

    static EvaluationReport of(
            Evaluation challenger,
            @Nullable Integer number,
            @Nullable Evaluation champion,
            @Nullable Evaluation fallback,
            RandomGenerator random) {
        List<Measure> measures = new ArrayList<>();
        List<GroupMeasure> groups = new ArrayList<>();
        int units = 0;
        for (String metric : challenger.samples().keySet().stream().sorted().toList()) {
            double[] ours = challenger.samples(metric);
            units = Math.max(units, ours.length);
            if (!measurable(ours)) {
                continue;
            }
            measures.add(new Measure(
                    metric,
                    interval(ours, random),
                    mean(champion, metric),
                    gain(ours, champion, metric, random),
                    mean(fallback, metric),
                    gain(ours, fallback, metric, random)));
            for (String attribute :
                    challenger.groups().keySet().stream().sorted().toList()) {
                groups.addAll(groups(ours, challenger.groups(attribute), attribute, metric, random));
            }
        }
        return new EvaluationReport(
                units,
                champion == null ? null : number,
                List.copyOf(measures),
                List.copyOf(groups),
                challenger.reliability());
    }

    private static boolean measurable(double[] values) {
        return values.length > 0 && Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static double @Nullable [] samples(@Nullable Evaluation other, String metric, int units) {
        double[] theirs = other == null ? null : other.samples().get(metric);
        return theirs == null || theirs.length != units || !measurable(theirs) ? null : theirs;
    }

    private static @Nullable Double mean(@Nullable Evaluation other, String metric) {
        return other != null && other.samples().containsKey(metric) ? finite(other.mean(metric)) : null;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable Interval gain(
            double[] ours, @Nullable Evaluation other, String metric, RandomGenerator random) {
        double[] theirs = samples(other, metric, ours.length);
        return theirs == null
                ? null
                : interval(
                        IntStream.range(0, ours.length)
                                .mapToDouble(unit -> ours[unit] - theirs[unit])
                                .toArray(),
                        random);
    }

    private static List<GroupMeasure> groups(
            double[] values, @Nullable String[] labels, String attribute, String metric, RandomGenerator random) {
        return Arrays.stream(labels)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(group -> {
                    double[] inside = IntStream.range(0, values.length)
                            .filter(unit -> group.equals(labels[unit]))
                            .mapToDouble(unit -> values[unit])
                            .toArray();
                    return new GroupMeasure(attribute, group, inside.length, metric, interval(inside, random));
                })
                .toList();
    }

    private static Interval interval(double[] values, RandomGenerator random) {
        if (values.length <= DRAWN) {
            return PairedBootstrap.mean(values, CONFIDENCE, PairedBootstrap.RESAMPLES, random);
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Interval.normal(mean, Math.sqrt(squares / (values.length - 1) / values.length), CONFIDENCE);
    }
}
