package tino.lifecycle.registry;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tino.lifecycle.database.Database;

/** The tables {@code model_alias} (now) and {@code model_alias_history} (ever). */
final class Aliases {
    private final Database database;
    private final InstantSource clock;

    Aliases(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Map<String, Integer> of(String model) {
        Map<String, Integer> aliases = new LinkedHashMap<>();
        database.sql()
                .sql("SELECT alias, number FROM model_alias WHERE model = ? ORDER BY alias")
                .param(model)
                .query(row -> {
                    aliases.put(row.getString("alias"), row.getInt("number"));
                });
        return aliases;
    }

    /** Moves the alias, writes it down and tells all servers; all of it when the transaction commits. */
    void move(String model, String alias, int number, AliasChange.Action action, String who, String why) {
        write(model, alias, number, action, who, why);
        database.sql()
                .sql("INSERT INTO model_alias (model, alias, number) VALUES (?, ?, ?)"
                        + " ON CONFLICT (model, alias) DO UPDATE SET number = excluded.number")
                .params(model, alias, number)
                .update();
        tell(model);
    }

    /** Takes the alias from the version that has it. */
    void remove(String model, String alias, int number, String who, String why) {
        write(model, alias, number, AliasChange.Action.REMOVED, who, why);
        database.sql()
                .sql("DELETE FROM model_alias WHERE model = ? AND alias = ?")
                .params(model, alias)
                .update();
        tell(model);
    }

    private void write(String model, String alias, int number, AliasChange.Action action, String who, String why) {
        database.sql()
                .sql("""
                        INSERT INTO model_alias_history (model, alias, number, previous, action, who, why, at)
                        VALUES (:model, :alias, :number,
                                (SELECT number FROM model_alias WHERE model = :model AND alias = :alias),
                                :action, :who, :why, :at)
                        """)
                .param("model", model)
                .param("alias", alias)
                .param("number", number)
                .param("action", action.name().toLowerCase(Locale.ROOT))
                .param("who", who)
                .param("why", why)
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    private void tell(String model) {
        database.sql()
                .sql("SELECT pg_notify(?, ?)")
                .params(Registry.CHANNEL, model)
                .query((row, index) -> model)
                .single();
    }

    List<AliasChange> history(String model, String alias) {
        return database.sql()
                .sql("SELECT * FROM model_alias_history WHERE model = ? AND alias = ? ORDER BY seq")
                .params(model, alias)
                .query((row, index) -> new AliasChange(
                        row.getString("model"),
                        row.getString("alias"),
                        row.getInt("number"),
                        row.getObject("previous", Integer.class),
                        AliasChange.Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                        row.getString("who"),
                        row.getString("why"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
