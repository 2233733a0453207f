package tino.marketplace.message;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Rows;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** Messages by a person: they go. */
public final class MessageData implements PersonalData {
    private final Database database;

    public MessageData(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "marketplace.messages";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(database.sql()
                .sql("select exists(select from message where author = any(?))")
                .param(Subject.uuids(ids))
                .query(Boolean.class)
                .single());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "select contract_id, author, professional_id, text, created_at from message where author = any(:ids)"
                        + " order by id",
                rows,
                "ids",
                Subject.uuids(subject.ids()));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of("removed", (long) database.sql()
                .sql("delete from message where author = any(?)")
                .param(Subject.uuids(subject.ids()))
                .update());
    }
}
