package tino.lifecycle.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.registry.Comparison;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;

@NullUnmarked // a null where there should be a value fails the test by itself
class ReproducerTest {
    private static final Period PERIOD = Period.endingAt(Workshop.START, Duration.ofDays(14));

    @TempDir
    private Path folder;

    private Workshop workshop;
    private ModelVersion version;

    @BeforeEach
    void learn() {
        workshop = new Workshop(folder);
        version = workshop.pipelines
                .run(new Coins(), PERIOD, "nightly", Progress.SILENT)
                .version();
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private Reproduction reproduce(Coins coins, String commit) {
        return new Reproducer(workshop.lake, workshop.registry, workshop.runs, commit)
                .reproduce(coins, version, Progress.SILENT);
    }

    @Test
    void makesTheSameBytesAgainAndChangesNothing() throws IOException {
        int runs = workshop.runs.runs(Coins.MODEL).size();
        Reproduction reproduction = reproduce(new Coins(), "0123abc");
        assertThat(reproduction.identical()).isTrue();
        assertThat(reproduction.files()).hasSize(2).allSatisfy(file -> {
            assertThat(file.left()).isEqualTo(file.right());
            assertThat(file.right()).isEqualTo(Checksum.of(version.folder().resolve(file.name())));
        });
        assertThat(reproduction.circumstances()).isEmpty();
        assertThat(reproduction.measures()).hasSize(1).noneMatch(Reproduction.Measure::differs);
        assertThat(reproduction.seed())
                .isEqualTo(workshop.runs.run(version.run()).orElseThrow().seed());
        assertThat(workshop.runs.runs(Coins.MODEL)).hasSize(runs);
        assertThat(workshop.registry.versions(Coins.MODEL)).containsExactly(version);
    }

    @Test
    void namesWhatDiffersAndWhatMayBeWhy() {
        Coins other = new Coins();
        other.rounds = 3;
        Reproduction reproduction = reproduce(other, "fedcba9");
        assertThat(reproduction.identical()).isFalse();
        assertThat(reproduction.files().stream().filter(Comparison.Line::differs))
                .singleElement()
                .extracting(Comparison.Line::name)
                .isEqualTo("weights.bin");
        assertThat(reproduction.circumstances())
                .extracting(line -> line.kind() + " " + line.left() + " " + line.right())
                .containsExactly("CODE 0123abc fedcba9", "PARAMETER 200 3");
        Reproduction.Measure accuracy = reproduction.measures().getFirst();
        assertThat(accuracy.kept()).isEqualTo(accuracy.recorded());
        assertThat(accuracy.differs()).isEqualTo(!accuracy.recorded().equals(accuracy.again()));
    }

    @Test
    void measuresHowFarScoresAreApart() {
        Reproduction.Scores scores =
                Reproduction.Scores.of(new double[] {1, Double.NaN, 3, 4}, new double[] {1, Double.NaN, 3.5, 3});
        assertThat(scores.rows()).isEqualTo(4);
        assertThat(scores.differing()).isEqualTo(2);
        assertThat(scores.greatest()).isEqualTo(1);
        assertThat(scores.mean()).isCloseTo(0.375, within(1e-15));
    }

    @Test
    void trainsAgainWhatLostItsFiles() throws IOException {
        Files.delete(version.folder().resolve("weights.bin"));
        Reproduction reproduction = reproduce(new Coins(), "0123abc");
        assertThat(reproduction.identical()).isTrue();
        assertThat(reproduction.unreadable()).contains("weights.bin");
        assertThat(reproduction.measures().getFirst().kept()).isNull();
        assertThat(reproduction.scores()).isNull();
    }

    @Test
    void refusesADamagedAMissingAndAForgottenDataset() throws IOException {
        Path file = workshop.lake
                .dataset(Coins.MODEL, version.dataset())
                .orElseThrow()
                .file();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        refuses(version.dataset(), Checksum.of(file), "backup", "commit 0123abc");
        Files.delete(file);
        refuses(file.toString());
        workshop.database.sql().sql("DELETE FROM dataset").update();
        refuses("the lake does not have it", version.dataset());
    }

    @Test
    void refusesWhatWasMadeElsewhere() {
        version = workshop.registry.register(
                Coins.MODEL,
                new Coins.Logistic(1, 2, 3),
                new Coins.Format(),
                new Provenance(null, null, Map.of(), "elsewhere"));
        refuses("Version 2 of coins was not trained here", "not recorded");
    }

    private void refuses(String... says) {
        assertThatThrownBy(() -> reproduce(new Coins(), "0123abc"))
                .isInstanceOf(NotReproducible.class)
                .satisfies(refused -> assertThat(refused.getMessage()).contains(List.of(says)));
    }
}
