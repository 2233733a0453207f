package tino.lifecycle.registry;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;

/** The tables {@code run_group} and {@code run_group_tag}: what MLflow calls experiments. */
public final class RunGroups {
    /** Where runs go whose client names no experiment. */
    public static final long DEFAULT = 0;

    private static final String MILLIS = "(extract(epoch FROM e.%s) * 1000)";
    private static final Map<String, String> ATTRIBUTES = Map.of(
            "name",
            "e.name",
            "experiment_id",
            "e.id",
            "creation_time",
            MILLIS.formatted("created_at"),
            "last_update_time",
            MILLIS.formatted("updated_at"));

    private static final String SELECT =
            "SELECT e.*, (SELECT json_object_agg(t.name, t.value ORDER BY t.name) FROM run_group_tag t"
                    + " WHERE t.experiment = e.id) AS tags FROM run_group e";

    private final Database database;
    private final InstantSource clock;
    private final RowMapper<RunGroup> mapper = (row, index) -> new RunGroup(
            row.getLong("id"),
            row.getString("name"),
            row.getString("artifact_location"),
            row.getBoolean("deleted"),
            Json.strings(row.getString("tags")),
            instant(row.getTimestamp("created_at")),
            instant(row.getTimestamp("updated_at")));

    /** @param database with the tables of the module {@code lifecycle} */
    public RunGroups(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param artifactLocation {@code null}: the store of this installation
     * @return the new experiment's id
     * @throws DuplicateKeyException if the name is taken, by a deleted experiment too
     */
    public long create(String name, @Nullable String artifactLocation, Map<String, String> tags) {
        return Objects.requireNonNull(database.transactions().execute(transaction -> {
            long id = database.sql()
                    .sql("INSERT INTO run_group (name, artifact_location, created_at, updated_at)"
                            + " VALUES (:name, :location, :now, :now) RETURNING id")
                    .param("name", name)
                    .param("location", artifactLocation)
                    .param("now", now())
                    .query(Long.class)
                    .single();
            tags.forEach((tag, value) -> tag(id, tag, value));
            return id;
        }));
    }

    /** The id of a pipeline's experiment; it is made, or comes back from being deleted, when it is needed. */
    long ofModel(String model) {
        return database.sql()
                .sql("INSERT INTO run_group (name, created_at, updated_at) VALUES (:name, :now, :now)"
                        + " ON CONFLICT (name) DO UPDATE SET deleted = false RETURNING id")
                .param("name", model)
                .param("now", now())
                .query(Long.class)
                .single();
    }

    public Optional<RunGroup> find(long id) {
        return database.sql()
                .sql(SELECT + " WHERE e.id = ?")
                .param(id)
                .query(mapper)
                .optional();
    }

    public Optional<RunGroup> named(String name) {
        return database.sql()
                .sql(SELECT + " WHERE e.name = ?")
                .param(name)
                .query(mapper)
                .optional();
    }

    /** @throws DuplicateKeyException if the name is taken */
    public void rename(long id, String name) {
        database.sql()
                .sql("UPDATE run_group SET name = ?, updated_at = ? WHERE id = ?")
                .params(name, now(), id)
                .update();
    }

    /** Marks the experiment and its runs as deleted, or takes the mark away; the rows stay. */
    public void delete(long id, boolean deleted) {
        database.transactions().executeWithoutResult(transaction -> {
            database.sql()
                    .sql("UPDATE run_group SET deleted = ?, updated_at = ? WHERE id = ?")
                    .params(deleted, now(), id)
                    .update();
            database.sql()
                    .sql("UPDATE run SET deleted = ? WHERE experiment = ?")
                    .params(deleted, id)
                    .update();
        });
    }

    public void tag(long id, String name, String value) {
        database.sql()
                .sql("INSERT INTO run_group_tag (experiment, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (experiment, name) DO UPDATE SET value = excluded.value")
                .params(id, name, value)
                .update();
    }

    /**
     * @param deleted which are wanted, {@code null}: all
     * @throws IllegalArgumentException if a key is not one of an experiment
     */
    public List<RunGroup> search(
            List<Condition> conditions, List<Condition.Order> order, @Nullable Boolean deleted, Condition.Page page) {
        Map<Condition.Subject, String> belongings = new EnumMap<>(Condition.Subject.class);
        belongings.put(Condition.Subject.TAG, "run_group_tag b WHERE b.experiment = e.id");
        Search search = new Search(ATTRIBUTES, belongings).and(conditions).orderBy(order);
        if (deleted != null) {
            search.and("e.deleted = ?", deleted);
        }
        return search.run(database.sql(), SELECT, "e.created_at DESC, e.id DESC", page, mapper);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp.toInstant();
    }
}
