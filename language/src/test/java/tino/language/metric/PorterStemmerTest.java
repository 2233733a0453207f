package tino.language.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PorterStemmerTest {
    /** Words of free licences and of the algorithm's descriptions, each with the stem that NLTK 3.8's PorterStemmer gives it. */
    @Test
    void stemsAsNltk() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("porter-nltk-3.8.txt"))) {
            String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String ours = golden.lines()
                    .map(line -> line.split(" ")[0])
                    .map(word -> word + " " + PorterStemmer.stem(word) + "\n")
                    .reduce("", String::concat);
            assertThat(ours).isEqualTo(golden).hasLineCount(858);
        }
    }
}
