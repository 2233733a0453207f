package tino.lifecycle.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's own table: CSV (RFC 4180, UTF-8, with a line of names; separated by comma, semicolon or tab, whichever the first line
 * has most of) or Parquet. Every value comes as text.
 */
public final class TableFile {
    /** What a file is. */
    public enum Format {
        CSV,
        PARQUET
    }

    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final Format format;
    private final char separator;
    private final List<String> columns;

    private TableFile(Path file, Format format, char separator, List<String> columns) {
        this.file = file;
        this.format = format;
        this.separator = separator;
        this.columns = List.copyOf(columns);
    }

    /** Parquet where the name ends so, CSV otherwise. */
    public static TableFile open(Path file) throws IOException {
        boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
        return open(file, parquet ? Format.PARQUET : Format.CSV);
    }

    /**
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it has no names of columns, or two columns have one name
     */
    public static TableFile open(Path file, Format format) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return format == Format.CSV ? csv(file) : parquet(file);
    }

    private static TableFile csv(Path file) throws IOException {
        String header = firstLine(file);
        char separator = SEPARATORS[0];
        List<String> names = split(header, separator);
        for (char other : SEPARATORS) {
            List<String> split = split(header, other);
            if (split.size() > names.size()) {
                separator = other;
                names = split;
            }
        }
        requireNames(file, names);
        return new TableFile(file, Format.CSV, separator, names);
    }

    private static String firstLine(Path file) throws IOException {
        // Whatever is not UTF-8 is noticed when the rows are read, with its line.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            if (line == null || line.isBlank()) {
                throw new IOException("Expected a first line with the names of columns in " + file + ", found "
                        + (line == null ? "an empty file." : "an empty line."));
            }
            return line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
        }
    }

    /** Names without quotes and surrounding spaces. */
    private static List<String> split(String line, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }

    private static TableFile parquet(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (DuckDBConnection connection = DuckDb.open(null);
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet("
                                + DuckDb.literal(file) + "))")) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        } catch (SQLException e) {
            throw new IOException("Expected a Parquet file, " + file + " cannot be read as one: " + e.getMessage(), e);
        }
        requireNames(file, names);
        return new TableFile(file, Format.PARQUET, ',', names);
    }

    private static void requireNames(Path file, List<String> names) throws IOException {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty() || !seen.add(name)) {
                throw new IOException("Expected a name of its own for each column of " + file + ", found "
                        + (name.isEmpty() ? "a column without one" : "'" + name + "' twice") + " among " + names + ".");
            }
        }
    }

    public Path file() {
        return file;
    }

    /** Names of the columns in their order. */
    public List<String> columns() {
        return columns;
    }

    /** Whether values are separated by semicolons, as where numbers are written with a comma. */
    public boolean semicolons() {
        return format == Format.CSV && separator == ';';
    }

    /**
     * Hands on every row in the file's order: a text a column, {@code null} where there is nothing. The array is used again.
     *
     * @throws IOException if the file is damaged, naming the line where it can
     */
    public void read(Consumer<@Nullable String[]> reader) throws IOException {
        @Nullable String[] values = new @Nullable String[columns.size()];
        try (DuckDBConnection connection = DuckDb.open(null);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + texts() + " FROM " + source())) {
            while (result.next()) {
                for (int column = 0; column < values.length; column++) {
                    values[column] = result.getString(column + 1);
                }
                reader.accept(values);
            }
        } catch (SQLException e) {
            SQLException precise = precise(e);
            throw new IOException("Cannot read " + file + ". " + told(String.valueOf(precise.getMessage())), precise);
        }
    }

    /** While results are streamed, DuckDB forgets what was wrong; it remembers when all is read at once. */
    private SQLException precise(SQLException vague) {
        try (DuckDBConnection connection = DuckDb.open(null)) {
            DuckDb.execute(connection, "CREATE TEMP TABLE whole AS SELECT " + texts() + " FROM " + source());
            return vague;
        } catch (SQLException precise) {
            return precise;
        }
    }

    private String texts() {
        return columns.stream()
                .map(column -> "CAST(" + DuckDb.identifier(column) + " AS VARCHAR)")
                .collect(Collectors.joining(", "));
    }

    private String source() {
        if (format == Format.PARQUET) {
            return "read_parquet(" + DuckDb.literal(file) + ")";
        }
        String types = columns.stream()
                .map(column -> DuckDb.literal(column) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        return "read_csv(" + DuckDb.literal(file) + ", delim=" + DuckDb.literal(separator)
                + ", quote='\"', escape='\"', header=true, auto_detect=false, columns=" + types + ")";
    }

    /** What was found, without DuckDB's advice on its options. */
    private static String told(String message) {
        String found = message.lines()
                .takeWhile(line -> !line.startsWith("Possible"))
                .collect(Collectors.joining(" "))
                .strip();
        return found.contains("utf-8")
                ? found + " Convert it first, e.g. from Windows or Latin-1: iconv -f latin1 -t utf-8 FILE > NEW"
                : found;
    }
}
