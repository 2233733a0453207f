package tino.hiring.classifier;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** Keeps nothing, but knows by which pseudonym an applicant is in the snapshots that were learned from, so that those can be searched. */
public final class LearnedPersons implements PersonalData {
    private final Database database;

    public LearnedPersons(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "hiring.persons";
    }

    @Override
    public Known known(Set<String> ids) {
        Set<String> persons = new HashSet<>(database.sql()
                .sql("SELECT person FROM applicants_feat WHERE codigo = ANY (:codes)"
                        + " UNION SELECT person FROM gold_applicants WHERE codigo = ANY (:codes)")
                .param("codes", ids.toArray(String[]::new))
                .query(String.class)
                .list());
        return new Known(!persons.isEmpty(), persons, Set.of());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {}

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of();
    }
}
