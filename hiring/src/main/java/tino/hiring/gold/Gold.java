package tino.hiring.gold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tino.hiring.feature.Features;
import tino.lifecycle.database.BulkCopy;
import tino.lifecycle.database.Cursor;
import tino.lifecycle.database.Database;

/** The table {@code gold_applicants}: one row an applicant of whom something was decided, joined from features and labels. */
public final class Gold {
    private static final String SELECT = """
            SELECT f.codigo, f.person, l.target, l.decided_at, f.sex, f.pcd, f.born, %s
            FROM applicants_feat f JOIN (
              SELECT codigo, max(CASE outcome WHEN 'hired' THEN 1 ELSE 0 END) AS target,
                     coalesce(min(decided_on) FILTER (WHERE outcome = 'hired'), max(decided_on)) AS decided_at
              FROM prospects_labels WHERE outcome <> 'open' GROUP BY codigo) l USING (codigo)
            WHERE l.decided_at IS NOT NULL
            """.formatted(Features.COLUMNS);

    private static final int BEFORE_FEATURES = 7;

    private final Database database;

    public Gold(Database database) {
        this.database = database;
    }

    /**
     * @param hired of the applicants
     * @param persons behind the applicants
     * @param open applicants who are known, but of whom nothing is decided yet
     */
    public record Built(long applicants, long hired, long persons, long open) {}

    /** How many applicants may be among the rows. */
    public long available() {
        return database.sql()
                .sql("SELECT count(*) FROM applicants_feat")
                .query(Long.class)
                .single();
    }

    /**
     * Replaces the table; until it is done, everybody sees the one before.
     *
     * @param progress told how many rows are done
     */
    public Built build(LongConsumer progress) {
        return database.transactions().execute(_ -> {
            // Nobody else makes it anew or takes somebody out of it meanwhile.
            database.sql()
                    .sql("LOCK TABLE gold_applicants IN SHARE ROW EXCLUSIVE MODE")
                    .update();
            database.sql().sql("DELETE FROM gold_applicants").update();
            long[] done = new long[1];
            try (BulkCopy copy = BulkCopy.into(
                    database,
                    "gold_applicants (codigo, person, target, decided_at, sex, pcd, age_band, " + Features.COLUMNS
                            + ")")) {
                Cursor.read(database, SELECT, row -> {
                    copy(row, copy);
                    if (++done[0] % 1_000 == 0) {
                        progress.accept(done[0]);
                    }
                });
                copy.finish();
            }
            progress.accept(done[0]);
            return database.sql()
                    .sql("SELECT count(*), coalesce(sum(target), 0), count(DISTINCT person),"
                            + " (SELECT count(*) FROM applicants_feat) - count(*) FROM gold_applicants")
                    .query((row, _) -> new Built(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                    .single();
        });
    }

    private static void copy(ResultSet row, BulkCopy copy) throws SQLException {
        for (int i = 1; i < BEFORE_FEATURES; i++) {
            copy.value(row.getObject(i));
        }
        LocalDate decided = row.getObject(4, LocalDate.class);
        LocalDate born = row.getObject(BEFORE_FEATURES, LocalDate.class);
        copy.value(born == null ? null : AgeBand.of(born, decided).orElse(null));
        for (int i = 1; i <= Features.names().size(); i++) {
            copy.value(row.getObject(BEFORE_FEATURES + i));
        }
        copy.endRow();
    }

    /**
     * One row of the table.
     *
     * @param features in the order of {@link Features#names()}; a gap is NaN
     * @param decidedAt when it was decided whether they are hired
     * @param person the same for one person under two codes, and for nobody else
     * @param groups for fairness, where they are known: {@code sex} F or M, {@code pcd} yes or no, {@code age} in bands
     */
    public record Row(
            String code,
            float[] features,
            boolean hired,
            LocalDate decidedAt,
            String person,
            Map<String, String> groups) {}

    /**
     * Hands out what was decided in some days, one row after the other, the earliest first.
     *
     * @param from the first day
     * @param to the last day, inclusive
     */
    public void read(LocalDate from, LocalDate to, Consumer<Row> rows) {
        Cursor.read(
                database,
                "SELECT codigo, person, target, decided_at, sex, pcd, age_band, " + Features.COLUMNS
                        + " FROM gold_applicants WHERE decided_at BETWEEN ? AND ? ORDER BY decided_at, codigo",
                row -> rows.accept(row(row)),
                from,
                to);
    }

    private static Row row(ResultSet row) throws SQLException {
        Map<String, String> groups = new LinkedHashMap<>();
        put(groups, "sex", row.getString(5));
        boolean disabled = row.getBoolean(6);
        put(groups, "pcd", row.wasNull() ? null : disabled ? "yes" : "no");
        put(groups, "age", row.getString(7));
        float[] features = new float[Features.names().size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = row.getFloat(BEFORE_FEATURES + 1 + i);
            if (row.wasNull()) {
                features[i] = Float.NaN;
            }
        }
        return new Row(
                row.getString(1),
                features,
                row.getInt(3) == 1,
                row.getObject(4, LocalDate.class),
                row.getString(2),
                Map.copyOf(groups));
    }

    private static void put(Map<String, String> groups, String name, @Nullable String value) {
        if (value != null) {
            groups.put(name, value);
        }
    }
}
