package tino.language.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tino.language.passage.NearDuplicates.Signed;

final class NearDuplicatesTest {

    private static Map<String, String> dropped(Map<String, String> texts) {
        List<Signed> signed = new ArrayList<>();
        texts.forEach((id, text) -> signed.add(new Signed(id, Signature.of(text))));
        return NearDuplicates.find(signed, .9, id -> texts.getOrDefault(id, ""));
    }

    private static List<String> words(long seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(_ -> "p" + random.nextInt(1_000_000))
                .collect(Collectors.toList());
    }

    @Test
    void jaccardIsWhatItIsByHand() {
        // {abc, bcd} and {abc, bce}: one of three.
        assertThat(Shingles.jaccard(Shingles.of("a b c d"), Shingles.of("A, b! Ç e")))
                .isEqualTo(1.0 / 3);
        assertThat(Shingles.jaccard(Shingles.of("só uma"), Shingles.of("SO UMA.")))
                .isEqualTo(1);
    }

    @Test
    void signaturesSayHowAlikeTextsAre() {
        List<String> text = words(1, 400);
        List<String> other = new ArrayList<>(text);
        for (int i = 0; i < 400; i += 40) {
            other.set(i, "x" + i);
        }
        String a = String.join(" ", text);
        String b = String.join(" ", other);
        double exact = Shingles.jaccard(Shingles.of(a), Shingles.of(b));
        Signature signature = Signature.of(a);
        assertThat(signature.likeness(Signature.read(Signature.of(b).bytes()))).isEqualTo(exact, within(.11));
        assertThat(signature.likeness(Signature.of(String.join(" ", words(2, 400)))))
                .isLessThan(.05);
    }

    @Test
    void theFirstIsKeptAndTheThresholdHolds() {
        List<String> text = words(3, 150);
        Map<String, String> corpus = new LinkedHashMap<>();
        corpus.put("first", String.join(" ", text));
        List<String> two = new ArrayList<>(text);
        two.set(10, "outra");
        two.set(90, "mais");
        corpus.put("near", String.join(" ", two).toUpperCase(Locale.ROOT)); // 142 of 154 shingles: .922
        List<String> three = new ArrayList<>(two);
        three.set(50, "terceira"); // 139 of 157: .885
        corpus.put("far", String.join(" ", three));
        corpus.put("other", String.join(" ", words(4, 150)));
        corpus.put("same", corpus.get("first"));
        assertThat(dropped(corpus)).isEqualTo(Map.of("near", "first", "same", "first"));
    }

    @Test
    void manyAreFoundAmongMany() {
        Map<String, String> corpus = new LinkedHashMap<>();
        for (int i = 0; i < 3_000; i++) {
            corpus.put("t" + i, String.join(" ", words(100 + i, 150)));
        }
        for (int i = 0; i < 300; i++) {
            corpus.put("c" + i, corpus.get("t" + i) + " fim");
        }
        assertThat(dropped(corpus)).hasSize(300).containsEntry("c7", "t7");
    }
}
