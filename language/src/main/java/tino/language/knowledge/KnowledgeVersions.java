package tino.language.knowledge;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import tino.lifecycle.database.Database;

/** The versions of the knowledge, as they are written. */
final class KnowledgeVersions {
    private final Database database;

    KnowledgeVersions(Database database) {
        this.database = database;
    }

    /** The number of the open version of a source; opens one if there is none. */
    long open(String source, String by, Instant now) {
        return database.sql()
                .sql("""
                        INSERT INTO knowledge_version (source, by_whom, started_at) VALUES (?, ?, ?)
                        ON CONFLICT (source) WHERE finished_at IS NULL DO UPDATE SET source = excluded.source
                        RETURNING number
                        """)
                .params(source, by, now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    Optional<Long> opened(String source) {
        return database.sql()
                .sql("SELECT number FROM knowledge_version WHERE source = ? AND finished_at IS NULL")
                .param(source)
                .query(Long.class)
                .optional();
    }

    void count(long version, int added, int changed, int removed, int rejected) {
        database.sql()
                .sql("UPDATE knowledge_version SET added = added + ?, changed = changed + ?, removed = removed + ?,"
                        + " rejected = rejected + ? WHERE number = ?")
                .params(added, changed, removed, rejected, version)
                .update();
    }

    void finish(long version, int duplicates, Instant now) {
        database.sql()
                .sql(
                        "UPDATE knowledge_version SET finished_at = ?, duplicates = ?,"
                                + " passages = (SELECT count(*) FROM knowledge_passage WHERE duplicate_of IS NULL) WHERE number = ?")
                .params(now.atOffset(ZoneOffset.UTC), duplicates, version)
                .update();
    }

    Optional<KnowledgeVersion> find(long number) {
        return list("WHERE number = ?", number).stream().findFirst();
    }

    /** The newest first. */
    List<KnowledgeVersion> latest(int most) {
        return list("ORDER BY number DESC LIMIT ?", most);
    }

    private List<KnowledgeVersion> list(String condition, Object parameter) {
        return database.sql()
                .sql("SELECT * FROM knowledge_version " + condition)
                .param(parameter)
                .query((row, _) -> {
                    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
                    return new KnowledgeVersion(
                            row.getLong("number"),
                            row.getString("source"),
                            row.getString("by_whom"),
                            row.getObject("started_at", OffsetDateTime.class).toInstant(),
                            finished == null ? null : finished.toInstant(),
                            row.getInt("added"),
                            row.getInt("changed"),
                            row.getInt("removed"),
                            row.getInt("rejected"),
                            row.getInt("duplicates"),
                            row.getInt("passages"));
                })
                .list();
    }
}
