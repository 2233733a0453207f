package tino.lifecycle.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MentionsTest {
    private static final String LONG = "5f0c1b1e-0d2a-4f0e-9a9b-3c1d2e3f4a5b";

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String masked(String text, String... names) {
        String result = text;
        for (String name : names) {
            result = result.replace(name, "*".repeat(name.length()));
        }
        return result;
    }

    @Test
    void strikesOutLongNamesAnywhereAndShortOnesAsWords() throws IOException {
        Path file = file("a.log", "ana: banana x" + LONG + "y ana.\nanaé ana_b ana");
        Mentions mentions = new Mentions(List.of("ana", LONG, "x"));
        assertThat(mentions.in(file)).isTrue();
        assertThat(mentions.mask(file)).isTrue();
        assertThat(file).hasContent("***: banana x" + "*".repeat(36) + "y ***.\nanaé ***_b ***");
        assertThat(mentions.in(file)).isFalse();
        assertThat(mentions.mask(file)).isFalse();
    }

    @Test
    void findsNamesWhereverTheReadingOfAFileIsCut() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder();
        while (text.length() < 3 << 20) {
            text.append(random.nextInt(3) == 0 ? LONG : "line " + random.nextInt(1000) + "\n");
        }
        for (int shift = 0; shift < 3; shift++) {
            Path file = file("big.log", "#".repeat(shift * 17) + text);
            assertThat(new Mentions(List.of(LONG)).mask(file)).isTrue();
            assertThat(Files.readString(file)).isEqualTo(masked("#".repeat(shift * 17) + text, LONG));
        }
    }

    @Test
    void looksIntoPackedFiles() throws IOException {
        Path file = folder.resolve("old.log.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(("before " + LONG + " after").getBytes());
        }
        Mentions mentions = new Mentions(List.of(LONG));
        assertThat(mentions.in(file)).isTrue();
        assertThat(mentions.mask(file)).isTrue();
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes())).isEqualTo("before " + "*".repeat(36) + " after");
        }
        assertThat(folder.toFile().list()).containsExactly("old.log.gz");
    }

    @Test
    void anEmptyFileNamesNobody() throws IOException {
        assertThat(new Mentions(List.of(LONG)).mask(file("empty.log", ""))).isFalse();
        assertThat(new Mentions(List.of("x")).in(file("some.log", "x x x"))).isFalse();
    }
}
