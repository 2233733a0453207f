package tino.marketplace.professional;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tino.lifecycle.database.Database;
import tino.search.Document;
import tino.search.IndexCare;
import tino.search.LiveIndex;
import tino.search.RebuildProgress;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.embedding.EmbedderSource;
import tino.search.lucene.LuceneEngine;
import tino.search.outbox.Outbox;
import tino.search.outbox.OutboxRelay;

/** The index of the professionals: opened, built from the table, kept in step with it. */
public final class ProfessionalIndex {

    /** Words and vectors learned from the profiles themselves; needs nothing from outside. */
    public static final EmbedderSource LEARNED =
            CorpusEmbedder.source(CorpusSettings.standard(ProfessionalDocuments.SCHEMA.language()));

    private ProfessionalIndex() {}

    /**
     * Opens what is there.
     *
     * @param home TINO_HOME
     * @throws IllegalStateException if another process has it open
     */
    public static LiveIndex open(Path home, EmbedderSource embedder, MeterRegistry meters) {
        return LiveIndex.open(home, ProfessionalDocuments.SCHEMA, embedder, LuceneEngine.STANDARD, meters);
    }

    /** Builds it anew from all profiles, learning the embedder first; searches go on meanwhile. */
    public static void rebuild(LiveIndex index, Professionals professionals, RebuildProgress progress) {
        index.rebuild(documents(professionals), progress);
    }

    /** Builds it when that is due; not started yet. */
    public static IndexCare care(LiveIndex index, Professionals professionals) {
        return new IndexCare(index, documents(professionals));
    }

    /** Brings the profiles that the outbox names into the index; not started yet. */
    public static OutboxRelay relay(
            Database database, Outbox outbox, LiveIndex index, Professionals professionals, MeterRegistry meters) {
        return new OutboxRelay(
                database,
                outbox,
                index,
                ids -> professionals.find(ids.stream().map(UUID::fromString).toList()).stream()
                        .map(ProfessionalDocuments::of)
                        .toList(),
                meters);
    }

    private static Supplier<Stream<Document>> documents(Professionals professionals) {
        return () -> professionals.stream().map(ProfessionalDocuments::of);
    }
}
