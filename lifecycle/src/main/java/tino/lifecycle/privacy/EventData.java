package tino.lifecycle.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event log, all its months. What was decided for the person goes, with everything that came of it, and so does what the
 * person did elsewhere. Where the person is one of the items that others were shown, a stranger takes the place: the others'
 * lists stay lists.
 */
final class EventData implements PersonalData {
    private final Database database;
    private final Pseudonyms pseudonyms;

    EventData(Database database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(database.sql()
                .sql("SELECT exists(SELECT FROM event WHERE subject = ANY (?))")
                .param(pseudonyms.all(ids))
                .query(Boolean.class)
                .single());
    }

    @Override
    public boolean mentions(Set<String> ids) {
        String[] items = ids.toArray(String[]::new);
        String[] quoted = ids.stream().map(EventData::inside).toArray(String[]::new);
        return database.sql()
                .sql("SELECT exists(SELECT FROM event WHERE item = ANY (?)"
                        + " OR exists(SELECT FROM unnest(?) n WHERE strpos(body::text, n) > 0))")
                .params(items, quoted)
                .query(Boolean.class)
                .single();
    }

    /** How a name is found in a body: anywhere, or only as a whole value. */
    private static String inside(String name) {
        return Subject.unmistakable(name) ? name : JsonMapper.shared().writeValueAsString(name);
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        String[] names = subject.pseudonyms().toArray(String[]::new);
        Rows.read(
                database,
                "SELECT type, at, decision, item, body, model, version FROM event WHERE subject = ANY (:names)"
                        + " ORDER BY decision, at, id",
                rows,
                "names",
                names);
        String[] ids = subject.ids().toArray(String[]::new);
        // What others were shown is theirs; that the person was among it, and what came of that, is the person's.
        Rows.read(
                database,
                "SELECT type, at, decision, item, model, version FROM event WHERE (subject IS NULL OR subject <> ALL (:names))"
                        + " AND (item = ANY (:ids) OR exists(SELECT FROM unnest(:quoted) n WHERE strpos(body::text, n) > 0))"
                        + " ORDER BY decision, at, id",
                rows,
                "names",
                names,
                "ids",
                ids,
                "quoted",
                subject.ids().stream().map(EventData::inside).toArray(String[]::new));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        String[] names = subject.names().toArray(String[]::new);
        // Whose a decision is says its first event that names somebody.
        database.sql().sql("""
                        INSERT INTO erasure_decision (erasure, decision)
                        SELECT DISTINCT ?::uuid, decision FROM event e WHERE subject = ANY (?) AND NOT exists(
                            SELECT FROM event o WHERE o.decision = e.decision AND o.decided_at = e.decided_at AND o.at < e.at
                                AND o.subject IS NOT NULL AND o.subject <> ALL (?))
                        ON CONFLICT DO NOTHING
                        """).params(subject.erasure(), names, names).update();
        int decided = database.sql()
                .sql("DELETE FROM event WHERE decision IN (SELECT decision FROM erasure_decision WHERE erasure = ?)")
                .param(subject.erasure())
                .update();
        int done = database.sql()
                .sql("DELETE FROM event WHERE subject = ANY (?)")
                .param(names)
                .update();
        Map<String, Long> removed = new LinkedHashMap<>();
        removed.put("removed", (long) decided + done);
        removed.put("detached", (long) detach(subject));
        return removed;
    }

    private int detach(Subject subject) {
        String stranger = subject.stranger().toString();
        List<Object> parameters = new ArrayList<>();
        String body = "body::text";
        for (String name : subject.names()) {
            body = "replace(" + body + ", ?, ?)";
            parameters.add(inside(name));
            parameters.add(Subject.unmistakable(name) ? stranger : '"' + stranger + '"');
        }
        String[] names = subject.names().toArray(String[]::new);
        parameters.add(names);
        parameters.add(stranger);
        parameters.add(names);
        parameters.add(subject.names().stream().map(EventData::inside).toArray(String[]::new));
        return database.sql()
                .sql("UPDATE event SET body = " + body
                        + "::json, item = CASE WHEN item = ANY (?) THEN ? ELSE item END WHERE item = ANY (?)"
                        + " OR exists(SELECT FROM unnest(?) n WHERE strpos(body::text, n) > 0)")
                .params(parameters)
                .update();
    }
}
