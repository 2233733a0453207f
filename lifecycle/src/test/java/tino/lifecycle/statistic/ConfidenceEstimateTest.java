package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tino.lifecycle.statistic.ConfidenceEstimate.Group;

class ConfidenceEstimateTest {
    private static final Reliability NONE = new Reliability(List.of());

    /**
     * NannyML's documentation, "Confidence-based Performance Estimation": of many yeses with a probability of .9, 90 % are right and
     * 10 % wrong. So 100 of them and 50 noes at .2 are 90 true positives, 10 false ones, 10 false negatives and 40 true ones. The
     * variance of a sum of such draws is Σ p (1 − p) (Poisson's binomial distribution): 100 · .09 + 50 · .16 = 17.
     */
    @Test
    void countsWhatConfidencesPromise() {
        ConfidenceEstimate estimate =
                ConfidenceEstimate.of(List.of(new Group(.9, 100, true), new Group(.2, 50, false)), NONE, .95);
        assertThat(estimate.decisions()).isEqualTo(150);
        assertThat(estimate.accuracy().mean()).isCloseTo(130 / 150.0, within(1e-12));
        assertThat(estimate.precision().mean()).isCloseTo(.9, within(1e-12));
        assertThat(estimate.recall().mean()).isCloseTo(.9, within(1e-12));
        assertThat(estimate.accuracy().high() - estimate.accuracy().mean())
                .isCloseTo(1.959964 * Math.sqrt(17) / 150, within(1e-6));
        assertThat(estimate.precision().high() - estimate.precision().mean())
                .isCloseTo(1.959964 * 3 / 100, within(1e-6));
    }

    @Test
    void correctsProbabilitiesByWhatTheReferenceWasOffBy() {
        // Of those who were given about .9 only 70 % came true, as 10,000 show.
        Reliability reference = new Reliability(List.of(new Reliability.Bin(.85, .95, 10_000, .9, .7)));
        ConfidenceEstimate estimate = ConfidenceEstimate.of(List.of(new Group(.9, 1_000, true)), reference, .95);
        assertThat(estimate.accuracy().mean()).isCloseTo(.7, within(1e-4));
        assertThat(estimate.recall().mean()).isEqualTo(1);
    }

    @Test
    void isLessSureWhereTheReferenceKnowsLittle() {
        List<Group> groups = List.of(new Group(.9, 1_000, true));
        double known = width(groups, new Reliability(List.of(new Reliability.Bin(.85, .95, 10_000, .9, .9))));
        double few = width(groups, new Reliability(List.of(new Reliability.Bin(.85, .95, 20, .9, .9))));
        double elsewhere = width(groups, new Reliability(List.of(new Reliability.Bin(.1, .2, 10_000, .15, .15))));
        assertThat(known).isLessThan(.05);
        assertThat(few).isBetween(.15, .3);
        assertThat(elsewhere).isGreaterThan(.4);
    }

    private static double width(List<Group> groups, Reliability reference) {
        Interval accuracy = ConfidenceEstimate.of(groups, reference, .95).accuracy();
        return accuracy.high() - accuracy.low();
    }

    @Test
    void saysNothingOfWhatThereIsNot() {
        ConfidenceEstimate none = ConfidenceEstimate.of(List.of(), NONE, .95);
        assertThat(none.accuracy().mean()).isNaN();
        ConfidenceEstimate noes = ConfidenceEstimate.of(List.of(new Group(.1, 10, false)), NONE, .95);
        assertThat(noes.accuracy().mean()).isCloseTo(.9, within(1e-12));
        assertThat(noes.precision().mean()).isNaN();
        assertThat(noes.recall().mean()).isZero();
    }

    /** Drawn anew 2,000 times with a reference of its own, the outcome lies within 95 % intervals about so often. */
    @Test
    void coversWhatComesOut() {
        SplittableRandom random = new SplittableRandom(3);
        double[] truth = {.1, .3, .45, .7, .92};
        double[] said = {.05, .32, .5, .62, .97};
        int accuracies = 0;
        int recalls = 0;
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            List<Reliability.Bin> bins = new ArrayList<>();
            List<Group> groups = new ArrayList<>();
            long right = 0;
            long found = 0;
            long positives = 0;
            for (int i = 0; i < truth.length; i++) {
                int reference = 400;
                int now = 300;
                bins.add(new Reliability.Bin(
                        i * .2,
                        i * .2 + .2,
                        reference,
                        said[i],
                        ones(reference, truth[i], random) / (double) reference));
                boolean yes = said[i] >= .5;
                groups.add(new Group(said[i], now, yes));
                int ones = ones(now, truth[i], random);
                right += yes ? ones : now - ones;
                found += yes ? ones : 0;
                positives += ones;
            }
            ConfidenceEstimate estimate = ConfidenceEstimate.of(groups, new Reliability(bins), .95);
            accuracies += estimate.accuracy().contains(right / 1_500.0) ? 1 : 0;
            recalls += estimate.recall().contains((double) found / positives) ? 1 : 0;
        }
        // Three standard deviations of a binomial around .95, and the bias of the one case of the prior.
        assertThat((double) accuracies / rounds).isBetween(.93, .97);
        assertThat((double) recalls / rounds).isBetween(.93, .97);
    }

    private static int ones(int n, double share, SplittableRandom random) {
        int ones = 0;
        for (int i = 0; i < n; i++) {
            ones += random.nextDouble() < share ? 1 : 0;
        }
        return ones;
    }
}
