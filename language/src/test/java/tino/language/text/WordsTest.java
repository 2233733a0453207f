package tino.language.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WordsTest {

    @Test
    void keepsNumbersWholeAndPartsCompounds() {
        assertThat(written("O ACOS de 12,5% vale R$ 1.250,00 até 30/11, na pós-graduação (art. 5º)."))
                .containsExactly(
                        "O",
                        "ACOS",
                        "de",
                        "12,5%",
                        "vale",
                        "R",
                        "1.250,00",
                        "até",
                        "30/11",
                        "na",
                        "pós",
                        "graduação",
                        "art",
                        "5º");
    }

    @Test
    void endsSentencesAtPointsButNotAfterAbbreviationsAndInitials() {
        assertThat(sentences("O art. 5º do Sr. J. Silva vale. Custa R$ 3.50 hoje! E amanhã?\nTítulo\nFim"))
                .containsExactly("O art. 5º do Sr. J. Silva vale", "Custa R$ 3.50 hoje", "E amanhã", "Título", "Fim");
    }

    @Test
    void endsSentencesBeforeLowerCaseToo() {
        assertThat(sentences("a prova será escrita. caberá à banca avaliar"))
                .containsExactly("a prova será escrita", "caberá à banca avaliar");
    }

    @Test
    void keepsAnItemWithItsNumber() {
        assertThat(sentences("Siga estes passos:\n1. Escolha.\n2. Publique. Fim de 2024. Outra"))
                .containsExactly("Siga estes passos", "1. Escolha", "2. Publique", "Fim de 2024", "Outra");
    }

    @Test
    void cutsAListWithoutPoints() {
        Words words = Words.of("palavra, ".repeat(1000));
        assertThat(words.size()).isEqualTo(1000);
        assertThat(IntStream.range(0, words.sentences()).map(i -> words.last(i) - words.first(i)))
                .allMatch(length -> length >= 1 && length <= 2 * Words.LONGEST_SENTENCE);
    }

    @Test
    void foldsAccentsAndStems() {
        Words words = Words.of("Anúncios ANÚNCIO");
        assertThat(words.folded(0)).isEqualTo("anuncios");
        assertThat(words.stem(0)).isEqualTo(words.stem(1));
    }

    @Test
    void readsWhateverComes() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            StringBuilder noise = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                noise.append(
                        random.nextBoolean()
                                ? Character.toString((char) random.nextInt(0x10000))
                                : Character.toString(random.nextInt(0x110000)));
                noise.append(random.nextInt(4) == 0 ? " " : random.nextInt(6) == 0 ? ". a" : "");
            }
            Words words = Words.of(noise.toString());
            int last = 0;
            for (int word = 0; word < words.size(); word++) {
                assertThat(words.start(word)).isGreaterThanOrEqualTo(last);
                assertThat(words.end(word)).isGreaterThan(words.start(word)).isLessThanOrEqualTo(noise.length());
                last = words.end(word);
                int sentence = words.sentenceOf(word);
                assertThat(words.first(sentence)).isLessThanOrEqualTo(word);
                assertThat(words.last(sentence)).isGreaterThan(word);
            }
        }
    }

    private static List<String> written(String text) {
        Words words = Words.of(text);
        return IntStream.range(0, words.size())
                .mapToObj(word -> text.substring(words.start(word), words.end(word)))
                .toList();
    }

    private static List<String> sentences(String text) {
        Words words = Words.of(text);
        return IntStream.range(0, words.sentences())
                .mapToObj(i -> text.substring(words.start(words.first(i)), words.end(words.last(i) - 1)))
                .toList();
    }
}
