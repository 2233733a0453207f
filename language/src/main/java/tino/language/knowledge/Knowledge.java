package tino.language.knowledge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tino.language.Passage;
import tino.language.crawl.Crawler;
import tino.language.crawl.KnownPage;
import tino.language.crawl.Visit;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.NamedLock;
import tino.search.Document;
import tino.search.outbox.Outbox;

/**
 * What answers rest on. Sources are read into documents, documents into passages; each reading that changes anything makes a
 * version. Documents that are as they were are not read again, those that are gone leave, and those that cannot be read are
 * listed with the reason. One reading at a time, over all servers.
 */
public final class Knowledge {
    private static final String LOCK = "tino.knowledge";
    private static final int PAGE = 500;
    private static final KnownPage FILE = new KnownPage(null, null, List.of());

    private static final String PASSAGES = """
            SELECT passage.id, source.name, document.name, document.title, passage.section, passage.text, document.url
            FROM knowledge_passage passage
            JOIN knowledge_document document ON document.id = passage.document
            JOIN knowledge_source source ON source.id = document.source
            WHERE\s""";

    private final Database database;
    private final Outbox outbox;
    private final KnowledgeSettings settings;
    private final InstantSource clock;
    private final KnowledgeVersions versions;

    /** A passage and the name of its source. */
    private record Found(String corpus, Passage passage) {
        Document document() {
            return PassageDocuments.of(corpus, passage);
        }
    }

    /** @param database with the tables of the modules {@code search} and {@code language} */
    public Knowledge(Database database, Outbox outbox, KnowledgeSettings settings, InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
        this.versions = new KnowledgeVersions(database);
    }

    private interface Reading {
        /** @return whether all was looked at */
        boolean read(Ingest ingest) throws InterruptedException;
    }

    /**
     * Reads all files under a folder.
     *
     * @param source its name, from now on
     * @param by who wants it
     * @throws IllegalArgumentException if it is no folder, or the name is one of another kind of source
     * @throws IllegalStateException if another reading is going on
     */
    public IngestResult ingestFolder(String source, Path folder, String by, IngestProgress progress)
            throws InterruptedException {
        List<CorpusFile> files = CorpusFiles.inFolder(folder);
        String location = folder.toAbsolutePath().normalize().toString();
        return ingest(source, KnowledgeSource.Kind.FOLDER, location, by, ingest -> files(files, ingest, progress));
    }

    /**
     * Reads the Markdown files under a folder of the class path, those named {@code README.md} apart: as an {@code index.txt} in it
     * lists them, or else as its folder or jar does.
     *
     * @param folder e.g. {@code tino/assistant/corpus}
     * @throws IllegalArgumentException if there are none, or the name is one of another kind of source
     * @throws IllegalStateException if another reading is going on
     */
    public IngestResult ingestClasspath(
            String source, ClassLoader loader, String folder, String by, IngestProgress progress)
            throws InterruptedException {
        List<CorpusFile> files = CorpusFiles.onClasspath(loader, folder);
        return ingest(source, KnowledgeSource.Kind.CLASSPATH, folder, by, ingest -> files(files, ingest, progress));
    }

    /**
     * Reads a site. Pages answered with 404 or 410, moved, forbidden or not wanting to be found leave; those that cannot be reached
     * now stay.
     *
     * @param starts addresses of http or https, at least one
     * @throws IllegalArgumentException if a start is none, or the name is one of another kind of source
     * @throws IllegalStateException if another reading is going on
     */
    public IngestResult ingestSite(
            String source, List<String> starts, Crawler crawler, String by, IngestProgress progress)
            throws InterruptedException {
        if (starts.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one address to start from, got none");
        }
        return ingest(source, KnowledgeSource.Kind.SITE, String.join("\n", starts), by, ingest -> {
            Map<String, KnownPage> known = new HashMap<>();
            ingest.stored().forEach((address, page) -> {
                // With a new way of reading it has to be sent again.
                boolean whole = !page.rejected() && page.recipe().equals(settings.recipe());
                if (!page.rejected()) {
                    known.put(
                            address,
                            whole
                                    ? page.page()
                                    : new KnownPage(null, null, page.page().links()));
                }
            });
            int[] done = {0};
            boolean complete = crawler.crawl(starts, known, visit -> {
                visited(ingest, visit);
                progress.at(++done[0], 0, visit.address());
            });
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return complete;
        });
    }

    private static void visited(Ingest ingest, Visit visit) {
        switch (visit) {
            case Visit.Page page -> {
                try {
                    KnownPage known = new KnownPage(page.etag(), page.lastModified(), page.links());
                    ingest.document(page.address(), page.address(), page.type(), page.content(), known);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the crawler ends with it
                }
            }
            case Visit.Unchanged(String address) -> ingest.unchanged(address);
            case Visit.Gone(String address) -> ingest.gone(address);
            case Visit.Refused(String address, String reason) -> ingest.rejected(address, "", "REFUSED", reason);
            case Visit.Failed(String address, String reason) -> ingest.unreachable(address, reason);
        }
    }

    private boolean files(List<CorpusFile> files, Ingest ingest, IngestProgress progress) throws InterruptedException {
        Set<String> gone = new HashSet<>(ingest.stored().keySet());
        int done = 0;
        for (CorpusFile file : files) {
            gone.remove(file.name());
            try {
                ingest.document(
                        file.name(), null, "", file.read(settings.limits().bytes()), FILE);
            } catch (IOException e) {
                ingest.unreachable(file.name(), "The file cannot be read: " + e);
            }
            progress.at(++done, files.size(), file.name());
        }
        gone.stream().sorted().forEach(ingest::gone);
        return true;
    }

