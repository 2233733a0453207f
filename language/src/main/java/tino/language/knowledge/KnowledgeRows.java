package tino.language.knowledge;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tino.language.Passage;
import tino.language.crawl.KnownPage;
import tino.language.passage.Signature;
import tino.lifecycle.database.Database;

/** The documents of sources and their passages, as they are written. */
final class KnowledgeRows {
    private final Database database;

    /** How the knowledge changed with a document. */
    enum Effect {
        NONE,
        ADDED,
        CHANGED,
        REMOVED,
        REJECTED
    }

    /** @param passages whose entries in the index are to be brought up to date */
    record Written(Effect effect, Set<String> passages) {
        static final Written NOTHING = new Written(Effect.NONE, Set.of());
    }

    private record Before(
            long id,
            String title,
            @Nullable String url,
            @Nullable String reason,
            @Nullable String detail) {
        boolean rejected() {
            return reason != null;
        }
    }

    KnowledgeRows(Database database) {
        this.database = database;
    }

    private JdbcClient sql() {
        return database.sql();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /**
     * Adds the source, or finds it.
     *
     * @throws IllegalArgumentException if it is there as another kind
     */
    long source(String name, KnowledgeSource.Kind kind, String location, Instant now) {
        return sql().sql("""
                        INSERT INTO knowledge_source (name, kind, location, created_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (name) DO UPDATE SET location = excluded.location WHERE knowledge_source.kind = excluded.kind
                        RETURNING id
                        """)
                .params(name, kind.name(), location, time(now))
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("Expected the source '" + name + "' to be a " + kind
                        + ", it is of another kind already. Remove that one or use another name."));
    }

    Map<String, StoredDocument> documents(long source) {
        Map<String, StoredDocument> documents = new HashMap<>();
        sql().sql("SELECT id, name, content_hash, recipe, state, etag, last_modified, links FROM knowledge_document"
                        + " WHERE source = ?")
                .param(source)
                .query((row, _) -> new StoredDocument(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("content_hash"),
                        row.getString("recipe"),
                        row.getString("state").equals("REJECTED"),
                        new KnownPage(row.getString("etag"), row.getString("last_modified"), links(row))))
                .list()
                .forEach(document -> documents.put(document.name(), document));
        return documents;
    }

    private static List<String> links(ResultSet row) throws SQLException {
        Array links = row.getArray("links");
        return List.of((String[]) links.getArray());
    }

