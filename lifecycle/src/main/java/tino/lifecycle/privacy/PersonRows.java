package tino.lifecycle.privacy;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tino.lifecycle.database.Database;
import tools.jackson.databind.JsonNode;

/** The rows of one table that a person made, known by a column with the person's id (uuid). */
public final class PersonRows implements PersonalData {
    private final Database database;
    private final String name;
    private final String table;
    private final String person;
    private final String columns;
    private final String done;
    private final String erasure;

    private PersonRows(
            Database database, String name, String table, String person, String columns, String done, String erasure) {
        this.database = database;
        this.name = name;
        this.table = table;
        this.person = person;
        this.columns = columns;
        this.done = done;
        this.erasure = erasure + " WHERE " + person + " = ANY (?)";
    }

    /**
     * Rows that go with the person.
     *
     * @param person the column of the person's id
     * @param columns that are exported
     */
    public static PersonRows removed(Database database, String name, String table, String person, String columns) {
        return new PersonRows(database, name, table, person, columns, "removed", "DELETE FROM " + table);
    }

    /**
     * Rows that others need and that stay, as nobody's.
     *
     * @param person the column of the person's id
     * @param columns that are exported
     * @param words columns of free text, which go
     */
    public static PersonRows detached(
            Database database, String name, String table, String person, String columns, String... words) {
        String emptied = Stream.of(words).map(column -> ", " + column + " = ''").collect(Collectors.joining());
        return new PersonRows(
                database,
                name,
                table,
                person,
                columns,
                "detached",
                "UPDATE " + table + " SET " + person + " = gen_random_uuid()" + emptied);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(database.sql()
                .sql("SELECT exists(SELECT FROM " + table + " WHERE " + person + " = ANY (?))")
                .param(Subject.uuids(ids))
                .query(Boolean.class)
                .single());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "SELECT " + columns + " FROM " + table + " WHERE " + person + " = ANY (:ids) ORDER BY id",
                rows,
                "ids",
                Subject.uuids(subject.ids()));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of(done, (long)
                database.sql().sql(erasure).param(Subject.uuids(subject.ids())).update());
    }
}