    private IngestResult ingest(String source, KnowledgeSource.Kind kind, String location, String by, Reading reading)
            throws InterruptedException {
        if (source.isBlank() || by.isBlank()) {
            throw new IllegalArgumentException("Expected a name for the source and who wants it, got blank text");
        }
        try (NamedLock _ = lock()) {
            long id = new KnowledgeRows(database).source(source, kind, location, clock.instant());
            Ingest ingest = new Ingest(database, outbox, settings, clock, source, by, id);
            return ingest.finish(reading.read(ingest));
        }
    }

    private NamedLock lock() {
        return NamedLock.take(database, LOCK)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Another reading of a source is going on, perhaps on another server. Try again when it is done."));
    }

    /**
     * Removes a source with all its documents.
     *
     * @return what changed; empty if there is no source of that name
     */
    public Optional<KnowledgeVersion> removeSource(String source, String by) {
        try (NamedLock _ = lock()) {
            Long version = database.transactions().execute(_ -> {
                List<String> passages = database.sql()
                        .sql(PASSAGES + "source.name = ?")
                        .param(source)
                        .query((row, _) -> row.getString(1))
                        .list();
                int documents = database.sql()
                        .sql("SELECT count(*) FROM knowledge_document WHERE state = 'READ'"
                                + " AND source = (SELECT id FROM knowledge_source WHERE name = ?)")
                        .param(source)
                        .query(Integer.class)
                        .single();
                if (database.sql()
                                .sql("DELETE FROM knowledge_source WHERE name = ?")
                                .param(source)
                                .update()
                        == 0) {
                    return null;
                }
                outbox.enqueue(PassageDocuments.INDEX, passages);
                long opened = versions.open(source, by, clock.instant());
                versions.count(opened, 0, 0, documents, 0);
                return opened;
            });
            if (version == null) {
                return Optional.empty();
            }
            new Closing(database, outbox, versions, settings.passages().duplicate()).close(version, clock.instant());
            return versions.find(version);
        }
    }

    /** A passage by its id, also one that is not found for another says the same; empty once it has left. */
    public Optional<Passage> passage(String id) {
        return found(database.sql().sql(PASSAGES + "passage.id = ?").param(id)).stream()
                .map(Found::passage)
                .findFirst();
    }

    /** All passages of the document that has this one, in its order; empty once it has left. */
    public List<Passage> document(String passage) {
        return found(database.sql()
                        .sql(PASSAGES + "passage.document = (SELECT document FROM knowledge_passage WHERE id = ?)"
                                + " ORDER BY passage.place")
                        .param(passage))
                .stream()
                .map(Found::passage)
                .toList();
    }

    /** The newest first. */
    public List<KnowledgeVersion> versions(int most) {
        return versions.latest(most);
    }

    /** By name. */
    public List<KnowledgeSource> sources() {
        return database.sql()
                .sql("""
                        SELECT source.name, source.kind, source.location, source.created_at,
                            (SELECT count(*) FROM knowledge_document WHERE source = source.id AND state = 'READ'),
                            (SELECT count(*) FROM knowledge_document WHERE source = source.id AND state = 'REJECTED'),
                            (SELECT count(*) FROM knowledge_passage passage JOIN knowledge_document document
                                ON document.id = passage.document
                                WHERE document.source = source.id AND passage.duplicate_of IS NULL)
                        FROM knowledge_source source ORDER BY source.name
                        """)
                .query((row, _) -> new KnowledgeSource(
                        row.getString(1),
                        KnowledgeSource.Kind.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7)))
                .list();
    }

    /** The documents of a source that could not be read when they were last looked at, by name. */
    public List<Rejection> rejections(String source) {
        return database.sql()
                .sql("SELECT document.name, reason, detail FROM knowledge_document document"
                        + " JOIN knowledge_source source ON source.id = document.source"
                        + " WHERE source.name = ? AND state = 'REJECTED' ORDER BY document.name")
                .param(source)
                .query((row, _) -> new Rejection(source, row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** Every passage that can be found, in the order of its id, read page by page. */
    public Stream<Passage> passages() {
        return all().map(Found::passage);
    }

    /** The same as documents of the index. */
    Stream<Document> documents() {
        return all().map(Found::document);
    }

    /** Those of the ids that can be found, as documents of the index. */
    List<Document> documents(List<String> ids) {
        return found(database.sql()
                        .sql(PASSAGES + "passage.duplicate_of IS NULL AND passage.id = ANY (?)")
                        .param(ids.toArray(String[]::new)))
                .stream()
                .map(Found::document)
                .toList();
    }

    private Stream<Found> all() {
        return Stream.iterate(
                        after(""),
                        page -> !page.isEmpty(),
                        page -> after(page.getLast().passage().id()))
                .flatMap(List::stream);
    }

    private List<Found> after(String id) {
        return found(database.sql()
                .sql(PASSAGES + "passage.duplicate_of IS NULL AND passage.id > ? ORDER BY passage.id LIMIT ?")
                .params(id, PAGE));
    }

    private static List<Found> found(StatementSpec statement) {
        return statement
                .query((row, _) -> new Found(
                        row.getString(2),
                        new Passage(
                                row.getString(1),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7))))
                .list();
    }
}
