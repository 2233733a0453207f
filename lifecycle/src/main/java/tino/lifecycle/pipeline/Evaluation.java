package tino.lifecycle.pipeline;

import java.util.Map;

/**
 * How a model did over a set of rows.
 *
 * @param samples per metric one value per judged unit (a query, a row, a question), in the order of the data, so that
 *     two models judged over the same rows can be compared pair by pair
 */
public record Evaluation(Map<String, double[]> samples) {

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
}
