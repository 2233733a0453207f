package tino.language.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.PairedBootstrap;

/**
 * The figures of an evaluation, over all questions and over those of each category and difficulty.
 *
 * @param failed questions to which no answer came
 * @param all by {@link Measure#key()}, only those that apply to some question
 * @param categories by category, without the empty one; likewise {@code difficulties}
 */
public record Summary(
        int questions,
        int failed,
        Map<String, Figure> all,
        Map<String, Map<String, Figure>> categories,
        Map<String, Map<String, Figure>> difficulties) {
    static final double CONFIDENCE = 0.95;

    /**
     * A mean with its 95 % bootstrap interval over questions.
     *
     * @param questions that it applies to
     */
    public record Figure(int questions, double mean, double low, double high) {}

    /** Over all questions; of none, and not a number, where the measure applies to none. */
    public Figure figure(Measure measure) {
        return all.getOrDefault(measure.key(), new Figure(0, Double.NaN, Double.NaN, Double.NaN));
    }

    static Summary of(List<QuestionResult> results, RandomGenerator random) {
        return new Summary(
                results.size(),
                (int) results.stream().filter(result -> result.error() != null).count(),
                figures(results, random),
                by(results, QuestionResult::category, random),
                by(results, QuestionResult::difficulty, random));
    }

    private static Map<String, Map<String, Figure>> by(
            List<QuestionResult> results, Function<QuestionResult, String> group, RandomGenerator random) {
        Map<String, Map<String, Figure>> groups = new TreeMap<>();
        results.stream()
                .map(group)
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .forEach(name -> groups.put(
                        name,
                        figures(
                                results.stream()
                                        .filter(result -> group.apply(result).equals(name))
                                        .toList(),
                                random)));
        return groups;
    }

    private static Map<String, Figure> figures(List<QuestionResult> results, RandomGenerator random) {
        List<Measure> measures = Arrays.stream(Measure.values())
                .filter(measure -> results.stream().anyMatch(result -> Double.isFinite(result.value(measure))))
                .toList();
        double[][] values = new double[measures.size()][];
        for (int i = 0; i < values.length; i++) {
            Measure measure = measures.get(i);
            values[i] = results.stream()
                    .mapToDouble(result -> result.value(measure))
                    .toArray();
        }
        List<Interval> intervals = PairedBootstrap.all(
                new int[][] {IntStream.range(0, results.size()).toArray()},
                units ->
                        Arrays.stream(values).mapToDouble(of -> mean(of, units)).toArray(),
                CONFIDENCE,
                PairedBootstrap.RESAMPLES,
                random);
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Interval interval = intervals.get(i);
            figures.put(
                    measures.get(i).key(),
                    new Figure(
                            (int) Arrays.stream(values[i])
                                    .filter(Double::isFinite)
                                    .count(),
                            interval.mean(),
                            interval.low(),
                            interval.high()));
        }
        return figures;
    }

    private static double mean(double[] values, int[] units) {
        double sum = 0;
        int count = 0;
        for (int unit : units) {
            if (!Double.isNaN(values[unit])) {
                sum += values[unit];
                count++;
            }
        }
        return sum / count;
    }
}
