package tino.lifecycle.registry;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;

/** The tables {@code model_version} and {@code model_version_tag}. */
final class Versions {
    private static final String MILLIS = "(extract(epoch FROM v.%s) * 1000)";
    private static final Map<String, String> ATTRIBUTES = Map.of(
            "name", "v.model",
            "version_number", "v.number",
            "run_id", "replace(v.run::text, '-', '')",
            "source_path", "v.source",
            "creation_timestamp", MILLIS.formatted("created_at"),
            "last_updated_timestamp", MILLIS.formatted("updated_at"));

    private static final String SELECT = """
            SELECT v.*, m.folder,
                   (SELECT json_object_agg(t.name, t.value ORDER BY t.name) FROM model_version_tag t
                    WHERE t.model = v.model AND t.number = v.number) AS tags,
                   (SELECT json_object_agg(p.name, p.value ORDER BY p.name) FROM run_parameter p
                    WHERE p.run = v.run) AS run_parameters
            FROM model_version v JOIN registered_model m ON m.name = v.model""";

    private final Database database;
    private final InstantSource clock;
    private final Artifacts artifacts;

    Versions(Database database, InstantSource clock, Artifacts artifacts) {
        this.database = database;
        this.clock = clock;
        this.artifacts = artifacts;
    }

    void insert(
            String model,
            int number,
            SequencedMap<String, String> files,
            Provenance provenance,
            @Nullable Registration registration) {
        Timestamp now = now();
        database.sql()
                .sql("""
                        INSERT INTO model_version (model, number, files, dataset, run, metrics, code_commit, parameters, environment,
                                                   source, run_link, user_name, description, created_at, updated_at)
                        VALUES (:model, :number, :files::json, :dataset, :run, :metrics::json, :commit, :parameters::json,
                                :environment::json, :source, :link, :user, :description, :now, :now)
                        """)
                .param("model", model)
                .param("number", number)
                .param("files", Json.write(files))
                .param("dataset", provenance.dataset())
                .param("run", provenance.run())
                .param("metrics", Json.write(provenance.metrics()))
                .param("commit", provenance.codeCommit())
                .param("parameters", Json.write(provenance.parameters()))
                .param("environment", Json.write(provenance.environment()))
                .param("source", registration == null ? null : registration.source())
                .param("link", registration == null ? null : registration.runLink())
                .param("user", registration == null ? null : registration.user())
                .param("description", registration == null ? "" : registration.description())
                .param("now", now)
                .update();
        if (registration != null) {
            registration.tags().forEach((name, value) -> tag(model, number, name, value));
        }
    }

    /** The numbers ever given, those of deleted versions too. */
    List<Integer> numbers(String model) {
        return database.sql()
                .sql("SELECT number FROM model_version WHERE model = ? ORDER BY number")
                .param(model)
                .query((row, index) -> row.getInt("number"))
                .list();
    }

    /** The newest first. */
    List<ModelVersion> of(String model) {
        return database.sql()
                .sql(SELECT + " WHERE v.model = ? AND NOT v.deleted ORDER BY v.number DESC")
                .param(model)
                .query(mapper())
                .list();
    }

    Optional<ModelVersion> find(String model, int number) {
        return database.sql()
                .sql(SELECT + " WHERE v.model = ? AND v.number = ? AND NOT v.deleted")
                .params(model, number)
                .query(mapper())
                .optional();
    }

    /** Deleted or not. */
    Optional<ModelVersion> ever(String model, int number) {
        return database.sql()
                .sql(SELECT + " WHERE v.model = ? AND v.number = ?")
                .params(model, number)
                .query(mapper())
                .optional();
    }

    Optional<ModelVersion> aliased(String model, String alias) {
        return database.sql()
                .sql(SELECT + " JOIN model_alias a ON a.model = v.model AND a.number = v.number"
                        + " WHERE a.model = ? AND a.alias = ?")
                .params(model, alias)
                .query(mapper())
                .optional();
    }

    List<String> models() {
        return database.sql()
                .sql("SELECT DISTINCT model FROM model_version WHERE NOT deleted ORDER BY model")
                .query((row, index) -> row.getString(1))
                .list();
    }

    List<ModelVersion> trainedFrom(String dataset) {
        return database.sql()
                .sql(SELECT + " WHERE v.dataset = ? AND NOT v.deleted ORDER BY v.model, v.number")
                .param(dataset)
                .query(mapper())
                .list();
    }

    List<ModelVersion> search(List<Condition> conditions, List<Condition.Order> order, Condition.Page page) {
        Map<Condition.Subject, String> belongings = new EnumMap<>(Condition.Subject.class);
        belongings.put(Condition.Subject.TAG, "model_version_tag b WHERE b.model = v.model AND b.number = v.number");
        return new Search(ATTRIBUTES, belongings)
                .and("NOT v.deleted")
                .and(conditions)
                .orderBy(order)
                .run(database.sql(), SELECT, "v.updated_at DESC, v.model, v.number DESC", page, mapper());
    }

    void describe(String model, int number, String description) {
        database.sql()
                .sql("UPDATE model_version SET description = ?, updated_at = ? WHERE model = ? AND number = ?")
                .params(description, now(), model, number)
                .update();
    }

    void stage(String model, int number, ModelVersion.Stage stage) {
        database.sql()
                .sql("UPDATE model_version SET stage = ?, updated_at = ? WHERE model = ? AND number = ?")
                .params(stage.name().toLowerCase(Locale.ROOT), now(), model, number)
                .update();
    }

    void tag(String model, int number, String name, String value) {
        database.sql()
                .sql("INSERT INTO model_version_tag (model, number, name, value) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (model, number, name) DO UPDATE SET value = excluded.value")
                .params(model, number, name, value)
                .update();
    }

    void removeTag(String model, int number, String name) {
        database.sql()
                .sql("DELETE FROM model_version_tag WHERE model = ? AND number = ? AND name = ?")
                .params(model, number, name)
                .update();
    }

    void delete(String model, int number) {
        database.sql()
                .sql("UPDATE model_version SET deleted = true, updated_at = ? WHERE model = ? AND number = ?")
                .params(now(), model, number)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private RowMapper<ModelVersion> mapper() {
        return (row, index) -> {
            int number = row.getInt("number");
            Map<String, String> parameters = Json.strings(row.getString("parameters"));
            return new ModelVersion(
                    row.getString("model"),
                    number,
                    artifacts.folder(row.getString("folder"), number),
                    Json.strings(row.getString("files")),
                    new Provenance(
                            row.getString("dataset"),
                            row.getObject("run", UUID.class),
                            Json.numbers(row.getString("metrics")),
                            row.getString("code_commit"),
                            parameters.isEmpty() ? Json.strings(row.getString("run_parameters")) : parameters,
                            environment(row.getString("environment"))),
                    new ModelVersion.Card(
                            row.getString("source"),
                            row.getString("run_link"),
                            row.getString("user_name"),
                            row.getString("description"),
                            ModelVersion.Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                            new LinkedHashMap<>(Json.strings(row.getString("tags"))),
                            row.getTimestamp("updated_at").toInstant()),
                    row.getTimestamp("created_at").toInstant());
        };
    }

    private static Environment environment(String json) {
        return json.equals("{}") ? Environment.UNKNOWN : Json.read(json, Environment.class);
    }
}
