package tino.lifecycle.privacy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tools.jackson.databind.JsonNode;

/** What versions on trial would have answered: the person's decisions go, and among others' items a stranger takes the place. */
final class ShadowData implements PersonalData {
    private final Database database;
    private final Pseudonyms pseudonyms;

    ShadowData(Database database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public String name() {
        return "shadow_log";
    }

    @Override
    public Known known(Set<String> ids) {
        // Nobody is in the shadow who is not in the light: the event log knows them, and no index is kept for this.
        return Known.NOTHING;
    }

    @Override
    public boolean mentions(Set<String> ids) {
        return database.sql()
                .sql("SELECT exists(SELECT FROM shadow_log WHERE subject = ANY (?) OR item = ANY (?))")
                .params(pseudonyms.all(ids), ids.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "SELECT at, decision, item, rank_control, rank_shadow, score_control, score_shadow, label FROM shadow_log"
                        + " WHERE subject = ANY (:names) OR item = ANY (:ids) ORDER BY decision, rank_control",
                rows,
                "names",
                subject.pseudonyms().toArray(String[]::new),
                "ids",
                subject.ids().toArray(String[]::new));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        String[] names = subject.names().toArray(String[]::new);
        Map<String, Long> removed = new LinkedHashMap<>();
        removed.put("removed", (long) database.sql()
                .sql("DELETE FROM shadow_log WHERE subject = ANY (?)"
                        + " OR decision IN (SELECT decision FROM erasure_decision WHERE erasure = ?)")
                .params(names, subject.erasure())
                .update());
        removed.put("detached", (long) database.sql()
                .sql("UPDATE shadow_log SET item = ? WHERE item = ANY (?)")
                .params(subject.stranger().toString(), names)
                .update());
        return removed;
    }
}
