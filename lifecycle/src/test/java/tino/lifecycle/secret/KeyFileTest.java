package tino.lifecycle.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.event.Pseudonyms;

class KeyFileTest {
    @TempDir
    private Path home;

    @Test
    void makesAKeyOnceForItsOwnerAlone() throws IOException {
        Path file = home.resolve("keys/some");
        String key = KeyFile.hex(file, 32);
        assertThat(key).hasSize(64).isEqualTo(KeyFile.hex(file, 32));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void givesAllThatComeAtOnceTheSameKey() throws Exception {
        Path file = home.resolve("keys/some");
        List<Future<String>> keys = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                keys.add(many.submit(() -> KeyFile.hex(file, 32)));
            }
        }
        Set<String> seen = new HashSet<>();
        for (Future<String> key : keys) {
            seen.add(key.get());
        }
        assertThat(seen).hasSize(1);
        try (var files = Files.list(home.resolve("keys"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refusesADamagedKeyInsteadOfMakingANewOne() throws IOException {
        Path file = home.resolve("keys/some");
        KeyFile.hex(file, 32);
        Files.writeString(file, "0123");
        assertThatThrownBy(() -> KeyFile.hex(file, 32))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Put the original file back");
    }

    @Test
    void namesPeopleByAKeyedHash() throws IOException {
        Files.createDirectories(home.resolve("keys"));
        Files.writeString(home.resolve("keys/pseudonyms"), "0b".repeat(20) + "00".repeat(12));
        // RFC 4231, test case 1: HMAC-SHA-256 with twenty bytes 0b (zeros behind a key do not change it) of "Hi There"
        // begins
        // b0344c61d8db38535ca8afceaf0bf12b.
        String pseudonym = Pseudonyms.of(home).of("Hi There");
        byte[] bytes = java.util.Base64.getUrlDecoder().decode(pseudonym);
        assertThat(java.util.HexFormat.of().formatHex(bytes)).isEqualTo("b0344c61d8db38535ca8afceaf0bf12b");
        assertThat(Pseudonyms.of(home).of("Hi there")).isNotEqualTo(pseudonym);
    }
}
