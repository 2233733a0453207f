package tino.marketplace.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordingTest {
    private final Wording feminine = new Wording(Map.of("nome", "Ana", "titulo", "Pintor(|a)"), true, new Random(1));
    private final Wording masculine = new Wording(Map.of("nome", "Rui", "titulo", "Pintor(|a)"), false, new Random(1));

    @Test
    void fillsSlotsAndAgreesWithTheGender() {
        assertThat(feminine.of("{nome}, formad(o|a), {titulo}")).isEqualTo("Ana, formada, Pintora");
        assertThat(masculine.of("{nome}, formad(o|a), {titulo}")).isEqualTo("Rui, formado, Pintor");
    }

    @Test
    void drawsEveryAlternativeAndLeavesNoSpaceForAnEmptyOne() {
        Set<String> drawn = IntStream.range(0, 200)
                .mapToObj(_ -> feminine.of("faço <tudo|quase tudo|>, <sempre|já> sozinh(o|a)."))
                .collect(Collectors.toSet());
        assertThat(drawn)
                .containsExactlyInAnyOrder(
                        "faço tudo, sempre sozinha.",
                        "faço tudo, já sozinha.",
                        "faço quase tudo, sempre sozinha.",
                        "faço quase tudo, já sozinha.",
                        "faço, sempre sozinha.",
                        "faço, já sozinha.");
    }

    @Test
    void alternativesMayHoldAgreementsAndSlots() {
        assertThat(masculine.of("<Diret(o|a) como {nome}>")).isEqualTo("Direto como Rui");
    }

    @Test
    void anOrdinaryParenthesisStays() {
        assertThat(feminine.of("mestrado ({nome})")).isEqualTo("mestrado (Ana)");
    }

    @Test
    void quotesTheTemplateThatIsWrong() {
        assertThatThrownBy(() -> feminine.of("{idade} anos"))
                .hasMessageContaining("{idade} anos")
                .hasMessageContaining("nome");
        assertThatThrownBy(() -> feminine.of("faço <tudo")).hasMessageContaining("faço <tudo");
    }
}
