package tino.lifecycle.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.dataset.DatasetComparison.Change;
import tino.lifecycle.dataset.DatasetComparison.Column;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.pipeline.Period;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked // a null where there should be a value fails the test by itself
class DatasetComparisonTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int ROWS = 1_000;

    @TempDir
    private Path folder;

    private Database database;
    private Lake lake;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh("lifecycle");
        lake = new Lake(folder.resolve("lake"), database, InstantSource.fixed(START));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /**
     * 1,000 people aged 0 to 99, every tenth from the south; of the income every fifth is not known.
     *
     * @param age of what would be that old
     */
    private Dataset people(String extra, IntUnaryOperator age, int south) {
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "UUID");
        columns.put("age", "INTEGER");
        columns.put("region", "VARCHAR");
        columns.put("income", "DOUBLE");
        columns.put("features", "FLOAT[2]");
        columns.put("words", "FLOAT[3]");
        columns.put(extra, "BOOLEAN");
        try (DatasetWriter writer = lake.writer("people", columns)) {
            for (int row = 0; row < ROWS; row++) {
                writer.add(new UUID(south, row))
                        .add(age.applyAsInt(row % 100))
                        .add(row % south == 0 ? "sul" : row % 2 == 0 ? "norte, \"alto\"" : null)
                        .add(row % 5 == 0 ? Double.NaN : row)
                        .add(new float[] {row, Float.NaN})
                        .add(new float[] {row, 1, 2})
                        .add(row % 2 == 0)
                        .endRow();
            }
            return writer.finish(
                    new Period(START, Instant.parse("2026-04-01T00:00:00Z")),
                    Map.of("layout.features", "clicks,views"));
        }
    }

    private static ColumnProfile named(List<ColumnProfile> profiles, String name) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Column column(DatasetComparison comparison, String name) {
        return comparison.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The sample deviation of 0 … 99, ten of each, is √(833.25 · 1000/999); quantiles as R's type 7 has them. */
    @Test
    void describesEachColumnAndEachPlaceThatHasAName() {
        List<ColumnProfile> profiles = lake.profile(people("seen", age -> age, 10));
        assertThat(profiles)
                .extracting(ColumnProfile::name)
                .containsExactly("id", "age", "region", "income", "features.clicks", "features.views", "words", "seen");
        ColumnProfile age = named(profiles, "age");
        assertThat(age.rows()).isEqualTo(ROWS);
        assertThat(age.distinct()).isEqualTo(100);
        assertThat(age.numbers().mean()).isCloseTo(49.5, within(1e-12));
        assertThat(age.numbers().deviation()).isCloseTo(Math.sqrt(833.25 * 1000 / 999), within(1e-9));
        assertThat(age.numbers().least()).isZero();
        assertThat(age.numbers().median()).isCloseTo(49.5, within(1e-12));
        assertThat(age.numbers().q25()).isCloseTo(24.75, within(1e-12));
        assertThat(age.numbers().most()).isEqualTo(99);
        assertThat(named(profiles, "income").missing()).isEqualTo(200);
        assertThat(named(profiles, "income").numbers().mean()).isCloseTo(500, within(1e-9));
        assertThat(named(profiles, "region").missing()).isEqualTo(500);
        assertThat(named(profiles, "region").top())
                .containsExactly(
                        new ColumnProfile.Frequency("norte, \"alto\"", 400), new ColumnProfile.Frequency("sul", 100));
        assertThat(named(profiles, "features.views").missing()).isEqualTo(ROWS);
        assertThat(named(profiles, "features.views").numbers()).isNull();
        assertThat(named(profiles, "seen").top()).hasSize(2);
    }

    @Test
    void findsNothingBetweenASnapshotAndItself() {
        Dataset dataset = people("seen", age -> age, 10);
        assertThat(lake.compare(dataset, dataset).columns()).allSatisfy(column -> {
            assertThat(column.change()).isIn(Change.NONE, Change.UNKNOWN);
            assertThat(column.stability()).isIn(0.0, null);
            assertThat(column.pValue()).isIn(1.0, null);
        });
    }

    /**
     * Ages doubled and cut at 99: half of the people are then 98 at most, of the others 99 %. The regions' shares go from (.1, .4, .5) to
     * (.5, 0, .5).
     */
    @Test
    void tellsHowMuchEachColumnMoved() {
        DatasetComparison comparison =
                lake.compare(people("seen", age -> age, 10), people("heard", age -> Math.min(2 * age, 99), 2));
        Column age = column(comparison, "age");
        assertThat(age.change()).isEqualTo(Change.MUCH);
        assertThat(age.distance()).isCloseTo(0.49, within(1e-12));
        assertThat(age.pValue()).isLessThan(1e-60);
        Column region = column(comparison, "region");
        assertThat(region.change()).isEqualTo(Change.MUCH);
        // 0.4 ln 5 for the south, and about 0.4 ln(400.5 / 0.5) for the north that is gone.
        assertThat(region.stability()).isCloseTo(0.4 * Math.log(5) + 0.4 * Math.log(801), within(0.02));
        assertThat(column(comparison, "income").change()).isEqualTo(Change.NONE);
        assertThat(column(comparison, "id").change()).isEqualTo(Change.UNKNOWN);
        assertThat(column(comparison, "seen").change()).isEqualTo(Change.SCHEMA);
        assertThat(column(comparison, "seen").right()).isNull();
        assertThat(comparison.columns().getLast().name()).isEqualTo("heard");
    }

    @Test
    void isFoundByTheBeginningOfItsHash() {
        Dataset dataset = people("seen", age -> age, 10);
        people("seen", age -> age, 9);
        assertThat(lake.find(dataset.hash().substring(0, 12))).containsExactly(dataset);
        assertThat(lake.find("people/" + dataset.hash())).containsExactly(dataset);
        assertThat(lake.find("others/" + dataset.hash())).isEmpty();
        assertThat(lake.datasets()).hasSize(2).contains(dataset);
        for (String wrong : List.of("abc", "%%%%", "zzzz", "/abcd", "people/")) {
            assertThatThrownBy(() -> lake.find(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least four")
                    .hasMessageContaining(wrong);
        }
    }

    @Test
    void leavesTheLakeAsParquetCsvAndJsonLines() throws IOException {
        Dataset dataset = people("seen", age -> age, 10);
        Path parquet = folder.resolve("out.parquet");
        lake.export(dataset, ExportFormat.PARQUET, parquet);
        assertThat(Checksum.of(parquet)).isEqualTo(dataset.hash());
        Path csv = folder.resolve("out.csv");
        lake.export(dataset, ExportFormat.of(csv).orElseThrow(), csv);
        assertThat(Files.readAllLines(csv))
                .hasSize(ROWS + 1)
                .startsWith(
                        "id,age,region,income,features.clicks,features.views,words,seen",
                        new UUID(10, 0) + ",0,sul,,0.0,,\"[0.0, 1.0, 2.0]\",true",
                        new UUID(10, 1) + ",1,,1.0,1.0,,\"[1.0, 1.0, 2.0]\",false",
                        new UUID(10, 2) + ",2,\"norte, \"\"alto\"\"\",2.0,2.0,,\"[2.0, 1.0, 2.0]\",true");
        Path json = folder.resolve("out.jsonl");
        lake.export(dataset, ExportFormat.of(json).orElseThrow(), json);
        List<String> lines = Files.readAllLines(json);
        assertThat(lines).hasSize(ROWS);
        JsonNode first = JsonMapper.shared().readTree(lines.getFirst());
        assertThat(first.path("income").isNull()).isTrue();
        assertThat(first.path("features").path(0).asDouble()).isZero();
        assertThat(first.path("features").path(1).isNull()).isTrue();
        assertThat(first.path("region").asString()).isEqualTo("sul");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("lake", "out.parquet", "out.csv", "out.jsonl");
        }
        assertThat(ExportFormat.of(Path.of("rows.xlsx"))).isEmpty();
    }
}
