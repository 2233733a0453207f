package tino.ranking.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tino.lifecycle.archive.LoggedDecision;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.feature.LayoutMismatch;
import tino.ranking.Layouts;
import tino.ranking.Ranker;
import tino.ranking.bias.Propensities;
import tino.ranking.replay.ReplayReport.Difference;
import tino.ranking.replay.ReplayReport.Measure;
import tino.ranking.replay.ReplayReport.Quality;
import tino.ranking.weight.WeightedRanker;
import tino.ranking.weight.Weights;

final class RankingReplayTest {
    private static final FeatureLayout LAYOUT = Layouts.of("a", "b");
    private static final Ranker BY_A = new WeightedRanker(LAYOUT, new Weights(Map.of("a", 1.0)));
    private static final Ranker BY_B = new WeightedRanker(LAYOUT, new Weights(Map.of("b", 1.0)));
    private static final double QUOTE = 3;

    /** Shown by a: 1, 2, 3, 4. By b: 4, 3, 2, 1. */
    private static final float[] VECTORS = {.9f, .1f, .8f, .2f, .7f, .3f, .6f, .4f};

    private final SplittableRandom random = new SplittableRandom(1);

    private LoggedDecision list(String at, String layout, int first, float... grades) {
        UUID decision = DecisionId.next(() -> Instant.parse(at), random);
        int[] positions = {first, first + 1, first + 2, first + 3};
        return new LoggedDecision(decision, "weights", layout, positions, new float[4], grades, VECTORS);
    }

    private LoggedDecision list(String at, float... grades) {
        return list(at, LAYOUT.fingerprint(), 1, grades);
    }

