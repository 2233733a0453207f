package tino.prediction.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.PairedBootstrap;
import tino.lifecycle.statistic.Reliability;

/**
 * All that is measured of probabilities on cases that the model never saw, with 95 % percentile intervals from one bootstrap over
 * the cases. That of the calibration error leans upwards: a draw of cases is less even than the cases.
 *
 * @param error share of cases whose more probable label was wrong, that is, of decisions at 0.5
 * @param rocArea area under the ROC curve, ties counting half
 * @param prArea area under the precision–recall curve, as average precision
 * @param logLoss mean of −ln of the probability given to what came true
 * @param brier mean squared distance
 * @param calibrationError expected, over the bins of {@code reliability}
 * @param threshold at which {@code precision}, {@code recall} and the groups are judged
 * @param atHalf decisions at 0.5
 * @param atThreshold decisions at the threshold
 */
public record Judgement(
        int cases,
        int positives,
        Interval error,
        Interval rocArea,
        Interval prArea,
        Interval logLoss,
        Interval brier,
        Interval calibrationError,
        double threshold,
        Interval precision,
        Interval recall,
        Reliability reliability,
        Confusion atHalf,
        Confusion atThreshold,
        List<GroupRates> groups) {

    /** Bins of the reliability diagram where nobody says otherwise. */
    public static final int BINS = 15;

    private static final double CONFIDENCE = 0.95;
    /** So many values drawn take about a second; with more cases there are fewer draws, but {@link #FEWEST} at least. */
    private static final long DRAWN = 40_000_000;

    private static final int FEWEST = 100;
    private static final int MEASURES = 8;

    /**
     * @param probabilities of yes, each in [0, 1]
     * @param groups by attribute, the group of each case, {@code null} for none
     * @throws IllegalArgumentException if there are no cases, or lengths differ
     */
    public static Judgement of(
            double[] probabilities,
            boolean[] labels,
            double threshold,
            int bins,
            Map<String, @Nullable String[]> groups,
            RandomGenerator random) {
        if (labels.length == 0 || probabilities.length != labels.length) {
            throw new IllegalArgumentException("Expected cases and a label for each, got " + probabilities.length
                    + " probabilities and " + labels.length + " labels");
        }
        Sample sample = new Sample(probabilities, labels, threshold, bins, groups);
        int resamples = Math.clamp(DRAWN / labels.length, FEWEST, PairedBootstrap.RESAMPLES);
        List<Interval> measured = PairedBootstrap.all(
                new int[][] {IntStream.range(0, labels.length).toArray()},
                sample::measures,
                CONFIDENCE,
                resamples,
                random);
        List<GroupRates> rates = new ArrayList<>();
        for (int i = 0; i < sample.attributes.size(); i++) {
            Attribute attribute = sample.attributes.get(i);
            rates.add(new GroupRates(
                    attribute.name,
                    attribute.rates(threshold, probabilities, labels),
                    measured.get(MEASURES + 2 * i),
                    measured.get(MEASURES + 2 * i + 1)));
        }
        return new Judgement(
                labels.length,
                (int) IntStream.range(0, labels.length).filter(i -> labels[i]).count(),
                measured.get(0),
                measured.get(1),
                measured.get(2),
                measured.get(3),
                measured.get(4),
                measured.get(5),
                threshold,
                measured.get(6),
                measured.get(7),
                reliability(probabilities, labels, bins),
                Confusion.at(0.5, probabilities, labels),
                Confusion.at(threshold, probabilities, labels),
                List.copyOf(rates));
    }

    /** The diagram of probabilities beside what came true. */
    public static Reliability reliability(double[] probabilities, boolean[] labels, int bins) {
        double[] outcomes = new double[labels.length];
        Arrays.setAll(outcomes, i -> labels[i] ? 1 : 0);
        return Reliability.of(probabilities, outcomes, bins);
    }

    /** An attribute's groups by number; −1 where a case has none. */
    private record Attribute(String name, List<String> names, int[] group) {
        static Attribute of(String name, @Nullable String[] labels) {
            List<String> names = Arrays.stream(labels)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .toList();
            return new Attribute(
                    name, names, Arrays.stream(labels).mapToInt(names::indexOf).toArray());
        }

        List<GroupRates.Group> rates(double threshold, double[] probabilities, boolean[] labels) {
            List<GroupRates.Group> rates = new ArrayList<>();
            for (int number = 0; number < names.size(); number++) {
                int wanted = number;
                int[] inside = IntStream.range(0, group.length)
                        .filter(row -> group[row] == wanted)
                        .toArray();
                boolean[] theirs = new boolean[inside.length];
                for (int i = 0; i < inside.length; i++) {
                    theirs[i] = labels[inside[i]];
                }
                double[] said = Arrays.stream(inside)
                        .mapToDouble(row -> probabilities[row])
                        .toArray();
                rates.add(new GroupRates.Group(names.get(number), Confusion.at(threshold, said, theirs)));
            }
            return rates;
        }
    }

    /** The cases sorted once, so that every draw of them is measured in one pass. */
    private static final class Sample {
        private final boolean[] labels;
        private final double[] probabilities;
        private final double threshold;
        private final int bins;
        private final double[] losses;
        private final double[] squares;
        private final double[] errors;
        /** From the most probable down. */
        private final int[] order;

        private final List<Attribute> attributes = new ArrayList<>();
        private final int[] counts;

        Sample(
                double[] probabilities,
                boolean[] labels,
                double threshold,
                int bins,
                Map<String, @Nullable String[]> groups) {
            this.labels = labels;
            this.probabilities = probabilities;
            this.threshold = threshold;
            this.bins = bins;
            losses = PerCase.logLoss(probabilities, labels);
            squares = PerCase.brier(probabilities, labels);
            errors = PerCase.error(probabilities, labels);
            order = IntStream.range(0, labels.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            counts = new int[labels.length];
            new TreeMap<>(groups).forEach((name, of) -> attributes.add(Attribute.of(name, of)));
        }

        double[] measures(int[] units) {
            Arrays.fill(counts, 0);
            for (int unit : units) {
                counts[unit]++;
            }
            double[] measures = new double[MEASURES + 2 * attributes.size()];
            double loss = 0;
            double square = 0;
            double error = 0;
            double[] binned = new double[bins];
            long called = 0;
            long hits = 0;
            long yes = 0;
            for (int row = 0; row < counts.length; row++) {
                int count = counts[row];
                if (count > 0) {
                    error += count * errors[row];
                    loss += count * losses[row];
                    square += count * squares[row];
                    binned[Math.min((int) (probabilities[row] * bins), bins - 1)] +=
                            count * (probabilities[row] - (labels[row] ? 1 : 0));
                    yes += labels[row] ? count : 0;
                    if (probabilities[row] >= threshold) {
                        called += count;
                        hits += labels[row] ? count : 0;
                    }
                }
            }
            int n = units.length;
            measures[0] = error / n;
            areas(n, yes, measures);
            measures[3] = loss / n;
            measures[4] = square / n;
            measures[5] = Arrays.stream(binned).map(Math::abs).sum() / n;
            measures[6] = called == 0 ? 0 : (double) hits / called;
            measures[7] = yes == 0 ? 0 : (double) hits / yes;
            for (int i = 0; i < attributes.size(); i++) {
                gaps(attributes.get(i), measures, MEASURES + 2 * i);
            }
            return measures;
        }

        /** Both areas on one way down the order; cases of one probability are one step. */
        private void areas(int n, long yes, double[] measures) {
            double roc = 0;
            double pr = 0;
            long seen = 0;
            long found = 0;
            for (int start = 0; start < order.length; ) {
                double probability = probabilities[order[start]];
                long tied = 0;
                long tiedYes = 0;
                int end = start;
                while (end < order.length && probabilities[order[end]] == probability) {
                    int count = counts[order[end]];
                    tied += count;
                    tiedYes += labels[order[end]] ? count : 0;
                    end++;
                }
                long tiedNo = tied - tiedYes;
                roc += tiedNo * (found + tiedYes / 2.0);
                found += tiedYes;
                seen += tied;
                pr += tiedYes == 0 ? 0 : (double) tiedYes * found / seen;
                start = end;
            }
            measures[1] = roc / ((double) yes * (n - yes));
            measures[2] = pr / yes;
        }

        private void gaps(Attribute attribute, double[] measures, int at) {
            int groups = attribute.names.size();
            long[] all = new long[groups];
            long[] called = new long[groups];
            long[] yes = new long[groups];
            long[] hits = new long[groups];
            for (int row = 0; row < counts.length; row++) {
                int group = attribute.group[row];
                if (group >= 0) {
                    boolean said = probabilities[row] >= threshold;
                    all[group] += counts[row];
                    called[group] += said ? counts[row] : 0;
                    yes[group] += labels[row] ? counts[row] : 0;
                    hits[group] += said && labels[row] ? counts[row] : 0;
                }
            }
            measures[at] = gap(called, all);
            measures[at + 1] = gap(hits, yes);
        }

        /** NaN where fewer than two groups have anybody. */
        private static double gap(long[] part, long[] of) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            int known = 0;
            for (int group = 0; group < of.length; group++) {
                if (of[group] > 0) {
                    known++;
                    least = Math.min(least, (double) part[group] / of[group]);
                    most = Math.max(most, (double) part[group] / of[group]);
                }
            }
            return known < 2 ? Double.NaN : most - least;
        }
    }
}
