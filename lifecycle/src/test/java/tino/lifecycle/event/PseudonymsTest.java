package tino.lifecycle.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymsTest {
    @TempDir
    private Path home;

    @Test
    void whatIsNewGetsTheNewestKeyAndWhatIsOldIsFoundUnderItsOwn() {
        Pseudonyms pseudonyms = Pseudonyms.of(home);
        String before = pseudonyms.of("ana");
        assertThat(pseudonyms.all("ana")).containsExactly(before);
        assertThat(pseudonyms.rotate()).isEqualTo(2);
        String after = pseudonyms.of("ana");
        assertThat(after).isNotEqualTo(before);
        assertThat(pseudonyms.all("ana")).containsExactly(after, before);
        assertThat(Pseudonyms.of(home).all("ana")).containsExactly(after, before);
        assertThat(pseudonyms.rotate()).isEqualTo(3);
        assertThat(pseudonyms.keys()).containsExactly(3, 2, 1);
        assertThat(home.resolve("keys/pseudonyms.3")).isRegularFile();
    }

    @Test
    void aDestroyedKeyIsGoneForGood() {
        Pseudonyms pseudonyms = Pseudonyms.of(home);
        String lost = pseudonyms.of("ana");
        pseudonyms.rotate();
        pseudonyms.destroy(1);
        assertThat(pseudonyms.all("ana")).hasSize(1).doesNotContain(lost);
        assertThat(pseudonyms.receipts("ana")).hasSize(1);
        assertThat(home.resolve("keys/pseudonyms")).doesNotExist();
        assertThat(Pseudonyms.of(home).keys()).containsExactly(2);
        assertThat(pseudonyms.rotate()).isEqualTo(3);
    }

    @Test
    void theKeyInUseIsNotDestroyed() {
        Pseudonyms pseudonyms = Pseudonyms.of(home);
        assertThatThrownBy(() -> pseudonyms.destroy(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1; kept are [1]")
                .hasMessageContaining("Rotate");
        assertThatThrownBy(() -> pseudonyms.destroy(7)).isInstanceOf(IllegalArgumentException.class);
        assertThat(home.resolve("keys/pseudonyms")).exists();
    }

    @Test
    void anotherProcessesChangeIsNoticed() {
        Pseudonyms server = Pseudonyms.of(home);
        server.of("ana");
        Pseudonyms command = Pseudonyms.of(home);
        command.rotate();
        command.destroy(1);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(server.all("ana")).isEqualTo(command.all("ana")));
    }

    @Test
    void aReceiptIsNoPseudonymOfAnybody() {
        Pseudonyms pseudonyms = Pseudonyms.of(home);
        assertThat(pseudonyms.receipts("ana"))
                .hasSize(1)
                .doesNotContain(pseudonyms.of("ana"), pseudonyms.of("receiptana"))
                .isEqualTo(Pseudonyms.of(home).receipts("ana"));
    }

    @Test
    void withoutAnyKeyNothingIsMadeUp() throws Exception {
        Pseudonyms pseudonyms = Pseudonyms.of(home);
        Files.delete(home.resolve("keys/pseudonyms"));
        assertThatThrownBy(pseudonyms::keys).hasMessageContaining("put the files back");
        assertThat(home.resolve("keys")).isDirectoryNotContaining("glob:**");
    }

    @Test
    void filesOfOtherNamesAreNoKeys() throws Exception {
        Pseudonyms pseudonyms = Pseudonyms.of(home);
        Files.writeString(home.resolve("keys/pseudonyms.old"), "not a key");
        Files.writeString(home.resolve("keys/database"), "not a key");
        assertThat(pseudonyms.keys()).isEqualTo(List.of(1));
    }
}
