package tino.lifecycle.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tino.lifecycle.rollout.Criterion.Kind;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.rollout.ShadowEvidence.Found;

@NullUnmarked // a null where there should be a value fails the test by itself
class ShadowEvidenceTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Rollout ROLLOUT =
            new Rollout(new UUID(0, 1), "m", 2, Stage.SHADOW, 0, false, 1, 0, START, null, START, null);

    /** Weights 1, 3, 1, 1. */
    private static final List<Found> FOUND = List.of(
            new Found(new UUID(0, 1), 1, 4, 1),
            new Found(new UUID(0, 2), 5, 2, 3),
            new Found(new UUID(0, 3), null, 1, 1),
            new Found(new UUID(0, 4), 3, 3, 1));

    private static List<Found> times(int n, int control, int shadow) {
        return IntStream.range(0, n)
                .mapToObj(decision -> new Found(new UUID(control, decision), control, shadow, 1))
                .toList();
    }

    private static Map<Kind, Criterion> criteria(ShadowEvidence evidence, Duration in) {
        return evidence
                .criteria(ROLLOUT, RolloutPolicy.Shadow.STANDARD, START.plus(in), new SplittableRandom(1))
                .stream()
                .collect(Collectors.toMap(Criterion::kind, Function.identity()));
    }

    private static ShadowEvidence evidence(List<Found> found, double control, double shadow, double p95) {
        return new ShadowEvidence(100, found, control, shadow, p95);
    }

    @Test
    void weighsHitsByHowLikelyTheyWereSeen() {
        Criterion hit =
                criteria(evidence(FOUND, 0.1, 0.1, 5), Duration.ofDays(1)).get(Kind.HIT);
        // By hand, at 3: the control has the first and the last, (1 + 1) / 6; the shadow all but the first, (3 + 1 + 1)
        // / 6.
        assertThat(hit.reference()).isCloseTo(2 / 6.0, within(1e-12));
        assertThat(hit.value()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(hit.needed()).isCloseTo(2 / 6.0 + 0.05, within(1e-12));
        assertThat(hit.held()).isTrue();
    }

    @Test
    void weighsReciprocalRanksAndGivesTheirGapAnInterval() {
        Criterion mrr =
                criteria(evidence(FOUND, 0.1, 0.1, 5), Duration.ofDays(1)).get(Kind.MRR);
        // By hand: (1/1 + 3/5 + 0 + 1/3) / 6 and (1/4 + 3/2 + 1/1 + 1/3) / 6.
        assertThat(mrr.reference()).isCloseTo(0.3222222222, within(1e-9));
        assertThat(mrr.value()).isCloseTo(0.5138888889, within(1e-9));
        assertThat(mrr.interval().mean()).isCloseTo(0.1916666667, within(1e-9));
        assertThat(mrr.interval().low()).isLessThan(mrr.interval().mean());
        assertThat(mrr.held()).as("four cases prove nothing").isFalse();
    }

    @Test
    void provesAGapBySufficientlyManyCases() {
        List<Found> better = times(50, 2, 1);
        assertThat(criteria(evidence(better, 0, 0, 5), Duration.ofDays(1))
                        .get(Kind.MRR)
                        .held())
                .isTrue();
        List<Found> same = times(50, 2, 2);
        assertThat(criteria(evidence(same, 0, 0, 5), Duration.ofDays(1))
                        .get(Kind.MRR)
                        .held())
                .isFalse();
    }

    @Test
    void needsFivePointsMoreHits() {
        // 20 cases, the control finds 10 of them; 11 are five points more, 10 are not.
        List<Found> eleven = new ArrayList<>(times(10, 1, 1));
        eleven.addAll(times(1, 9, 1));
        eleven.addAll(times(9, 8, 8));
        assertThat(criteria(evidence(eleven, 0, 0, 5), Duration.ZERO)
                        .get(Kind.HIT)
                        .held())
                .isTrue();
        eleven.set(10, new Found(new UUID(9, 0), 9, 9, 1));
        assertThat(criteria(evidence(eleven, 0, 0, 5), Duration.ZERO)
                        .get(Kind.HIT)
                        .held())
                .isFalse();
    }

    @Test
    void countsSuccessesOfOneDecisionAsOneWhenItAsksHowSureTheGapIs() {
        UUID one = new UUID(0, 7);
        List<Found> together = Collections.nCopies(50, new Found(one, 2, 1, 1));
        assertThat(criteria(evidence(together, 0, 0, 5), Duration.ZERO)
                        .get(Kind.MRR)
                        .interval()
                        .mean())
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void allowsTheFairnessGapToBeWorseByTwoPoints() {
        assertThat(criteria(evidence(FOUND, 0.10, 0.1199, 5), Duration.ZERO)
                        .get(Kind.FAIRNESS)
                        .held())
                .isTrue();
        assertThat(criteria(evidence(FOUND, 0.10, 0.1201, 5), Duration.ZERO)
                        .get(Kind.FAIRNESS)
                        .held())
                .isFalse();
        assertThat(criteria(evidence(FOUND, Double.NaN, Double.NaN, 5), Duration.ZERO))
                .as("without groups there is nothing to be fair to")
                .doesNotContainKey(Kind.FAIRNESS);
    }

    @Test
    void wantsFourteenDaysOrThreeThousandCases() {
        assertThat(held(100, Duration.ofDays(14).minusMillis(1))).isFalse();
        assertThat(held(100, Duration.ofDays(14))).isTrue();
        assertThat(held(2_999, Duration.ofDays(1))).isFalse();
        assertThat(held(3_000, Duration.ofDays(1))).isTrue();
        assertThat(held(100, Duration.ofDays(-30)))
                .as("a clock that was set back")
                .isFalse();
    }

    private static boolean held(long cases, Duration in) {
        Map<Kind, Criterion> criteria = criteria(new ShadowEvidence(cases, FOUND, 0, 0, 5), in);
        assertThat(criteria.get(Kind.DAYS).held())
                .isEqualTo(criteria.get(Kind.CASES).held());
        return criteria.get(Kind.DAYS).held();
    }

    @Test
    void staysBelowFifteenMilliseconds() {
        assertThat(criteria(evidence(FOUND, 0, 0, 14.9), Duration.ZERO)
                        .get(Kind.P95)
                        .held())
                .isTrue();
        assertThat(criteria(evidence(FOUND, 0, 0, 15), Duration.ZERO)
                        .get(Kind.P95)
                        .held())
                .isFalse();
        assertThat(criteria(evidence(FOUND, 0, 0, Double.NaN), Duration.ZERO)
                        .get(Kind.P95)
                        .held())
                .isFalse();
    }

    @Test
    void promotesNothingThatFoundNothing() {
        Map<Kind, Criterion> criteria = criteria(evidence(List.of(), 0, 0, 5), Duration.ofDays(20));
        assertThat(criteria.get(Kind.HIT).held()).isFalse();
        assertThat(criteria.get(Kind.MRR).held()).isFalse();
    }

    @Test
    void drawsDecisionsAndNotWhatWasFoundInThem() {
        Found gain = new Found(new UUID(0, 1), 2, 1, 1);
        Found loss = new Found(new UUID(0, 2), 1, 2, 1);
        List<Found> twoDecisions = Stream.concat(
                        Stream.generate(() -> gain).limit(50),
                        Stream.generate(() -> loss).limit(10))
                .toList();
        // Fifty things speak for the version and ten against it, and yet they are no more than two decisions.
        assertThat(criteria(evidence(twoDecisions, 0, 0, 5), Duration.ZERO)
                        .get(Kind.MRR)
                        .held())
                .isFalse();
    }
}
