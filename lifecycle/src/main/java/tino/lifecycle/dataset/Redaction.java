package tino.lifecycle.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * What must not be in snapshots any more, whatever their columns are. A row with one of the decisions in any column {@code
 * UUID} goes. One of the names in a column {@code VARCHAR} or {@code UUID} gets another one.
 *
 * @param decisions whose rows go
 * @param names old to new; for columns {@code UUID} the new one must be a UUID
 */
public record Redaction(Set<UUID> decisions, Map<Name, String> names) {

    /** @param anywhere whether it is also replaced inside longer texts */
    public record Name(String text, boolean anywhere) {}

    /** What a redaction does to a snapshot. @param removed rows @param detached rows */
    record Extent(long removed, long detached) {}

    /** Before the other methods, on the same connection. */
    void prepare(DuckDBConnection connection) throws SQLException {
        DuckDb.execute(connection, "CREATE TEMP TABLE gone (id UUID)");
        try (DuckDBAppender gone = connection.createAppender("gone")) {
            for (UUID decision : decisions) {
                gone.beginRow();
                gone.append(decision);
                gone.endRow();
            }
        }
    }

    Extent extent(Dataset dataset, DuckDBConnection connection) throws SQLException {
        String going = going(dataset);
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT count(*) FILTER (" + going + "), count(*) FILTER (NOT " + going
                                + " AND " + named(dataset) + ") FROM " + source(dataset))) {
            result.next();
            return new Extent(result.getLong(1), result.getLong(2));
        }
    }

    /** The rows that stay, in their order. */
    String rest(Dataset dataset) {
        String columns = dataset.schema().entrySet().stream()
                .map(column -> replaced(DuckDb.identifier(column.getKey()), column.getValue()))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + source(dataset) + " WHERE NOT " + going(dataset);
    }

    private static String source(Dataset dataset) {
        return "read_parquet(" + DuckDb.literal(dataset.file()) + ")";
    }

    private String going(Dataset dataset) {
        return anyOf(columns(dataset, "UUID").stream()
                .map(column -> "coalesce(" + column + " IN (SELECT id FROM gone), false)")
                .toList());
    }

    private String named(Dataset dataset) {
        List<String> conditions = new ArrayList<>();
        for (String type : List.of("VARCHAR", "UUID")) {
            for (String column : columns(dataset, type)) {
                names.keySet().forEach(name -> conditions.add("coalesce(" + contains(column, name) + ", false)"));
            }
        }
        return anyOf(conditions);
    }

    private static String contains(String column, Name name) {
        String text = "CAST(" + column + " AS VARCHAR)";
        return name.anywhere
                ? "contains(" + text + ", " + DuckDb.literal(name.text) + ")"
                : text + " = " + DuckDb.literal(name.text);
    }

    private String replaced(String column, String type) {
        if (!type.equals("VARCHAR") && !type.equals("UUID")) {
            return column;
        }
        String value = "CAST(" + column + " AS VARCHAR)";
        for (Map.Entry<Name, String> name : names.entrySet()) {
            String before = DuckDb.literal(name.getKey().text);
            String after = DuckDb.literal(name.getValue());
            value = name.getKey().anywhere
                    ? "replace(" + value + ", " + before + ", " + after + ")"
                    : "CASE WHEN " + value + " = " + before + " THEN " + after + " ELSE " + value + " END";
        }
        return "CAST(" + value + " AS " + type + ") AS " + column;
    }

    private static List<String> columns(Dataset dataset, String type) {
        return dataset.schema().entrySet().stream()
                .filter(column -> column.getValue().equals(type))
                .map(column -> DuckDb.identifier(column.getKey()))
                .toList();
    }

    private static String anyOf(List<String> conditions) {
        return conditions.isEmpty() ? "false" : "(" + String.join(" OR ", conditions) + ")";
    }
}
