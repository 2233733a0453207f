package tino.lifecycle.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;

/** The tables {@code registered_model} and {@code registered_model_tag}. */
final class RegisteredModels {
    private static final String MILLIS = "(extract(epoch FROM m.%s) * 1000)";
    private static final Map<String, String> ATTRIBUTES = Map.of(
            "name", "m.name",
            "creation_timestamp", MILLIS.formatted("created_at"),
            "last_updated_timestamp", MILLIS.formatted("updated_at"));

    private static final String SELECT =
            "SELECT m.*, (SELECT json_object_agg(t.name, t.value ORDER BY t.name) FROM registered_model_tag t"
                    + " WHERE t.model = m.name) AS tags FROM registered_model m";

    private static final int READABLE = 40;

    private final Database database;
    private final InstantSource clock;
    private final RowMapper<RegisteredModel> mapper = (row, index) -> new RegisteredModel(
            row.getString("name"),
            row.getString("folder"),
            row.getString("description"),
            row.getBoolean("deleted"),
            Json.strings(row.getString("tags")),
            row.getTimestamp("created_at").toInstant(),
            row.getTimestamp("updated_at").toInstant());

    RegisteredModels(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The folder of a model. Names of pipelines are folder names; any other name, which may hold anything and differ from
     * another in capitals only, becomes a readable rest of it and a hash.
     */
    static String folder(String name) {
        if (name.length() <= READABLE && name.matches("[a-z0-9][a-z0-9-]*")) {
            return name;
        }
        String readable = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return "_" + readable.substring(0, Math.min(READABLE, readable.length())) + "_" + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Makes it if it is not there; one that was deleted comes back. */
    RegisteredModel ensure(String name) {
        database.sql()
                .sql(
                        "INSERT INTO registered_model (name, folder, created_at, updated_at) VALUES (:name, :folder, :now, :now)"
                                + " ON CONFLICT (name) DO UPDATE SET updated_at = excluded.updated_at, deleted = false")
                .param("name", name)
                .param("folder", folder(name))
                .param("now", now())
                .update();
        return find(name).orElseThrow();
    }

    /** @throws DuplicateKeyException if there is one of that name */
    void create(String name, String description, Map<String, String> tags) {
        int made = database.sql()
                .sql("""
                        INSERT INTO registered_model AS m (name, folder, description, created_at, updated_at)
                        VALUES (:name, :folder, :description, :now, :now)
                        ON CONFLICT (name) DO UPDATE
                        SET deleted = false, description = excluded.description, created_at = :now, updated_at = :now
                        WHERE m.deleted
                        """)
                .param("name", name)
                .param("folder", folder(name))
                .param("description", description)
                .param("now", now())
                .update();
        if (made == 0) {
            throw new DuplicateKeyException("There is a model '" + name + "' already.");
        }
        tags.forEach((tag, value) -> tag(name, tag, value));
    }

    Optional<RegisteredModel> find(String name) {
        return database.sql()
                .sql(SELECT + " WHERE m.name = ? AND NOT m.deleted")
                .param(name)
                .query(mapper)
                .optional();
    }

    List<RegisteredModel> search(List<Condition> conditions, List<Condition.Order> order, Condition.Page page) {
        Map<Condition.Subject, String> belongings = new EnumMap<>(Condition.Subject.class);
        belongings.put(Condition.Subject.TAG, "registered_model_tag b WHERE b.model = m.name");
        return new Search(ATTRIBUTES, belongings)
                .and("NOT m.deleted")
                .and(conditions)
                .orderBy(order)
                .run(database.sql(), SELECT, "m.name", page, mapper);
    }

    /** The versions, the aliases and their history follow. @throws DuplicateKeyException if the name is taken */
    void rename(String name, String to) {
        database.sql()
                .sql("UPDATE registered_model SET name = ?, updated_at = ? WHERE name = ?")
                .params(to, now(), name)
                .update();
        database.sql()
                .sql("UPDATE model_alias_history SET model = ? WHERE model = ?")
                .params(to, name)
                .update();
    }

    void describe(String name, String description) {
        database.sql()
                .sql("UPDATE registered_model SET description = ?, updated_at = ? WHERE name = ?")
                .params(description, now(), name)
                .update();
    }

    void tag(String name, String tag, String value) {
        database.sql()
                .sql("INSERT INTO registered_model_tag (model, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (model, name) DO UPDATE SET value = excluded.value")
                .params(name, tag, value)
                .update();
    }

    void removeTag(String name, String tag) {
        database.sql()
                .sql("DELETE FROM registered_model_tag WHERE model = ? AND name = ?")
                .params(name, tag)
                .update();
    }

    void delete(String name) {
        database.sql()
                .sql("DELETE FROM registered_model_tag WHERE model = ?")
                .param(name)
                .update();
        database.sql()
                .sql("UPDATE registered_model SET deleted = true, updated_at = ? WHERE name = ?")
                .params(now(), name)
                .update();
    }

    /** Whether a pipeline trains a model of this name: then the name is the program's. */
    boolean trainedHere(String name) {
        return database.sql()
                .sql("SELECT exists(SELECT FROM run WHERE model = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
