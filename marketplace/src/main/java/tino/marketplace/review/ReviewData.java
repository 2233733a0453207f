package tino.marketplace.review;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Rows;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** Reviews by a person: the stars are the professional's and stay, as nobody's; the words go. */
public final class ReviewData implements PersonalData {
    private final Database database;

    public ReviewData(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "marketplace.reviews";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(database.sql()
                .sql("select exists(select from review where author = any(?))")
                .param(Subject.uuids(ids))
                .query(Boolean.class)
                .single());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "select professional_id, author, stars, comment, created_at, updated_at from review"
                        + " where author = any(:ids) order by id",
                rows,
                "ids",
                Subject.uuids(subject.ids()));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        UUID[] authors = Subject.uuids(subject.ids());
        return Map.of("detached", (long) database.sql()
                .sql("update review set author = gen_random_uuid(), comment = '' where author = any(?)")
                .param(authors)
                .update());
    }
}
