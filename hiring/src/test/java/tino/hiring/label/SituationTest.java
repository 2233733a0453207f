package tino.hiring.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SituationTest {
    @Test
    void onlyThreeSituationsAreHires() {
        assertThat(List.of(Situation.values()))
                .filteredOn(one -> one.outcome() == Outcome.HIRED)
                .extracting(Situation::words)
                .containsExactlyInAnyOrder("Contratado pela Decision", "Contratado como Hunting", "Proposta Aceita");
    }

    /** The public data have 21 situations. */
    @Test
    void casesThatGoOnAreNeitherHiredNorRefused() {
        assertThat(Situation.values()).hasSize(21);
        assertThat(List.of(Situation.values()))
                .filteredOn(one -> one.outcome() == Outcome.OPEN)
                .extracting(Situation::words)
                .contains("Aprovado", "Documentação CLT", "Encaminhado ao Requisitante", "Prospect", "Inscrito")
                .hasSize(11);
    }

    @Test
    void isKnownHoweverItIsWritten() {
        for (String written : List.of("NAO APROVADO PELO RH", " Não  aprovado pelo RH ", "Não Apr0vado pelo RH")) {
            assertThat(Situation.of(written)).as(written).contains(Situation.REFUSED_BY_HR);
        }
        for (String strange : List.of("", "Contratado", "Não Aprovado", "'; DROP TABLE prospects_raw; --")) {
            assertThat(Situation.of(strange)).as(strange).isEmpty();
        }
    }
}
