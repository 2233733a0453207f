package tino.language.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tino.language.Passage;
import tino.language.Retrieved;

final class CitationsTest {
    private static final List<Retrieved> TWO = List.of(found("a"), found("b"));

    @Test
    void eachSourceIsReadOnceInTheOrderOfItsNumber() {
        Citations.Read read = Citations.read("Sobe [2]. Desce [1], e sobe [2].", TWO);

        assertThat(read.cited()).extracting(Citation::number).containsExactly(1, 2);
        assertThat(read.cited()).extracting(citation -> citation.passage().id()).containsExactly("a", "b");
        assertThat(read.text()).isEqualTo("Sobe [2]. Desce [1], e sobe [2].");
    }

    @Test
    void numbersWithoutASourceGo() {
        Citations.Read read = Citations.read("Sobe [7]. Desce [0] sempre [1, 9].", TWO);

        assertThat(read.text()).isEqualTo("Sobe. Desce sempre [1].");
        assertThat(read.cited()).extracting(Citation::number).containsExactly(1);
    }

    @Test
    void severalInOneBracketStandApart() {
        assertThat(Citations.read("Sobe [1; 2].", TWO).text()).isEqualTo("Sobe [1][2].");
    }

    @Test
    void otherBracketsAreLeftAlone() {
        assertThat(Citations.read("Veja [aqui] e a[i].", TWO).text()).isEqualTo("Veja [aqui] e a[i].");
    }

    private static Retrieved found(String id) {
        return new Retrieved(new Passage(id, "s", "t", "", "texto", null), 1);
    }
}
