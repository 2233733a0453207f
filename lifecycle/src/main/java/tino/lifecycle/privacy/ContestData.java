package tino.lifecycle.privacy;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tools.jackson.databind.JsonNode;

/** The decisions that a person wanted looked at again, with what they wrote: they go with the decisions. */
final class ContestData implements PersonalData {
    private final Database database;
    private final Pseudonyms pseudonyms;

    ContestData(Database database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public String name() {
        return "contests";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(database.sql()
                .sql("SELECT exists(SELECT FROM contest WHERE subject = ANY (?))")
                .param(pseudonyms.all(ids))
                .query(Boolean.class)
                .single());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "SELECT decision, reason, who, at, verdict, why, decided_at FROM contest WHERE subject = ANY (:names)"
                        + " ORDER BY at",
                rows,
                "names",
                subject.pseudonyms().toArray(String[]::new));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of("removed", (long) database.sql()
                .sql("DELETE FROM contest WHERE subject = ANY (?)"
                        + " OR decision IN (SELECT decision FROM erasure_decision WHERE erasure = ?)")
                .params(subject.names().toArray(String[]::new), subject.erasure())
                .update());
    }
}
