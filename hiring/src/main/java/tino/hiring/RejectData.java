package tino.hiring;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Rows;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/**
 * What could not be taken of a file. A record of the person's own goes; where the person is named in one that has others, too,
 * what it said goes and the place in the file stays.
 */
final class RejectData implements PersonalData {
    /** All other codes are of vacancies. */
    private static final String OF_APPLICANTS = "(kind = 'applicants' OR (kind = 'prospects' AND part > 0))";

    private static final String OWN = OF_APPLICANTS + " AND code = ANY (:ids)";
    private static final String NAMED = "exists(SELECT FROM unnest(:texts) t WHERE strpos(original, t) > 0)";

    private final Database database;

    RejectData(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "hiring.rejects";
    }

    @Override
    public Map<String, String> namesakes() {
        return Map.of("ingest_reject.code", OF_APPLICANTS);
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(exists(OWN, ids));
    }

    @Override
    public boolean mentions(Set<String> ids) {
        return exists(NAMED, ids);
    }

    private boolean exists(String condition, Set<String> ids) {
        return database.sql()
                .sql("SELECT exists(SELECT FROM ingest_reject WHERE " + condition + ")")
                .param("ids", ids.toArray(String[]::new))
                .param("texts", texts(ids, Set.of()))
                .query(Boolean.class)
                .single();
    }

    /** How a person is named in a file: by the code as key or value, by anything else anywhere. */
    private static String[] texts(Set<String> ids, Set<String> words) {
        return Stream.concat(
                        ids.stream().flatMap(id -> Stream.of('"' + id + '"', "\"codigo\": " + id, "\"codigo\":" + id)),
                        words.stream())
                .toArray(String[]::new);
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        // Records with others in them are not shown: they are theirs, too.
        Rows.read(
                database,
                "SELECT kind, file, line, reason, problem, original, rejected_at FROM ingest_reject WHERE " + OWN
                        + " ORDER BY file, byte_offset, part",
                rows,
                "ids",
                subject.ids().toArray(String[]::new));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        long removed = database.sql()
                .sql("DELETE FROM ingest_reject WHERE " + OWN)
                .param("ids", subject.ids().toArray(String[]::new))
                .update();
        long emptied = database.sql()
                .sql("UPDATE ingest_reject SET original = '' WHERE " + NAMED)
                .param("texts", texts(subject.ids(), subject.words()))
                .update();
        return Map.of("removed", removed, "emptied", emptied);
    }
}
