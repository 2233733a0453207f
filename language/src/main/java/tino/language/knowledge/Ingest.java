package tino.language.knowledge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.language.Passage;
import tino.language.crawl.KnownPage;
import tino.language.knowledge.KnowledgeRows.Effect;
import tino.language.knowledge.KnowledgeRows.Written;
import tino.language.passage.PassageSplitter;
import tino.language.source.SourceDocument;
import tino.language.source.SourceReader;
import tino.language.source.SourceRejected;
import tino.lifecycle.database.Database;
import tino.search.outbox.Outbox;

/**
 * One reading of a source. What is new is written batch by batch, each with its counts and its rows for the index in one
 * transaction. Broken off anywhere, the next reading finds what was written as unchanged and goes on with the same version.
 */
final class Ingest {
    private final Database database;
    private final Outbox outbox;
    private final KnowledgeRows rows;
    private final KnowledgeVersions versions;
    private final KnowledgeSettings settings;
    private final InstantSource clock;
    private final String name;
    private final String by;
    private final long source;
    private final SourceReader reader;
    private final PassageSplitter splitter;
    private final Map<String, StoredDocument> stored;
    private final List<DocumentChange> waiting = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private int unchanged;

    Ingest(
            Database database,
            Outbox outbox,
            KnowledgeSettings settings,
            InstantSource clock,
            String name,
            String by,
            long source) {
        this.database = database;
        this.outbox = outbox;
        this.rows = new KnowledgeRows(database);
        this.versions = new KnowledgeVersions(database);
        this.settings = settings;
        this.clock = clock;
        this.name = name;
        this.by = by;
        this.source = source;
        this.reader = new SourceReader(settings.limits());
        this.splitter = new PassageSplitter(settings.passages());
        this.stored = rows.documents(source);
    }

    /** As they were before. */
    Map<String, StoredDocument> stored() {
        return stored;
    }

    /**
     * Takes a document in.
     *
     * @param page what a server said of it; empty for files
     */
    void document(String document, @Nullable String url, String type, byte[] content, KnownPage page)
            throws InterruptedException {
        String hash = hash(type, content);
        StoredDocument before = stored.get(document);
        if (before != null && before.same(hash, settings.recipe())) {
            if (!before.rejected()) {
                unchanged++;
            }
            if (!before.page().equals(page)) {
                add(new DocumentChange.Touched(document, page));
            }
            return;
        }
        try {
            SourceDocument read = reader.read(document, url, type, content);
            List<Passage> passages = splitter.split(name, read);
            add(new DocumentChange.Read(document, url, read.title(), hash, page, passages));
        } catch (SourceRejected e) {
            // The machine may have been busy.
            String again = e.reason() == SourceRejected.Reason.TOO_SLOW ? "" : hash;
            rejected(document, again, e.reason().name(), String.valueOf(e.getMessage()));
        }
    }

    /** @param hash empty where it is to be tried again next time */
    void rejected(String document, String hash, String reason, String detail) {
        String clean = detail.replace("\u0000", "");
        rejections.add(new Rejection(name, document, reason, clean));
        add(new DocumentChange.Rejected(document, hash, reason, clean));
    }

    /** It could not be had now; what is known of it stays. */
    void unreachable(String document, String detail) {
        StoredDocument before = stored.get(document);
        if (before == null || before.rejected()) {
            rejected(document, "", "UNREACHABLE", detail);
        } else {
            rejections.add(new Rejection(name, document, "UNREACHABLE", detail));
        }
    }

    void unchanged(String document) {
        StoredDocument before = stored.get(document);
        unchanged += before != null && !before.rejected() ? 1 : 0;
    }

    void gone(String document) {
        if (stored.containsKey(document)) {
            add(new DocumentChange.Removed(document));
        }
    }

    private void add(DocumentChange change) {
        waiting.add(change);
        if (waiting.size() >= settings.batch()) {
            write();
        }
    }

    private void write() {
        Instant now = clock.instant();
        database.transactions().executeWithoutResult(_ -> {
            int[] effects = new int[Effect.values().length];
            Set<String> passages = new HashSet<>();
            for (DocumentChange change : waiting) {
                Written written =
                        rows.write(source, settings.recipe(), now, () -> versions.open(name, by, now), change);
                effects[written.effect().ordinal()]++;
                passages.addAll(written.passages());
            }
            int changes = effects[Effect.ADDED.ordinal()]
                    + effects[Effect.CHANGED.ordinal()]
                    + effects[Effect.REMOVED.ordinal()]
                    + effects[Effect.REJECTED.ordinal()];
            if (changes > 0) {
                versions.count(
                        versions.open(name, by, now),
                        effects[Effect.ADDED.ordinal()],
                        effects[Effect.CHANGED.ordinal()],
                        effects[Effect.REMOVED.ordinal()],
                        effects[Effect.REJECTED.ordinal()]);
            }
            outbox.enqueue(PassageDocuments.INDEX, passages);
        });
        waiting.clear();
    }

    /** Writes the rest and closes the version, if there is one, also one that was broken off before. */
    IngestResult finish(boolean complete) {
        write();
        Long version = versions.opened(name).orElse(null);
        if (version != null) {
            new Closing(database, outbox, versions, settings.passages().duplicate()).close(version, clock.instant());
        }
        return new IngestResult(Optional.ofNullable(version).flatMap(versions::find), unchanged, rejections, complete);
    }

    private static String hash(String type, byte[] content) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            // The same bytes are read otherwise as another type.
            hash.update((type + '\n').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
