package tino.language.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.language.text.Portuguese.Preposition;
import tino.language.text.Question.Kind;

final class QuestionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Quem inventou o logaritmo?                                 | WHO        | NONE
                    Por quem são operados os softwares?                        | WHO        | BY
                    O processo seletivo dos monitores será feito por quem?     | WHO        | BY
                    A quem deve ser solicitado o aproveitamento?               | WHO        | TO
                    Quando se iniciou a primeira turma?                        | WHEN       | NONE
                    Desde quando existem bibliotecas?                          | WHEN       | OTHER
                    Onde é feita a inscrição?                                  | WHERE      | NONE
                    Quantas horas conta cada reunião?                          | HOW_MANY   | NONE
                    Qual a finalidade da pesquisa descritiva?                  | WHICH      | NONE
                    Em que ano começou o curso?                                | WHICH      | IN
                    Quais são as fases da matrícula?                           | WHICH_ONES | NONE
                    O que é ACOS?                                              | WHAT       | NONE
                    Em que a máquina foi pioneira?                             | WHAT       | IN
                    A aprovação depende do que?                                | WHAT       | OF
                    Por que o ROAS caiu?                                       | WHY        | NONE
                    Para que serve o TACOS?                                    | WHAT_FOR   | FOR
                    Como se calcula o ROAS?                                    | HOW        | NONE
                    Estudos no exterior podem ser aproveitados?                | OTHER      | NONE
                    """)
    void readsWhatIsAskedFor(String text, Kind kind, Preposition preposition) {
        Question question = Question.of(text);
        assertThat(question.kind()).isEqualTo(kind);
        assertThat(question.preposition()).isEqualTo(preposition);
    }

    @Test
    void knowsDefinitionsAndTheNounAskedAbout() {
        assertThat(Question.of("O que é ACOS?").definition()).isTrue();
        assertThat(Question.of("O que os anunciantes pagam por clique?").definition())
                .isFalse();
        Question purpose = Question.of("Qual é a finalidade da pesquisa?");
        assertThat(purpose.words().folded(purpose.focus())).isEqualTo("finalidade");
    }

    @Test
    void aQuestionOfStopWordsIsAskedAboutItsWords() {
        assertThat(Question.of("o que é isso?").terms()).isNotEmpty();
        assertThat(Question.of("").terms()).isEmpty();
        assertThat(Question.of("¿?!").terms()).isEmpty();
    }
}
