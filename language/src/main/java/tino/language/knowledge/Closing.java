package tino.language.knowledge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tino.language.passage.NearDuplicates;
import tino.language.passage.NearDuplicates.Signed;
import tino.language.passage.Signature;
import tino.lifecycle.database.Cursor;
import tino.lifecycle.database.Database;
import tino.search.outbox.Outbox;

/**
 * Finishes a version: looks for near-duplicates over all sources and has the index follow. Of those that say the same the one is
 * kept whose source was added first, then by the name of its document and its place in it: the same corpus always keeps the
 * same.
 */
final class Closing {
    private final Database database;
    private final Outbox outbox;
    private final KnowledgeVersions versions;
    private final double threshold;

    Closing(Database database, Outbox outbox, KnowledgeVersions versions, double threshold) {
        this.database = database;
        this.outbox = outbox;
        this.versions = versions;
        this.threshold = threshold;
    }

    /** To be called outside a transaction, when all is written. */
    void close(long version, Instant now) {
        List<Signed> corpus = new ArrayList<>();
        Map<String, String> before = new LinkedHashMap<>();
        Cursor.read(database, """
                SELECT passage.id, passage.signature, passage.duplicate_of
                FROM knowledge_passage passage JOIN knowledge_document document ON document.id = passage.document
                ORDER BY document.source, document.name COLLATE "C", passage.place, passage.id
                """, row -> {
            corpus.add(new Signed(row.getString(1), Signature.read(row.getBytes(2))));
            String original = row.getString(3);
            if (original != null) {
                before.put(row.getString(1), original);
            }
        });
        Map<String, String> after = NearDuplicates.find(corpus, threshold, this::text);
        database.transactions().executeWithoutResult(_ -> {
            List<String> ids = new ArrayList<>();
            List<String> originals = new ArrayList<>();
            List<String> seen = new ArrayList<>();
            int dropped = 0;
            for (Signed passage : corpus) {
                String was = before.get(passage.id());
                String is = after.get(passage.id());
                if (!Objects.equals(was, is)) {
                    ids.add(passage.id());
                    originals.add(is == null ? "" : is);
                    if (was == null || is == null) {
                        seen.add(passage.id());
                        dropped += was == null ? 1 : 0;
                    }
                }
            }
            database.sql()
                    .sql("UPDATE knowledge_passage SET duplicate_of = nullif(given.original, '')"
                            + " FROM unnest(?, ?) AS given (id, original) WHERE knowledge_passage.id = given.id")
                    .params(ids.toArray(String[]::new), originals.toArray(String[]::new))
                    .update();
            outbox.enqueue(PassageDocuments.INDEX, seen);
            versions.finish(version, dropped, now);
        });
    }

    private String text(String id) {
        return database.sql()
                .sql("SELECT text FROM knowledge_passage WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
    }
}
