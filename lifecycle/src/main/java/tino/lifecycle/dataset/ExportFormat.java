package tino.lifecycle.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** As what a snapshot can leave the lake. */
public enum ExportFormat {
    /** The file itself. */
    PARQUET,
    /** With a line of names; a column of arrays is one column a place, what is missing is empty. */
    CSV,
    /** One JSON object a row; what is missing, NaN too, is null. */
    JSONL;

    /** By the end of a file's name. */
    public static Optional<ExportFormat> of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.extension()))
                .findFirst();
    }

    public String extension() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** Beside the target first, so that there is never half of it. */
    void write(Dataset dataset, Path target) {
        Path whole = target.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
        try {
            try {
                if (this == PARQUET) {
                    Files.copy(dataset.file(), part, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    copy(dataset, part);
                }
                Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException | SQLException e) {
            throw DuckDb.failure("The dataset cannot be written to " + target, e);
        }
    }

    private void copy(Dataset dataset, Path part) throws SQLException {
        String columns = this == CSV
                ? Field.of(dataset).stream()
                        .map(field -> field.withoutNan() + " AS " + DuckDb.identifier(field.name()))
                        .collect(Collectors.joining(", "))
                : dataset.schema().entrySet().stream()
                        .map(column -> withoutNan(column.getKey(), column.getValue()))
                        .collect(Collectors.joining(", "));
        try (DuckDBConnection connection = DuckDb.open(null)) {
            DuckDb.execute(
                    connection,
                    "COPY (SELECT " + columns + " FROM read_parquet(" + DuckDb.literal(dataset.file()) + ")) TO "
                            + DuckDb.literal(part)
                            + (this == CSV ? " (FORMAT csv, HEADER true)" : " (FORMAT json)"));
        }
    }

    private static String withoutNan(String column, String type) {
        String name = DuckDb.identifier(column);
        if (type.matches("(FLOAT|DOUBLE)\\[\\d+]")) {
            return "list_transform(" + name + "::" + type.replaceAll("\\d+", "")
                    + ", lambda x: CASE WHEN isnan(x) THEN NULL ELSE x END) AS " + name;
        }
        return type.equals("FLOAT") || type.equals("DOUBLE")
                ? "CASE WHEN isnan(" + name + ") THEN NULL ELSE " + name + " END AS " + name
                : name;
    }
}
