package tino.lifecycle.privacy;

import java.util.function.Consumer;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import tino.lifecycle.database.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of tables as JSON, a few in memory at a time. */
public final class Rows {
    private static final int ROWS_PER_FETCH = 200;

    private Rows() {}

    /**
     * @param select whose columns become fields; its parameters are named
     * @param parameters e.g. {@code "ids"} and an array, one after the other
     */
    public static void read(Database database, String select, Consumer<JsonNode> rows, Object... parameters) {
        MapSqlParameterSource named = new MapSqlParameterSource();
        for (int i = 0; i < parameters.length; i += 2) {
            named.addValue((String) parameters[i], parameters[i + 1]);
        }
        // A cursor needs a transaction.
        database.transactions()
                .executeWithoutResult(transaction -> database.sql()
                        .sql("SELECT row_to_json(r) FROM (" + select + ") r")
                        .paramSource(named)
                        .withFetchSize(ROWS_PER_FETCH)
                        .query(row -> {
                            rows.accept(JsonMapper.shared().readTree(row.getString(1)));
                        }));
    }
}
