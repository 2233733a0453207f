package tino.language.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tino.search.embedding.Embedder;

class BertScoreTest {

    /** Figure 1 of the paper: "the weather is cold today" and "it is freezing today". */
    @Test
    void matchesGreedilyAsInThePapersFigure() {
        double[][] similarities = {
            {0.713, 0.597, 0.428, 0.408},
            {0.462, 0.393, 0.515, 0.326},
            {0.635, 0.858, 0.441, 0.441},
            {0.479, 0.454, 0.796, 0.343},
            {0.347, 0.361, 0.307, 0.913},
        };
        double[] weights = {1.27, 7.94, 1.82, 7.90, 8.88};
        assertThat(BertScore.greedy(similarities, weights, new double[] {1, 1, 1, 1}))
                .returns(0.753, score -> Math.round(score.recall() * 1000) / 1000.0)
                // By hand: (.713 + .858 + .796 + .913) / 4.
                .returns(0.820, score -> Math.round(score.precision() * 1000) / 1000.0);
    }

    /** Of the plane: custo and preço 37° apart (cosine .8), venda at a right angle to custo. */
    private static final Map<String, float[]> PLANE =
            Map.of("custo", new float[] {1, 0}, "preço", new float[] {.8f, .6f}, "venda", new float[] {0, 1});

    private static final Embedder WORDS = new Embedder() {
        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public String fingerprint() {
            return "plane";
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream()
                    .map(text -> PLANE.getOrDefault(text, new float[2]))
                    .toList();
        }
    };

    @Test
    void forgivesAWordForItsNeighbour() {
        BertScore scores = BertScore.over(WORDS, List.of("custo venda", "preço"), List.of());
        // preço is .8 from custo and .6 from venda.
        Score score = scores.of("custo venda", "preço");
        assertThat(score.precision()).isCloseTo(.8, within(1e-6));
        assertThat(score.recall()).isCloseTo(.7, within(1e-6));
        assertThat(score.f1()).isCloseTo(2 * .8 * .7 / 1.5, within(1e-6));
    }

    @Test
    void weighsRareWordsMore() {
        // n = 3: custo is in all, ln(4/4) = 0; venda in one, ln(4/2).
        BertScore scores =
                BertScore.over(WORDS, List.of("custo venda", "preço"), List.of("custo venda", "custo", "o custo"));
        assertThat(scores.of("custo venda", "preço").recall()).isCloseTo(.6, within(1e-6));
    }

    @Test
    void matchesAnUnknownWordWithItselfOnly() {
        BertScore scores = BertScore.over(WORDS, List.of("acos", "roas", ""), List.of());
        assertThat(scores.of("ACOS", "acos").f1()).isEqualTo(1);
        assertThat(scores.of("acos", "roas").f1()).isZero();
        assertThat(scores.of("acos", "")).isEqualTo(Score.NONE);
        assertThatThrownBy(() -> scores.of("custo", "acos")).hasMessageContaining("got 'custo'");
    }
}
