package tino.hiring;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Rows;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** The rows of one table about an applicant, known by a column with the code. */
final class CodeRows implements PersonalData {
    private final Database database;
    private final String name;
    private final String table;
    private final String code;
    private final Map<String, String> namesakes;

    CodeRows(Database database, String name, String table) {
        this(database, name, table, "codigo", Map.of());
    }

    /** @param namesakes columns that name vacancies, see {@link PersonalData#namesakes} */
    CodeRows(Database database, String name, String table, String code, Map<String, String> namesakes) {
        this.namesakes = namesakes;
        this.database = database;
        this.name = name;
        this.table = table;
        this.code = code;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, String> namesakes() {
        return namesakes;
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(database.sql()
                .sql("SELECT exists(SELECT FROM " + table + " WHERE " + code + " = ANY (?))")
                .param(ids.toArray(String[]::new))
                .query(Boolean.class)
                .single());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "SELECT * FROM " + table + " WHERE " + code + " = ANY (:ids)",
                rows,
                "ids",
                subject.ids().toArray(String[]::new));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of("removed", (long) database.sql()
                .sql("DELETE FROM " + table + " WHERE " + code + " = ANY (?)")
                .param(subject.ids().toArray(String[]::new))
                .update());
    }
}
