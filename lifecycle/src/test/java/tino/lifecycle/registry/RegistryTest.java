package tino.lifecycle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Workshop;

@NullUnmarked // a null where there should be a value fails the test by itself
class RegistryTest {
    private static final Provenance ELSEWHERE = new Provenance(null, null, Map.of("auc", 0.9), "0123abc");

    @TempDir
    private Path folder;

    private Workshop workshop;
    private Registry registry;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        registry = workshop.registry;
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    /** A text in two files. */
    private static final class Text implements ArtifactFormat<String> {
        @Override
        public void write(String model, Path folder) throws IOException {
            Files.writeString(folder.resolve("text.txt"), model);
            Files.writeString(folder.resolve("length.txt"), Integer.toString(model.length()));
        }

        @Override
        public String read(Path folder) throws IOException {
            return Files.readString(folder.resolve("text.txt"));
        }
    }

    private ModelVersion register(String text) {
        return registry.register("texts", text, new Text(), ELSEWHERE);
    }

    @Test
    void numbersVersionsAndReadsThemBack() throws IOException {
        assertThat(register("one").number()).isEqualTo(1);
        ModelVersion two = register("two");
        assertThat(registry.versions("texts")).extracting(ModelVersion::number).containsExactly(2, 1);
        assertThat(registry.models()).containsExactly("texts");
        assertThat(registry.version("texts", 2)).contains(two);
        assertThat(registry.load(two, new Text())).isEqualTo("two");
        // sha256sum of the three letters "two", by coreutils.
        assertThat(two.files())
                .containsEntry("text.txt", "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3");
    }

