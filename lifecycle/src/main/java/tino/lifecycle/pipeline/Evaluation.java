package tino.lifecycle.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Reliability;

/**
 * How a model did over a set of rows.
 *
 * @param samples per metric one value per judged unit (a query, a row, a question), in the order of the data, so that
 *     two models judged over the same rows can be compared pair by pair
 * @param groups per attribute (e.g. {@code sex}) the group of each unit, in the same order; {@code null} where it is not
 *     known
 * @param latencies milliseconds of single answers, empty where none was timed
 * @param reliability of the probabilities that were given, {@code null} where the model gives none
 */
public record Evaluation(
        Map<String, double[]> samples,
        Map<String, @Nullable String[]> groups,
        double[] latencies,
        @Nullable Reliability reliability) {

    public Evaluation(Map<String, double[]> samples) {
        this(samples, Map.of());
    }

    public Evaluation(Map<String, double[]> samples, Map<String, @Nullable String[]> groups) {
        this(samples, groups, new double[0]);
    }

    public Evaluation(Map<String, double[]> samples, Map<String, @Nullable String[]> groups, double[] latencies) {
        this(samples, groups, latencies, null);
    }

    /** The same with what came of the probabilities that the model gave: what estimates of its quality without labels rest on. */
    public Evaluation reliable(Reliability of) {
        return new Evaluation(samples, groups, latencies, of);
    }

    /** The same with the times of single answers, in milliseconds. */
    Evaluation timed(double[] milliseconds) {
        return new Evaluation(samples, groups, milliseconds, reliability);
    }

    /**
     * The mean of a metric.
     *
     * @throws IllegalArgumentException if the evaluation lacks the metric, naming those it has
     */
    public double mean(String metric) {
        double[] values = samples(metric);
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? Double.NaN : sum / values.length;
    }

    /** @see #mean */
    public double[] samples(String metric) {
        double[] values = samples.get(metric);
        if (values == null) {
            throw new IllegalArgumentException("The evaluation has no metric '" + metric + "', it has "
                    + samples.keySet().stream().sorted().toList());
        }
        return values;
    }

    /**
     * The group of each unit.
     *
     * @throws IllegalArgumentException if the evaluation does not know the attribute, naming those it does
     */
    public @Nullable String[] groups(String attribute) {
        @Nullable String[] labels = groups.get(attribute);
        if (labels == null) {
            throw new IllegalArgumentException("The evaluation has no groups by '" + attribute + "', it has "
                    + groups.keySet().stream().sorted().toList());
        }
        return labels;
    }
}
