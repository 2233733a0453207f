package tino.search.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.search.IndexUnreadable;

final class CorpusEmbedderTest {
    private static final CorpusSettings SETTINGS = CorpusSettings.standard("pt");

    @TempDir
    Path folder;

    @Test
    void bringsWordsTogetherThatOccurInTheSameCompany() {
        // "Encanador" and "bombeiro hidráulico" never meet in one text; both go with pipes and leaks.
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            texts.add("encanador conserta canos vazamentos torneira " + i);
            texts.add("bombeiro hidráulico conserta canos vazamentos registro " + i);
            texts.add("professora ensina inglês conversação viagem " + i);
            texts.add("contador declara imposto renda empresas " + i);
        }
        CorpusEmbedder embedder = CorpusEmbedder.train(texts.stream(), new CorpusSettings("pt", 3, 4096, 1000, 7));
        assertThat(cosine(embedder, "encanador", "hidráulico"))
                .isGreaterThan(.5f)
                .isGreaterThan(.4f + cosine(embedder, "encanador", "professora"));
    }

    @Test
    void learnsTheSameToTheBitFromTheSame() {
        List<String> texts = texts(300);
        CorpusEmbedder one = CorpusEmbedder.train(texts.stream(), SETTINGS);
        CorpusEmbedder other = CorpusEmbedder.train(texts.stream(), SETTINGS);
        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(other.embed("caf4 luz")).isEqualTo(one.embed("caf4 luz"));
        assertThat(CorpusEmbedder.train(texts.stream().skip(1), SETTINGS).fingerprint())
                .isNotEqualTo(one.fingerprint());
    }

    @Test
    void learnsFromASampleOfManyTexts() {
        CorpusEmbedder sampled = CorpusEmbedder.train(texts(500).stream(), new CorpusSettings("pt", 16, 4096, 50, 1));
        assertThat(sampled.embed("palavra1 palavra2")).hasSize(16).isNotEqualTo(new float[16]);
    }

    @Test
    void servesAnEmptyCorpus() {
        CorpusEmbedder embedder = CorpusEmbedder.train(Stream.of(), SETTINGS);
        assertThat(embedder.embed("luz")).hasSize(256).containsOnly(0f);
    }

    @Test
    void isTheSameAfterSavingAndLoading() {
        CorpusEmbedder saved = CorpusEmbedder.train(texts(100).stream(), SETTINGS);
        saved.save(folder);
        CorpusEmbedder loaded = CorpusEmbedder.load(folder);
        assertThat(loaded.fingerprint()).isEqualTo(saved.fingerprint());
        assertThat(loaded.embed("palavra7")).isEqualTo(saved.embed("palavra7"));
    }

    @Test
    void saysWhatIsWrongWithAFileThatCannotBeLoaded() throws Exception {
        assertThatThrownBy(() -> CorpusEmbedder.load(folder))
                .isInstanceOf(IndexUnreadable.class)
                .hasMessageContainingAll("cannot be read", folder.toString(), "tino index rebuild");

        CorpusEmbedder.train(texts(100).stream(), SETTINGS).save(folder);
        Path file = folder.resolve("embedder.bin");
        byte[] good = Files.readAllBytes(file);

        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        Files.write(file, flipped);
        assertThatThrownBy(() -> CorpusEmbedder.load(folder)).hasMessageContaining("checksum");

        Files.write(file, java.util.Arrays.copyOf(good, good.length - 5));
        assertThatThrownBy(() -> CorpusEmbedder.load(folder)).hasMessageContaining("checksum");

        Files.write(file, "not an embedder, but long enough to be one".getBytes());
        assertThatThrownBy(() -> CorpusEmbedder.load(folder)).hasMessageContaining("does not begin as one");

        Files.write(file, ByteBuffer.wrap(good.clone()).putInt(8, 99).array());
        assertThatThrownBy(() -> CorpusEmbedder.load(folder))
                .hasMessageContaining("version 99, written by a newer program");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new CorpusSettings("pt", 256, 100, 1000, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocabulary");
    }

    private static float cosine(CorpusEmbedder embedder, String a, String b) {
        return VectorUtil.dotProduct(embedder.embed(a), embedder.embed(b));
    }

    private static List<String> texts(int count) {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 12; word++) {
                text.append("palavra").append(random.nextInt(60)).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
