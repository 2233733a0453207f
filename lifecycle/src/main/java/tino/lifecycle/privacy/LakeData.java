package tino.lifecycle.privacy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.dataset.Redacted;
import tino.lifecycle.dataset.Redaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The snapshots in the lake, those of past days included. One that has rows of the person gets a successor without them; it
 * keeps its row in the table, which says so. Its file goes with {@link LakeFiles}, once this is certain.
 */
final class LakeData implements PersonalData {
    private final Database database;
    private final Lake lake;
    private final Archive archive;

    LakeData(Database database, Lake lake, Archive archive) {
        this.database = database;
        this.lake = lake;
        this.archive = archive;
    }

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.NOTHING;
    }

    @Override
    public boolean mentions(Set<String> ids) {
        Redaction redaction = new Redaction(Set.of(), replaced(ids, new UUID(0, 0)));
        return lake.kept().stream().anyMatch(dataset -> lake.count(dataset, redaction) > 0);
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Set<UUID> decisions = new HashSet<>(database.sql()
                .sql("SELECT DISTINCT decision FROM event WHERE subject = ANY (?)")
                .param(subject.pseudonyms().toArray(String[]::new))
                .query((row, number) -> row.getObject("decision", UUID.class))
                .list());
        Redaction redaction = new Redaction(decisions, replaced(subject.names(), subject.stranger()));
        for (Dataset dataset : lake.kept()) {
            long found = lake.count(dataset, redaction);
            if (found > 0) {
                rows.accept(JsonMapper.shared()
                        .createObjectNode()
                        .put("dataset", dataset.name())
                        .put("hash", dataset.hash())
                        .put("from", dataset.period().from().toString())
                        .put("to", dataset.period().to().toString())
                        .put("rows", found));
            }
        }
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        // Whoever writes a snapshot may have read what is gone by now; afterwards nobody can.
        lake.holdWriters();
        Set<UUID> decisions = new HashSet<>(database.sql()
                .sql("SELECT decision FROM erasure_decision WHERE erasure = ?")
                .param(subject.erasure())
                .query((row, number) -> row.getObject("decision", UUID.class))
                .list());
        Redaction redaction = new Redaction(decisions, replaced(subject.names(), subject.stranger()));
        Map<String, Long> removed = new LinkedHashMap<>(Map.of("snapshots", 0L, "removed", 0L, "detached", 0L));
        for (Dataset dataset : lake.kept()) {
            Optional<Redacted> redacted = lake.redact(dataset, redaction);
            redacted.ifPresent(done -> {
                record(subject, dataset, done);
                archive.replace(dataset.hash(), done.successor().hash());
                removed.merge("snapshots", 1L, Long::sum);
                removed.merge("removed", done.removed(), Long::sum);
                removed.merge("detached", done.detached(), Long::sum);
            });
        }
        return removed;
    }

    /** With those before it: a version trained on one of these had the rows, too. */
    private void record(Subject subject, Dataset dataset, Redacted done) {
        database.sql()
                .sql("""
                        WITH RECURSIVE earlier(hash) AS (
                            SELECT ?::text UNION SELECT d.hash FROM erasure_dataset d JOIN earlier e ON d.successor = e.hash)
                        INSERT INTO erasure_dataset (erasure, hash, name, successor, removed, detached)
                        SELECT ?::uuid, hash, ?, ?, ?, ? FROM earlier ON CONFLICT DO NOTHING
                        """)
                .params(
                        dataset.hash(),
                        subject.erasure(),
                        dataset.name(),
                        done.successor().hash(),
                        done.removed(),
                        done.detached())
                .update();
    }

    private static Map<Redaction.Name, String> replaced(Set<String> names, UUID stranger) {
        Map<Redaction.Name, String> replaced = new HashMap<>();
        names.forEach(name -> replaced.put(new Redaction.Name(name, Subject.unmistakable(name)), stranger.toString()));
        return replaced;
    }
}