    @Test
    void refusesAFileWithOneBitTurnedNamingBothSums() throws IOException {
        ModelVersion version = register("one");
        Path file = version.folder().resolve("text.txt");
        byte[] bytes = Files.readAllBytes(file);
        bytes[1] ^= 4;
        Files.write(file, bytes);
        assertThatThrownBy(() -> registry.load(version, new Text()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(version.files().get("text.txt"))
                .hasMessageContaining(Checksum.of(file));
    }

    @Test
    void refusesATruncatedAMissingAndAForeignFile() throws IOException {
        ModelVersion version = register("a longer text");
        Path file = version.folder().resolve("text.txt");
        Files.writeString(file, "a longer");
        assertThatThrownBy(() -> registry.load(version, new Text())).hasMessageContaining("8 bytes");
        Files.delete(file);
        assertThatThrownBy(() -> registry.load(version, new Text())).hasMessageContaining("the file is missing");
        Files.writeString(file, "a longer text");
        assertThat(registry.load(version, new Text())).isEqualTo("a longer text");
        Files.writeString(version.folder().resolve("more.txt"), "?");
        assertThatThrownBy(() -> registry.load(version, new Text())).hasMessageContaining("more.txt");
    }

    @Test
    void leavesNeitherRowNorNumberWhenTheFilesCannotBeWritten() {
        register("one");
        ArtifactFormat<String> full = new ArtifactFormat<>() {
            @Override
            public void write(String model, Path target) throws IOException {
                Files.writeString(target.resolve("text.txt"), "half of");
                throw new IOException("No space left on device");
            }

            @Override
            public String read(Path target) {
                throw new UnsupportedOperationException();
            }
        };
        assertThatThrownBy(() -> registry.register("texts", "two", full, ELSEWHERE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("Check the space");
        assertThat(registry.versions("texts")).hasSize(1);
        assertThat(register("two").number()).isEqualTo(2);
    }

    /** What a kill -9 between the files and the row leaves: a folder that no row names, or one half made. */
    @Test
    void removesWhatACrashLeftBeforeItWritesTheNextVersion() throws IOException {
        register("one");
        Path models = workshop.models.resolve("texts");
        Files.createDirectories(models.resolve("2"));
        Files.writeString(models.resolve("2/text.txt"), "of a process that died before its row");
        Files.createDirectories(models.resolve(".making"));
        Files.writeString(models.resolve(".making/other.txt"), "of one that died earlier");
        ModelVersion two = register("two");
        assertThat(two.number()).isEqualTo(2);
        assertThat(registry.load(two, new Text())).isEqualTo("two");
        assertThat(models.resolve(".making")).doesNotExist();
    }

    @Test
    void keepsFilesAndRowTogetherWhenATransactionAroundThemIsRolledBack() throws IOException {
        workshop.database.transactions().executeWithoutResult(transaction -> {
            register("never");
            transaction.setRollbackOnly();
        });
        assertThat(registry.versions("texts")).isEmpty();
        assertThat(registry.load(register("one"), new Text())).isEqualTo("one");
    }

    @Test
    void givesTwoServersDifferentNumbers() throws Exception {
        Registry other = new Registry(workshop.models, workshop.database, workshop.clock);
        try (ExecutorService servers = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 10; i++) {
                servers.submit(() -> register("ours"));
                servers.submit(() -> other.register("texts", "theirs", new Text(), ELSEWHERE));
            }
        }
        assertThat(registry.versions("texts")).hasSize(20);
        for (ModelVersion version : registry.versions("texts")) {
            assertThat(registry.load(version, new Text())).isIn("ours", "theirs");
        }
    }

    @Test
    void assignsOnlyVersionsThatAreThere() {
        register("one");
        assertThatThrownBy(() -> registry.assign("texts", Registry.CHALLENGER, 7, "ana", "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no 7")
                .hasMessageContaining("[1]");
        registry.assign("texts", Registry.CHALLENGER, 1, "ana", "test");
        assertThat(registry.aliases("texts")).isEqualTo(Map.of("challenger", 1));
        assertThat(registry.aliased("texts", Registry.CHALLENGER)).isPresent();
        assertThat(registry.champion("texts")).isEmpty();
    }

    @Test
    void knowsWhoWasLiveEvenOfADeletedVersion() {
        register("one");
        register("two");
        registry.assign("texts", Registry.CHALLENGER, 1, "ana", "first");
        Instant first = workshop.clock.instant();
        workshop.clock.set(first.plusSeconds(60));
        registry.assign("texts", Registry.CHALLENGER, 2, "ana", "second");
        workshop.clock.set(first.plusSeconds(120));
        registry.remove("texts", Registry.CHALLENGER, "ana", "neither");
        registry.delete("texts", 1, "ana");
        assertThat(registry.version("texts", 1)).isEmpty();
        assertThat(registry.liveAt("texts", Registry.CHALLENGER, first))
                .map(ModelVersion::number)
                .contains(1);
        assertThat(registry.liveAt("texts", Registry.CHALLENGER, first.plusSeconds(61)))
                .map(ModelVersion::number)
                .contains(2);
        assertThat(registry.liveAt("texts", Registry.CHALLENGER, first.plusSeconds(120)))
                .isEmpty();
        assertThat(registry.liveAt("texts", Registry.CHALLENGER, first.minusSeconds(1)))
                .isEmpty();
        assertThatThrownBy(() -> registry.remove("texts", Registry.CHALLENGER, "ana", "again"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("challenger");
        assertThat(register("three").number()).isEqualTo(3);
        assertThat(workshop.models.resolve("texts/1/text.txt")).exists();
    }

    @Test
    void comparesTwoVersionsSideBySide() {
        UUID run = UUID.randomUUID();
        workshop.runs.start(run, "texts", "test", Period.endingAt(Workshop.START, Duration.ofDays(1)), 1, "0123abc");
        workshop.runs.parameter(run, "depth", "3");
        registry.register("texts", "one", new Text(), new Provenance("aa", run, Map.of("auc", 0.9), "0123abc"));
        registry.register("texts", "two", new Text(), new Provenance("aa", null, Map.of("auc", 0.8), "4567def"));
        Comparison comparison = registry.compare("texts", 1, 2);
        assertThat(comparison.differences())
                .extracting(Comparison.Line::kind, Comparison.Line::name, Comparison.Line::left, Comparison.Line::right)
                .contains(
                        tuple(Comparison.Kind.CODE, "commit", "0123abc", "4567def"),
                        tuple(Comparison.Kind.PARAMETER, "depth", "3", null),
                        tuple(Comparison.Kind.METRIC, "auc", "0.9", "0.8"))
                .doesNotContain(tuple(Comparison.Kind.DATASET, "sha256", "aa", "aa"));
        assertThat(comparison.lines())
                .contains(new Comparison.Line(Comparison.Kind.DATASET, "sha256", "aa", "aa"))
                .anyMatch(line -> line.kind() == Comparison.Kind.LIBRARY && !line.differs());
        assertThatThrownBy(() -> registry.compare("texts", 1, 9)).hasMessageContaining("no 9");
    }

    @Test
    void keepsWhatAVersionWasMadeOn() {
        register("one");
        assertThat(registry.version("texts", 1).orElseThrow().provenance().environment())
                .isEqualTo(Environment.current());
    }

    @Test
    void doesNotRenameTheModelOfAPipeline() {
        workshop.runs.start(
                UUID.randomUUID(), "texts", "test", Period.endingAt(Workshop.START, Duration.ofDays(1)), 1, "0123abc");
        register("one");
        assertThatThrownBy(() -> registry.rename("texts", "words"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pipeline of texts");
    }

    @Test
    void refusesANameThatIsNoName() {
        assertThatThrownBy(() -> registry.register("../texts", "one", new Text(), ELSEWHERE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../texts");
    }
}
