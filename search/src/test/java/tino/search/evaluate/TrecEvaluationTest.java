package tino.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrecEvaluationTest {

    /**
     * The textbook example of Manning, Raghavan and Schütze, Introduction to Information Retrieval, chapter 8 exercises: relevant at
     * ranks 1, 3, 6, 9 and 10 of 10, of 8 relevant in all: average precision (1 + 2/3 + 3/6 + 4/9 + 5/10) / 8.
     */
    @Test
    void averagesPrecisionOverAllRelevantDocumentsAlsoThoseNotFound() {
        Map<String, Integer> judged = Map.of("d1", 1, "d3", 1, "d6", 1, "d9", 1, "d10", 1, "x", 1, "y", 1, "z", 1);
        Measures measures = TrecEvaluation.of(Map.of("q", judged), Map.of("q", ranked(10)));
        assertThat(measures.map()).isCloseTo((1 + 2 / 3.0 + 3 / 6.0 + 4 / 9.0 + 5 / 10.0) / 8, within(1e-12));
        assertThat(measures.mrr()).isEqualTo(1);
        assertThat(measures.recall100()).isEqualTo(5 / 8.0);
    }

    /**
     * The example of Wikipedia's article "Discounted cumulative gain" (judgements 3, 2, 3, 0, 1, 2 for D1 to D6; two more, 3 and
     * 2, not returned): DCG 6.861, ideal of six 8.740, nDCG 0.785. Cut at ten both ideals count all eight judgements: 8.740 +
     * 1/log2(8) + 0 for the ideal order 3, 3, 3, 2, 2, 2, 1, 0.
     */
    @Test
    void discountsJudgementsByTheLogarithmOfTheRank() {
        Map<String, Integer> judged = Map.of("d1", 3, "d2", 2, "d3", 3, "d4", 0, "d5", 1, "d6", 2, "d7", 3, "d8", 2);
        Measures measures = TrecEvaluation.of(Map.of("q", judged), Map.of("q", ranked(6)));
        assertThat(measures.ndcg10()).isCloseTo(6.861 / (8.740 + 1 / 3.0), within(5e-4));
    }

    @Test
    void ordersEqualScoresByIdBackwardsAsTrecEvalDoes() {
        List<Ranked> tied = List.of(new Ranked("a", 1), new Ranked("b", 1), new Ranked("c", 1));
        assertThat(TrecEvaluation.of(Map.of("q", Map.of("a", 1)), Map.of("q", tied))
                        .mrr())
                .isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void countsATopicWithoutResultsOrRelevantDocumentsAsZeroAndPassesOverUnjudgedOnes() {
        Map<String, Map<String, Integer>> judged =
                Map.of("found", Map.of("d1", 1), "missed", Map.of("d1", 1), "barren", Map.of("d1", 0));
        Measures measures =
                TrecEvaluation.of(judged, Map.of("found", ranked(1), "barren", ranked(1), "unjudged", ranked(1)));
        assertThat(measures).isEqualTo(new Measures(1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0));
    }

    @Test
    void looksOnlyAtTheFirstTenAndTheFirstHundred() {
        List<Ranked> all = ranked(120);
        Measures eleventh = TrecEvaluation.of(Map.of("q", Map.of("d11", 2)), Map.of("q", all));
        assertThat(eleventh.ndcg10()).isZero();
        assertThat(eleventh.recall100()).isEqualTo(1);
        assertThat(TrecEvaluation.of(Map.of("q", Map.of("d101", 2)), Map.of("q", all))
                        .recall100())
                .isZero();
    }

    /** d1, d2, …, best first. */
    private static List<Ranked> ranked(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(rank -> new Ranked("d" + rank, 1000 - rank))
                .toList();
    }
}