    /**
     * Writes what is new of a document, in the current transaction.
     *
     * @param version asked for only where the knowledge changes
     */
    Written write(long source, String recipe, Instant now, LongSupplier version, DocumentChange change) {
        Optional<Before> before = sql().sql("SELECT id, title, url, reason, detail FROM knowledge_document"
                        + " WHERE source = ? AND name = ?")
                .params(source, change.name())
                .query((row, _) -> new Before(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .optional();
        return switch (change) {
            case DocumentChange.Read read -> read(source, recipe, now, version, before.orElse(null), read);
            case DocumentChange.Rejected rejected ->
                rejected(source, recipe, now, version, before.orElse(null), rejected);
            case DocumentChange.Touched touched ->
                before.map(known -> touched(known.id(), touched.page())).orElse(Written.NOTHING);
            case DocumentChange.Removed _ ->
                before.map(known -> removed(known, version)).orElse(Written.NOTHING);
        };
    }

    private Written read(
            long source,
            String recipe,
            Instant now,
            LongSupplier version,
            @Nullable Before before,
            DocumentChange.Read read) {
        Set<String> old = before == null ? Set.of() : passageIds(before.id());
        Set<String> gone = new HashSet<>(old);
        Set<String> changed = new HashSet<>();
        for (Passage passage : read.passages()) {
            if (!gone.remove(passage.id())) {
                changed.add(passage.id());
            }
        }
        boolean renamed =
                before != null && !(before.title().equals(read.title()) && Objects.equals(before.url(), read.url()));
        if (renamed) {
            read.passages().forEach(passage -> changed.add(passage.id()));
        }
        Long same = before != null && !before.rejected() && gone.isEmpty() && changed.isEmpty() ? before.id() : null;
        long document = same != null ? same : upsert(source, now, version.getAsLong(), read, null, null);
        sql().sql("UPDATE knowledge_document SET content_hash = ?, recipe = ? WHERE id = ?")
                .params(read.hash(), recipe, document)
                .update();
        touched(document, read.page());
        delete(gone);
        insert(document, read.passages());
        changed.addAll(gone);
        return new Written(same != null ? Effect.NONE : before == null ? Effect.ADDED : Effect.CHANGED, changed);
    }

    private Written rejected(
            long source,
            String recipe,
            Instant now,
            LongSupplier version,
            @Nullable Before before,
            DocumentChange.Rejected rejected) {
        Long same = before != null
                        && rejected.reason().equals(before.reason())
                        && rejected.detail().equals(before.detail())
                ? before.id()
                : null;
        Set<String> gone = before == null ? Set.of() : passageIds(before.id());
        DocumentChange.Read none = new DocumentChange.Read(
                rejected.name(),
                null,
                rejected.name(),
                rejected.hash(),
                new KnownPage(null, null, List.of()),
                List.of());
        long document = same != null
                ? same
                : upsert(source, now, version.getAsLong(), none, rejected.reason(), rejected.detail());
        sql().sql("UPDATE knowledge_document SET content_hash = ?, recipe = ? WHERE id = ?")
                .params(rejected.hash(), recipe, document)
                .update();
        touched(document, none.page());
        delete(gone);
        return new Written(same != null ? Effect.NONE : Effect.REJECTED, gone);
    }

    private Written removed(Before before, LongSupplier version) {
        Set<String> gone = passageIds(before.id());
        sql().sql("DELETE FROM knowledge_document WHERE id = ?")
                .param(before.id())
                .update();
        if (before.rejected()) {
            return Written.NOTHING;
        }
        version.getAsLong();
        return new Written(Effect.REMOVED, gone);
    }

    private Written touched(long document, KnownPage page) {
        sql().sql(
                        "UPDATE knowledge_document SET etag = :etag, last_modified = :modified, links = :links WHERE id = :id")
                .param("etag", page.etag(), Types.VARCHAR)
                .param("modified", page.lastModified(), Types.VARCHAR)
                .param("links", page.links().toArray(String[]::new), Types.ARRAY)
                .param("id", document)
                .update();
        return Written.NOTHING;
    }

    private long upsert(
            long source,
            Instant now,
            long version,
            DocumentChange.Read read,
            @Nullable String reason,
            @Nullable String detail) {
        return sql().sql("""
                        INSERT INTO knowledge_document
                            (source, name, url, title, content_hash, recipe, read_at, version, state, reason, detail)
                        VALUES (:source, :name, :url, :title, '', '', :now, :version, :state, :reason, :detail)
                        ON CONFLICT (source, name) DO UPDATE SET url = excluded.url, title = excluded.title,
                            read_at = excluded.read_at, version = excluded.version, state = excluded.state,
                            reason = excluded.reason, detail = excluded.detail
                        RETURNING id
                        """)
                .param("source", source)
                .param("name", read.name())
                .param("url", read.url(), Types.VARCHAR)
                .param("title", read.title())
                .param("now", time(now))
                .param("version", version)
                .param("state", reason == null ? "READ" : "REJECTED")
                .param("reason", reason, Types.VARCHAR)
                .param("detail", detail, Types.VARCHAR)
                .query(Long.class)
                .single();
    }

    private Set<String> passageIds(long document) {
        return new HashSet<>(sql().sql("SELECT id FROM knowledge_passage WHERE document = ?")
                .param(document)
                .query(String.class)
                .list());
    }

    private void delete(Collection<String> passages) {
        if (!passages.isEmpty()) {
            sql().sql("DELETE FROM knowledge_passage WHERE id = ANY (?)")
                    .param(passages.toArray(String[]::new))
                    .update();
        }
    }

    private void insert(long document, List<Passage> passages) {
        List<String> signatures = new ArrayList<>();
        passages.forEach(passage -> signatures.add(
                HexFormat.of().formatHex(Signature.of(passage.text()).bytes())));
        sql().sql("""
                        INSERT INTO knowledge_passage (id, document, place, section, text, signature)
                        SELECT id, ?, place, section, text, decode(signature, 'hex')
                        FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS given (id, section, text, signature, place)
                        ON CONFLICT (id) DO UPDATE SET place = excluded.place
                        """)
                .params(
                        document,
                        passages.stream().map(Passage::id).toArray(String[]::new),
                        passages.stream().map(Passage::section).toArray(String[]::new),
                        passages.stream().map(Passage::text).toArray(String[]::new),
                        signatures.toArray(String[]::new))
                .update();
    }
}
