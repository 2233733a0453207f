package tino.lifecycle.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.pipeline.Period;

class LakeTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Period MARCH = new Period(START, Instant.parse("2026-04-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private Database database;
    private Lake lake;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh("lifecycle");
        lake = new Lake(folder, database, InstantSource.fixed(START));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Dataset write(int rows) {
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        columns.put("decision", "UUID");
        columns.put("at", "TIMESTAMP");
        columns.put("item", "VARCHAR");
        columns.put("position", "INTEGER");
        columns.put("count", "BIGINT");
        columns.put("label", "FLOAT");
        columns.put("score", "DOUBLE");
        columns.put("seen", "BOOLEAN");
        columns.put("features", "FLOAT[3]");
        try (DatasetWriter writer = lake.writer("rows", columns)) {
            for (int i = 0; i < rows; i++) {
                writer.add(new UUID(7, i))
                        .add(START.plusNanos(i * 1_000L))
                        .add(i % 3 == 0 ? null : "ação " + i)
                        .add(i)
                        .add(1L << 40)
                        .add(i / 4f)
                        .add(i / 8d)
                        .add(i % 2 == 0)
                        .add(new float[] {i, Float.NaN, -i})
                        .endRow();
            }
            return writer.finish(MARCH, Map.of("impression", "1000"));
        }
    }

    @Test
    void givesBackWhatWasWrittenInItsOrder() {
        Dataset dataset = write(5_000);
        assertThat(dataset.rows()).isEqualTo(5_000);
        assertThat(lake.datasets("rows")).containsExactly(dataset);
        try (Columns columns = lake.read(dataset)) {
            assertThat(columns.uuids("decision")[4_999]).isEqualTo(new UUID(7, 4_999));
            assertThat(columns.instants("at")[4_999]).isEqualTo(START.plusNanos(4_999_000));
            assertThat(columns.strings("item")).startsWith(null, "ação 1", "ação 2", null);
            assertThat(columns.ints("position")[77]).isEqualTo(77);
            assertThat(columns.longs("count")[0]).isEqualTo(1L << 40);
            assertThat(columns.floats("label")[3]).isEqualTo(0.75f);
            assertThat(columns.doubles("score")[3]).isEqualTo(0.375);
            assertThat(columns.booleans("seen")).startsWith(true, false);
            assertThat(columns.matrix("features", 3)).hasSize(15_000).startsWith(0, Float.NaN, 0, 1, Float.NaN, -1);
            assertThatThrownBy(() -> columns.floats("lable"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("lable")
                    .hasMessageContaining("label=FLOAT");
        }
    }

    @Test
    void namesTheSameRowsTheSame() throws IOException {
        Dataset first = write(3_000);
        assertThat(write(3_000)).isEqualTo(first);
        assertThat(write(2_999).hash()).isNotEqualTo(first.hash());
        try (var left = Files.list(folder.resolve(".making"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesADamagedFileWithBothSums() throws IOException {
        Dataset dataset = write(100);
        byte[] bytes = Files.readAllBytes(dataset.file());
        bytes[bytes.length / 2] ^= 1;
        Files.write(dataset.file(), bytes);
        assertThatThrownBy(() -> lake.read(dataset))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(dataset.file().toString())
                .hasMessageContaining(dataset.hash())
                .hasMessageContaining(tino.lifecycle.file.Checksum.of(dataset.file()));
    }
}
