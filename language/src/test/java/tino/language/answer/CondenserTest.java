package tino.language.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tino.language.provider.Message;

final class CondenserTest {

    @Test
    void aQuestionThatStandsByItselfStaysAsItIs() {
        assertThat(condensed("Qual a diferença entre CPC e CPM?", "O que é ACOS?"))
                .isEqualTo("Qual a diferença entre CPC e CPM?");
    }

    @Test
    void aQuestionThatGoesOnIsSearchedWithTheOneBefore() {
        assertThat(condensed("E no Mercado Livre?", "Como otimizar campanhas na Amazon?"))
                .isEqualTo("Como otimizar campanhas na Amazon? E no Mercado Livre?");
    }

    @Test
    void aQuestionThatPointsBackIsSearchedWithTheOneBefore() {
        assertThat(condensed("Como calculo isso?", "O que é TACOS?")).isEqualTo("O que é TACOS? Como calculo isso?");
    }

    @Test
    void aChainOfSuchQuestionsReachesTheOneThatStandsByItself() {
        assertThat(condensed("E por quê?", "O que é ACOS?", "E quando ele é alto?"))
                .startsWith("O que é ACOS?")
                .endsWith("E por quê?");
    }

    @Test
    void withoutHistoryNothingIsAdded() {
        assertThat(condensed("E isso?")).isEqualTo("E isso?");
    }

    @Test
    void nothingGrowsBeyondAllBounds() {
        String[] long_ = {"anúncio ".repeat(200), "E lances ".repeat(60)};

        assertThat(condensed("E isso?", long_).length()).isLessThanOrEqualTo(600);
    }

    private static String condensed(String now, String... before) {
        List<Message> history = new ArrayList<>();
        for (String text : before) {
            history.add(Message.user(text));
            history.add(Message.assistant("Resposta."));
        }
        return Condenser.condense(new Question(now, history));
    }
}
