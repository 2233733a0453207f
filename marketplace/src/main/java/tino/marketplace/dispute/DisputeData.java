package tino.marketplace.dispute;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Rows;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** Disputes that a person opened: that there was one counts for the professional and stays, as nobody's; the words go. */
public final class DisputeData implements PersonalData {
    private final Database database;

    public DisputeData(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "marketplace.disputes";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(database.sql()
                .sql("select exists(select from dispute where customer = any(?))")
                .param(Subject.uuids(ids))
                .query(Boolean.class)
                .single());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "select professional_id, customer, reason, resolved, created_at, updated_at from dispute"
                        + " where customer = any(:ids) order by id",
                rows,
                "ids",
                Subject.uuids(subject.ids()));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of("detached", (long) database.sql()
                .sql("update dispute set customer = gen_random_uuid(), reason = '' where customer = any(?)")
                .param(Subject.uuids(subject.ids()))
                .update());
    }
}