    private static Quality quality(ReplayReport report, Measure measure) {
        return report.quality().stream()
                .filter(one -> one.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsNoDifferenceToTheOrderThatWasShownByTheSameRanker() {
        RankingReplay replay = new RankingReplay(BY_A, null, QUOTE);
        replay.accept(list("2026-03-01T10:00:00Z", 0, 3, 0, 0));
        ReplayReport report = replay.report();
        assertThat(report.all())
                .isEqualTo(new Difference(
                        LocalDate.parse("2026-03-01"), 1, 0, 0, 1, report.all().rankBiasedOverlap(), 1, 0.5, 0.5));
        assertThat(report.all().rankBiasedOverlap()).isCloseTo(1, within(1e-12));
        assertThat(quality(report, Measure.MRR).gain().mean()).isZero();
        assertThat(report.corrected()).isFalse();
    }

    @Test
    void saysByDayWhatWouldHaveDiffered() {
        RankingReplay replay = new RankingReplay(BY_B, null, QUOTE);
        // Quoted the first, which b puts last; quoted the last, which b puts first; clicked only; nothing.
        replay.accept(list("2026-03-01T10:00:00Z", 3, 0, 0, 0));
        replay.accept(list("2026-03-02T10:00:00Z", 0, 0, 0, 5));
        replay.accept(list("2026-03-02T23:59:59Z", 0, 1, 0, 0));
        replay.accept(list("2026-03-02T23:59:59Z", 0, 0, 0, 0));
        ReplayReport report = replay.report();
        assertThat(report.all().lists()).isEqualTo(4);
        assertThat(report.all().otherFirst()).isEqualTo(1);
        assertThat(report.all().otherTop3()).isEqualTo(1);
        assertThat(report.all().overlap10()).isEqualTo(1);
        assertThat(report.all().tau()).isEqualTo(-1);
        assertThat(report.byDay())
                .extracting(Difference::day)
                .containsExactly(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-02"));
        assertThat(report.byDay()).extracting(Difference::mrrBefore).containsExactly(1.0, 0.25);
        assertThat(report.byDay()).extracting(Difference::mrrAfter).containsExactly(0.25, 1.0);
        Quality mrr = quality(report, Measure.MRR);
        assertThat(mrr.lists()).isEqualTo(2);
        assertThat(mrr.before().mean()).isEqualTo(0.625);
        assertThat(mrr.gain().mean()).isZero();
        // Two lists tell nothing: the interval of the gain is wider than any gain could be.
        assertThat(mrr.gain().low()).isLessThan(-0.7);
        Quality hit = quality(report, Measure.HIT3);
        assertThat(hit.before().mean()).isEqualTo(0.5);
        assertThat(hit.after().mean()).isEqualTo(0.5);
        // A click counts here too: (3 + 5/log₂5 + 1/log₂3) of (3 + 5 + 1), and (3/log₂5 + 5 + 1/2).
        Quality ndcg = quality(report, Measure.NDCG10);
        assertThat(ndcg.lists()).isEqualTo(3);
        double log5 = Math.log(5) / Math.log(2);
        double log3 = Math.log(3) / Math.log(2);
        assertThat(ndcg.before().mean()).isCloseTo((3 + 5 / log5 + 1 / log3) / 9, within(1e-9));
        assertThat(ndcg.after().mean()).isCloseTo((3 / log5 + 5 + 0.5) / 9, within(1e-9));
    }

    @Test
    void comparesTwoRankersWhateverWasShown() {
        RankingReplay replay = new RankingReplay(BY_B, BY_B, QUOTE);
        replay.accept(list("2026-03-01T10:00:00Z", 3, 0, 0, 0));
        assertThat(replay.report().all().otherFirst()).isZero();
        assertThat(quality(replay.report(), Measure.MRR).before().mean()).isEqualTo(0.25);
    }

    @Test
    void countsAnOutcomeBySeldomerPlacesMoreOftenWhereThatIsKnown() {
        Ranker knowing = new Ranker() {
            @Override
            public FeatureLayout layout() {
                return LAYOUT;
            }

            @Override
            public Propensities propensities() {
                return Propensities.power(1, 4);
            }

            @Override
            public void score(float[] rows, int count, double[] scores) {
                BY_B.score(rows, count, scores);
            }
        };
        RankingReplay replay = new RankingReplay(knowing, null, QUOTE);
        replay.accept(list("2026-03-01T10:00:00Z", 3, 0, 0, 0));
        replay.accept(list("2026-03-01T10:00:01Z", 0, 0, 0, 3));
        ReplayReport report = replay.report();
        assertThat(report.corrected()).isTrue();
        // Weights 1 and 4: (1 + 4 · 1/4) / 5 and (1/4 + 4) / 5.
        assertThat(quality(report, Measure.MRR).before().mean()).isCloseTo(0.4, within(1e-12));
        assertThat(quality(report, Measure.MRR).after().mean()).isCloseTo(0.85, within(1e-12));
    }

    @Test
    void countsAndLeavesOutWhatCannotBeCompared() {
        RankingReplay replay = new RankingReplay(BY_A, null, QUOTE);
        replay.accept(list("2026-03-01T10:00:00Z", "older", 1, 0, 0, 0, 0));
        replay.accept(list("2026-03-01T10:00:00Z", LAYOUT.fingerprint(), 31, 0, 0, 0, 0));
        assertThatThrownBy(replay::report)
                .hasMessageContaining("none (1 of another layout, 1 later pages)")
                .hasMessageContaining("--from");
        replay.accept(list("2026-03-01T10:00:00Z", 0, 0, 0, 0));
        ReplayReport report = replay.report();
        assertThat(report.otherLayout()).isOne();
        assertThat(report.laterPages()).isOne();
        assertThat(report.all().lists()).isOne();
        assertThat(report.all().mrrBefore()).isNaN();
    }

    @Test
    void refusesToCompareRankersOfTwoLayouts() {
        FeatureLayout other = Layouts.of("c");
        Ranker byC = new WeightedRanker(other, new Weights(Map.of("c", 1.0)));
        assertThatThrownBy(() -> new RankingReplay(BY_A, byC, QUOTE)).isInstanceOf(LayoutMismatch.class);
    }
}
