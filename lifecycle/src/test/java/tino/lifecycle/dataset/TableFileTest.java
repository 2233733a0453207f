package tino.lifecycle.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("it's a table.csv"), content);
    }

    private static List<List<@Nullable String>> rows(TableFile file) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        file.read(row -> rows.add(Arrays.asList(row.clone())));
        return rows;
    }

    @Test
    void readsQuotesLineBreaksAndNothing() throws IOException {
        TableFile table = TableFile.open(file("a, \"b, \"\"c\"\"\" ,d'e\n1,\"x, y\",\n\n2,\"q\"\"r\nz\",3\n"));
        assertThat(table.columns()).containsExactly("a", "b, c", "d'e");
        assertThat(rows(table)).containsExactly(Arrays.asList("1", "x, y", null), Arrays.asList("2", "q\"r\nz", "3"));
        assertThat(table.semicolons()).isFalse();
    }

    @Test
    void findsTheSeparatorAndForgetsTheByteOrderMark() throws IOException {
        TableFile table = TableFile.open(file("\uFEFFa;\"b,c\"\r\n1,5;x\r\n"));
        assertThat(table.columns()).containsExactly("a", "b,c");
        assertThat(table.semicolons()).isTrue();
        assertThat(rows(table)).containsExactly(List.of("1,5", "x"));
        assertThat(TableFile.open(file("a\tb\n1\t2\n")).columns()).containsExactly("a", "b");
        assertThat(rows(TableFile.open(file("one\n1\n")))).containsExactly(List.of("1"));
    }

    @Test
    void readsParquetLikewise() throws Exception {
        Path file = folder.resolve("it's.parquet");
        try (var connection = DuckDb.open(null)) {
            DuckDb.execute(
                    connection,
                    "COPY (SELECT 1.5 AS a, 'x' AS b, DATE '2026-01-02' AS c, true AS d, NULL::INT AS e) TO "
                            + DuckDb.literal(file));
        }
        TableFile table = TableFile.open(file);
        assertThat(table.columns()).containsExactly("a", "b", "c", "d", "e");
        assertThat(rows(table)).containsExactly(Arrays.asList("1.5", "x", "2026-01-02", "true", null));
        assertThatThrownBy(() -> TableFile.open(file("a,b\n"), TableFile.Format.PARQUET))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Expected a Parquet file");
    }

    @Test
    void saysWhatIsWrongAndWhere() throws IOException {
        assertThatThrownBy(() -> TableFile.open(folder.resolve("none.csv"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> TableFile.open(file(""))).hasMessageContaining("an empty file");
        assertThatThrownBy(() -> TableFile.open(file("\na\n"))).hasMessageContaining("an empty line");
        assertThatThrownBy(() -> TableFile.open(file("a,b,a\n"))).hasMessageContaining("'a' twice");
        assertThatThrownBy(() -> TableFile.open(file("a,,b\n"))).hasMessageContaining("a column without one");
        assertThatThrownBy(() -> rows(TableFile.open(file("a,b\n1,2\n3\n"))))
                .hasMessageContaining("Line: 3")
                .hasMessageContaining("Expected Number of Columns: 2 Found: 1");
        Path latin = Files.write(folder.resolve("latin.csv"), "nome,x\nJoão,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> rows(TableFile.open(latin)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Line: 2")
                .hasMessageContaining("iconv");
    }
}
