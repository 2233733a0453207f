package tino.lifecycle.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyRingTest {
    @TempDir
    private Path folder;

    private KeyRing open() {
        return KeyRing.open(folder, "seals", 32, "HmacSHA256");
    }

    @Test
    void makesItsFirstKeyForItsUserAlone() throws Exception {
        KeyRing ring = open();
        assertThat(ring.keys()).singleElement().satisfies(key -> {
            assertThat(key.number()).isEqualTo(1);
            assertThat(key.secret().getEncoded()).hasSize(32);
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("seals"))))
                .isEqualTo("rw-------");
        assertThat(open().keys().getFirst().secret())
                .isEqualTo(ring.keys().getFirst().secret());
    }

    @Test
    void keepsOlderKeysUntilTheyAreDestroyed() {
        KeyRing ring = open();
        assertThat(ring.rotate()).isEqualTo(2);
        assertThat(ring.keys()).extracting(KeyRing.Key::number).containsExactly(2, 1);
        ring.destroy(1);
        assertThat(ring.numbers()).containsExactly(2);
        assertThatThrownBy(() -> ring.destroy(2)).hasMessageContaining("Rotate before you destroy it");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        Files.writeString(folder.resolve("seals"), "short");
        assertThatThrownBy(this::open)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("seals", "32 bytes", "5 characters");
    }
}
