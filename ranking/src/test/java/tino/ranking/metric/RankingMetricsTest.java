package tino.ranking.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class RankingMetricsTest {
    /** Wikipedia, "Discounted cumulative gain", the worked example of six documents of grades 3 2 3 0 1 2. */
    private static final double[] WIKIPEDIA = {3, 2, 3, 0, 1, 2};

    @Test
    void agreesWithWikipediasWorkedExampleOfDiscountedGain() {
        assertThat(RankingMetrics.dcg(WIKIPEDIA, 6)).isCloseTo(6.861, within(0.0005));
        // There the ideal order knows two more documents, of grades 3 and 2, that were not returned.
        double[] withUnreturned = {3, 2, 3, 0, 1, 2, 3, 2};
        assertThat(RankingMetrics.dcg(RankingMetrics.best(withUnreturned), 6)).isCloseTo(8.740, within(0.0005));
        assertThat(RankingMetrics.ndcg(withUnreturned, 6)).isCloseTo(0.785, within(0.0005));
    }

    /** scikit-learn, the examples in the documentation of dcg_score and ndcg_score (linear gain). */
    @Test
    void agreesWithTheExamplesOfScikitLearn() {
        // true_relevance [10, 0, 0, 1, 5], scores [.1, .2, .3, 4, 70]: ranked 5 1 0 0 10
        double[] ranked = {5, 1, 0, 0, 10};
        assertThat(RankingMetrics.dcg(ranked, 5)).isCloseTo(9.49, within(0.01));
        assertThat(RankingMetrics.ndcg(ranked, 5)).isCloseTo(0.69, within(0.006));
        // scores [.05, 1.1, 1., .5, .0]: ranked 0 0 1 10 5
        double[] other = {0, 0, 1, 10, 5};
        assertThat(RankingMetrics.ndcg(other, 5)).isCloseTo(0.49, within(0.006));
        assertThat(RankingMetrics.ndcg(other, 4)).isCloseTo(0.35, within(0.006));
    }

    @Test
    void gainsGrowWithTheGradeOrExponentially() {
        assertThat(Gain.LINEAR.of(4)).isEqualTo(4);
        // LightGBM's default label_gain: 0, 1, 3, 7, 15, 31, …
        assertThat(DoubleStream.of(0, 1, 2, 3, 4, 5).map(Gain.EXPONENTIAL::of).toArray())
                .containsExactly(0, 1, 3, 7, 15, 31);
    }

    /** Wikipedia, "Mean reciprocal rank": the right answer at ranks 3, 2 and 1 gives 11/18. */
    @Test
    void agreesWithWikipediasExampleOfReciprocalRanks() {
        double mean = (RankingMetrics.reciprocalRank(new double[] {0, 0, 1})
                        + RankingMetrics.reciprocalRank(new double[] {0, 1, 0})
                        + RankingMetrics.reciprocalRank(new double[] {1, 0, 0}))
                / 3;
        assertThat(mean).isCloseTo(11.0 / 18, within(1e-12));
    }

    /**
     * Croft, Metzler and Strohman, "Search Engines", 2010, figure 8.3: ranking 1 has its relevant documents at 1, 3, 6, 9, 10
     * (average precision .62), ranking 2 at 2, 5, 7 (.44); MAP .53.
     */
    @Test
    void agreesWithTheTextbookOnAveragePrecision() {
        double first = RankingMetrics.averagePrecision(new double[] {1, 0, 1, 0, 0, 1, 0, 0, 1, 1});
        double second = RankingMetrics.averagePrecision(new double[] {0, 1, 0, 0, 1, 0, 1, 0, 0, 0});
        assertThat(first).isCloseTo(0.62, within(0.005));
        assertThat(second).isCloseTo(0.44, within(0.005));
        assertThat((first + second) / 2).isCloseTo(0.53, within(0.005));
    }

    @Test
    void countsWhatIsRelevantAmongTheFirst() {
        assertThat(RankingMetrics.precision(new double[] {1, 0, 3, 0}, 2)).isEqualTo(0.5);
        assertThat(RankingMetrics.precision(new double[] {1, 2}, 10)).isEqualTo(0.2);
    }

    @Test
    void hasNoValueForAQueryWithoutARelevantDocument() {
        double[] nothing = {0, 0};
        assertThat(RankingMetrics.ndcg(nothing, 10)).isNaN();
        assertThat(RankingMetrics.reciprocalRank(nothing)).isNaN();
        assertThat(RankingMetrics.averagePrecision(nothing)).isNaN();
        assertThat(RankingMetrics.precision(nothing, 10)).isNaN();
    }

    @Test
    void refusesACutOffBelowOne() {
        assertThatThrownBy(() -> RankingMetrics.ndcg(WIKIPEDIA, 0)).hasMessageContaining("at least 1, got 0");
    }
}
