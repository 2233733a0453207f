package tino.lifecycle.gate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.statistic.PairedBootstrap;

/** The one number of an evaluation that a check looks at, over all units that were judged or over any draw of them. */
sealed interface Figure {
    /** Units that may be drawn for each other. */
    int[][] strata();

    /** @param units drawn, with repetitions */
    double over(int[] units);

    /** Why there is no number, {@code null} if there is one. */
    Finding.@Nullable Problem problem();

    /**
     * @throws IllegalArgumentException if the evaluation lacks the metric or the attribute, naming those it has
     */
    static Figure of(Check check, Evaluation evaluation) {
        if (check.timed()) {
            return new Latency(evaluation.latencies());
        }
        double[] samples = evaluation.samples(check.metric());
        return check.groups() == null ? new Mean(samples) : Gap.of(samples, evaluation.groups(check.groups()));
    }

    /** NaN where nothing was judged. */
    default double value() {
        return over(Arrays.stream(strata()).flatMapToInt(Arrays::stream).toArray());
    }

    private static int[][] oneStratum(int units) {
        return new int[][] {IntStream.range(0, units).toArray()};
    }

    private static Finding.@Nullable Problem problem(double[] samples) {
        if (samples.length == 0) {
            return Finding.Problem.NOTHING_JUDGED;
        }
        return Arrays.stream(samples).allMatch(Double::isFinite) ? null : Finding.Problem.NOT_FINITE;
    }

    /** The mean of a metric. */
    record Mean(double[] samples) implements Figure {
        @Override
        public int[][] strata() {
            return oneStratum(samples.length);
        }

        @Override
        public double over(int[] units) {
            double sum = 0;
            for (int unit : units) {
                sum += samples[unit];
            }
            return units.length == 0 ? Double.NaN : sum / units.length;
        }

        @Override
        public Finding.@Nullable Problem problem() {
            return Figure.problem(samples);
        }
    }

    /**
     * The largest difference between two groups' means of a metric. Units are drawn within their group, so that each draw
     * has the groups' sizes; units of no group do not count.
     *
     * @param group number of each unit's group, −1 for none
     */
    record Gap(double[] samples, int[] group, int groups) implements Figure {
        static Gap of(double[] samples, @Nullable String[] labels) {
            if (samples.length != labels.length) {
                throw new IllegalArgumentException("Expected a group for each of the " + samples.length
                        + " values of the metric, got " + labels.length + " labels");
            }
            Map<String, Integer> numbers = new LinkedHashMap<>();
            int[] group = new int[labels.length];
            for (int unit = 0; unit < labels.length; unit++) {
                String label = labels[unit];
                group[unit] = label == null ? -1 : numbers.computeIfAbsent(label, _ -> numbers.size());
            }
            return new Gap(samples, group, numbers.size());
        }

        @Override
        public int[][] strata() {
            return IntStream.range(0, groups)
                    .mapToObj(number -> IntStream.range(0, group.length)
                            .filter(unit -> group[unit] == number)
                            .toArray())
                    .toArray(int[][]::new);
        }

        @Override
        public double over(int[] units) {
            double[] sums = new double[groups];
            int[] counts = new int[groups];
            for (int unit : units) {
                sums[group[unit]] += samples[unit];
                counts[group[unit]]++;
            }
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int number = 0; number < groups; number++) {
                least = Math.min(least, sums[number] / counts[number]);
                most = Math.max(most, sums[number] / counts[number]);
            }
            return groups < 2 ? Double.NaN : most - least;
        }

        @Override
        public Finding.@Nullable Problem problem() {
            Finding.Problem problem = Figure.problem(samples);
            return problem == null && groups < 2 ? Finding.Problem.ONE_GROUP : problem;
        }
    }

    /** The 95th percentile of times in milliseconds. */
    record Latency(double[] milliseconds) implements Figure {
        @Override
        public int[][] strata() {
            return oneStratum(milliseconds.length);
        }

        @Override
        public double over(int[] units) {
            if (units.length == 0) {
                return Double.NaN;
            }
            double[] drawn = new double[units.length];
            for (int i = 0; i < units.length; i++) {
                drawn[i] = milliseconds[units[i]];
            }
            Arrays.sort(drawn);
            return PairedBootstrap.quantile(drawn, 0.95);
        }

        @Override
        public Finding.@Nullable Problem problem() {
            return Figure.problem(milliseconds);
        }
    }
}
