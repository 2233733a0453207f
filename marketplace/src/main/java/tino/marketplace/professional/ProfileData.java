package tino.marketplace.professional;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Rows;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** The profile of a person, with what others wrote about it: its reviews, messages and disputes go with it. */
public final class ProfileData implements PersonalData {
    private final Database database;
    private final Professionals professionals;

    public ProfileData(Database database, Professionals professionals) {
        this.database = database;
        this.professionals = professionals;
    }

    @Override
    public String name() {
        return "marketplace.profiles";
    }

    /** An account and its profile are one person. */
    @Override
    public Known known(Set<String> ids) {
        Set<String> found = new HashSet<>();
        Set<String> words = new HashSet<>();
        for (Professional one : profiles(ids)) {
            found.add(one.id().toString());
            found.add(one.userId().toString());
            words.add(one.orcidId());
            words.add(one.lattesId());
        }
        words.remove("");
        return new Known(!found.isEmpty(), found, words);
    }

    private List<Professional> profiles(Set<String> ids) {
        return professionals.ofPerson(Subject.uuids(ids));
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        UUID[] ids = Subject.uuids(subject.ids());
        Rows.read(database, "select * from professional where id = any(:ids) or user_id = any(:ids)", rows, "ids", ids);
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        Map<String, Long> removed = new LinkedHashMap<>(Map.of("removed", 0L));
        for (Professional one : profiles(subject.ids())) {
            for (String table : List.of("review", "message", "dispute")) {
                removed.merge(
                        table + "s removed",
                        database.sql()
                                .sql("select count(*) from " + table + " where professional_id = ?")
                                .param(one.id())
                                .query(Long.class)
                                .single(),
                        Long::sum);
            }
            removed.merge("removed", professionals.delete(one.id()) ? 1L : 0L, Long::sum);
        }
        return removed;
    }
}
