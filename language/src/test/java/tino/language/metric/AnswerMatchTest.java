package tino.language.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerMatchTest {

    /** Outputs of SQuAD's {@code evaluate-v1.1.py}; for Portuguese with its articles and MLQA's punctuation put in. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENGLISH | The Denver Broncos! | denver broncos | 1 | 1",
                "ENGLISH | in the city of Paris, France | Paris | 0 | 0.33333333333333337",
                "ENGLISH | “a cat–dog” | cat dog | 0 | 0",
                "ENGLISH | a a b b | b b b | 0 | 0.8",
                "PORTUGUESE | Os “sistemas” de informação. | sistemas de informação | 1 | 1",
                "PORTUGUESE | um conjunto de componentes inter-relacionados | conjunto de componentes interrelacionados | 1 | 1",
                "PORTUGUESE | à universidade — em 1998 | a universidade em 1998 | 0 | 0.8571428571428571",
                "PORTUGUESE | O prazo é de 10 (dez) dias úteis, a contar da data | 10 dias úteis | 0 | 0.4615384615384615",
            })
    void scoresAsTheScript(AnswerMatch rules, String given, String right, double exact, double f1) {
        assertThat(rules.exact(given, List.of(right))).isEqualTo(exact);
        assertThat(rules.f1(given, List.of(right))).isCloseTo(f1, within(1e-12));
    }

    @Test
    void takesTheBestOfSeveralRightAnswers() {
        List<String> right = List.of("em 1998", "1998", "no ano de 1998");
        assertThat(AnswerMatch.PORTUGUESE.exact("1998.", right)).isEqualTo(1);
        assertThat(AnswerMatch.PORTUGUESE.f1("ano 1998", right)).isCloseTo(2 / 3.0, within(1e-12));
        assertThatThrownBy(() -> AnswerMatch.PORTUGUESE.f1("1998", List.of()))
                .hasMessageContaining("at least one right answer");
    }

    @Test
    void takesNoAnswerForRightOnlyWhereThereIsNone() {
        assertThat(AnswerMatch.PORTUGUESE.f1("", List.of(""))).isEqualTo(1);
        assertThat(AnswerMatch.PORTUGUESE.f1("o", List.of(""))).isEqualTo(1);
        assertThat(AnswerMatch.PORTUGUESE.f1("", List.of("1998"))).isZero();
        assertThat(AnswerMatch.PORTUGUESE.exact("1998", List.of(""))).isZero();
    }
}
