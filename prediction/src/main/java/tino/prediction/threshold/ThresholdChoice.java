package tino.prediction.threshold;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import tino.lifecycle.statistic.Proportion;

/**
 * Chooses thresholds so that what they promise holds in the population, not only on the cases at hand, with 95 % confidence.
 *
 * <p><b>Precision.</b> Of the cases called by a given threshold, the hits are binomial, so its lower bound is Clopper and
 * Pearson's. But whoever tries every threshold and keeps the one that came out well is wrong far more often than one bound
 * alone. So thresholds are tested one after another in an order that does not depend on the labels, and the first that fails
 * ends it: the chance that any is kept in vain stays at 5 % without dividing it by their number (fixed-sequence testing: Maurer,
 * Hothorn and Lehmacher 1995; for thresholds of models Angelopoulos, Bates, Candès, Jordan and Lei, "Learn then Test", 2021).
 * The probabilities themselves say where to begin, where they promise the surest success; from there it goes down, each step
 * calling a few more. Bad probabilities cost reach, never the promise.
 *
 * <p><b>Recall.</b> The same upwards from the threshold that calls all. Recall can only fall on that way, so the order costs
 * nothing.
 *
 * <p>The promise is exact where the probabilities owe nothing to the labels of these cases. Those of {@link
 * tino.prediction.calibration.CrossFitted} owe nothing to the label of their own case, which is near to it. It is about cases like
 * these: of later days, if these are the newest there are.
 */
public final class ThresholdChoice {
    static final double CONFIDENCE = 0.95;
    /** Each step calls so much more than the last. */
    private static final double STEP = 1.03;
    /** Fewer called cases make no promise worth having. */
    private static final int LEAST_CALLED = 10;

    private final OperatingMode mode;
    /** From the most probable down. */
    private final double[] probabilities;
    /** Of the first n cases, how many are yes. */
    private final int[] hits;

    private ThresholdChoice(OperatingMode mode, double[] probabilities, boolean[] labels) {
        this.mode = mode;
        int[] order = IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -probabilities[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.probabilities =
                Arrays.stream(order).mapToDouble(row -> probabilities[row]).toArray();
        this.hits = new int[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            hits[i + 1] = hits[i] + (labels[order[i]] ? 1 : 0);
        }
    }

    /**
     * @param probabilities each within (0, 1)
     * @throws IllegalArgumentException if lengths differ
     */
    public static Choice of(OperatingMode mode, double[] probabilities, boolean[] labels) {
        if (probabilities.length != labels.length) {
            throw new IllegalArgumentException("Expected a label for each of " + probabilities.length
                    + " probabilities to choose a threshold, got " + labels.length);
        }
        ThresholdChoice choice = new ThresholdChoice(mode, probabilities, labels);
        return switch (mode.aim()) {
            case PRECISION -> choice.precision();
            case RECALL -> choice.recall();
            case BALANCED -> choice.balanced();
        };
    }

    private int yes() {
        return hits[hits.length - 1];
    }

    /** So many called that the next has another probability: a threshold parts no equals. */
    private int whole(int called) {
        int end = Math.min(called, probabilities.length);
        while (end > 0 && end < probabilities.length && probabilities[end] == probabilities[end - 1]) {
            end++;
        }
        return end;
    }

    /** Numbers of called cases to try, rising, chosen without a look at labels. */
    private int[] steps() {
        IntStream.Builder steps = IntStream.builder();
        int last = 0;
        for (double wanted = LEAST_CALLED; last < probabilities.length; wanted = Math.max(wanted * STEP, last + 1)) {
            int called = whole((int) wanted);
            if (called > last) {
                steps.add(called);
                last = called;
            }
        }
        return steps.build().toArray();
    }

    private Choice precision() {
        int[] steps = steps();
        int kept = 0;
        for (int step = begin(steps); step < steps.length && bound(steps[step]) >= mode.level(); step++) {
            kept = steps[step];
        }
        return kept > 0 ? threshold(kept, bound(kept)) : best(steps);
    }

    /** Where, by the probabilities alone, the promise is kept most surely. */
    private int begin(int[] steps) {
        double level = mode.level();
        int best = 0;
        double surest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int row = 0;
        for (int step = 0; step < steps.length; step++) {
            for (; row < steps[step]; row++) {
                sum += probabilities[row];
            }
            double expected = sum / row;
            double sure = (expected - level) * Math.sqrt(row);
            if (sure > surest) {
                surest = sure;
                best = step;
            }
        }
        return best;
    }

    private double bound(int called) {
        return Proportion.lowerBound(hits[called], called, CONFIDENCE);
    }

    private double precisionOf(int called) {
        return (double) hits[called] / called;
    }

    private Choice recall() {
        int all = probabilities.length;
        if (recallBound(all) < mode.level()) {
            return new OutOfReach(mode, recallBound(all), all == 0 ? 1 : probabilities[all - 1], recallOf(all), all);
        }
        // The bound only rises with the number called, so the way up needs not be walked step by step.
        int low = 0;
        int high = all;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (recallBound(middle) >= mode.level()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        int called = whole(high);
        return threshold(called, recallBound(called));
    }

    private double recallBound(int called) {
        return yes() == 0 ? 0 : Proportion.lowerBound(hits[called], yes(), CONFIDENCE);
    }

    private double recallOf(int called) {
        return yes() == 0 ? 0 : (double) hits[called] / yes();
    }

    private Choice balanced() {
        int best = 0;
        for (int called : ends()) {
            best = f1(called) > f1(best) ? called : best;
        }
        return best == 0 ? new OutOfReach(mode, 0, 1, 0, 0) : threshold(best, Double.NaN);
    }

    private double f1(int called) {
        return called == 0 ? 0 : 2.0 * hits[called] / (called + yes());
    }

    /** All numbers of called cases that part no equals, rising. */
    private int[] ends() {
        return IntStream.rangeClosed(1, probabilities.length)
                .filter(called -> called == probabilities.length || probabilities[called] < probabilities[called - 1])
                .toArray();
    }

    private Threshold threshold(int called, double bound) {
        return new Threshold(
                mode,
                probabilities[called - 1],
                precisionOf(called),
                recallOf(called),
                bound,
                called,
                probabilities.length);
    }

    private OutOfReach best(int[] steps) {
        int best = 0;
        double most = 0;
        for (int called : steps) {
            double here = bound(called);
            if (here > most) {
                most = here;
                best = called;
            }
        }
        return best == 0
                ? new OutOfReach(mode, 0, 1, 0, 0)
                : new OutOfReach(mode, most, probabilities[best - 1], precisionOf(best), best);
    }
}
