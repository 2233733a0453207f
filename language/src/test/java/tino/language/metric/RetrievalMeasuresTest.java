package tino.language.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tino.search.evaluate.Measures;
import tino.search.evaluate.Ranked;
import tino.search.evaluate.TrecEvaluation;

class RetrievalMeasuresTest {
    @Test
    void agreesWithTrecEvaluationWhereThatMeasuresTheSame() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            List<String> found = IntStream.range(0, 150)
                    .mapToObj(i -> "d" + random.nextInt(400))
                    .distinct()
                    .toList();
            Set<String> relevant = IntStream.range(0, 6)
                    .mapToObj(i -> "d" + random.nextInt(400))
                    .collect(Collectors.toSet());
            Measures measures = TrecEvaluation.of(
                    Map.of("q", relevant.stream().collect(Collectors.toMap(id -> id, id -> 1))),
                    Map.of(
                            "q",
                            IntStream.range(0, found.size())
                                    .mapToObj(i -> new Ranked(found.get(i), -i))
                                    .toList()));
            assertThat(RetrievalMeasures.recall(found, relevant, 100)).isCloseTo(measures.recall100(), within(1e-12));
            assertThat(RetrievalMeasures.reciprocalRank(found, relevant, found.size()))
                    .isCloseTo(measures.mrr(), within(1e-12));
        }
    }

    @Test
    void looksNoDeeperThanAsked() {
        List<String> found = List.of("a", "b", "b", "c");
        assertThat(RetrievalMeasures.recall(found, Set.of("c"), 2)).isZero();
        assertThat(RetrievalMeasures.recall(found, Set.of("c"), 3)).isEqualTo(1);
        assertThat(RetrievalMeasures.recall(found, Set.of("a", "z"), 3)).isEqualTo(.5);
        assertThat(RetrievalMeasures.reciprocalRank(found, Set.of("c"), 10)).isEqualTo(1 / 3.0);
        assertThat(RetrievalMeasures.reciprocalRank(found, Set.of("c"), 2)).isZero();
        assertThatThrownBy(() -> RetrievalMeasures.recall(found, Set.of(), 2)).hasMessageContaining("got 0 and 2");
    }
}
