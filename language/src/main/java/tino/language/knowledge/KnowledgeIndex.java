package tino.language.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import tino.language.Retrieved;
import tino.language.Retriever;
import tino.lifecycle.database.Database;
import tino.search.IndexCare;
import tino.search.LiveIndex;
import tino.search.Query;
import tino.search.RebuildProgress;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.embedding.EmbedderSource;
import tino.search.lucene.LuceneEngine;
import tino.search.outbox.Outbox;
import tino.search.outbox.OutboxRelay;

/**
 * The index of the passages: opened, built from the tables, kept in step with them. As a {@link Retriever} it answers by its hybrid
 * search as it is, and finds nothing for a blank question or in an empty index.
 */
public final class KnowledgeIndex implements Retriever, AutoCloseable {

    /** Words and vectors learned from the passages themselves; needs nothing from outside. */
    public static final EmbedderSource LEARNED = CorpusEmbedder.source(CorpusSettings.standard("pt"));

    private final LiveIndex index;
    private final IndexCare care;
    private final OutboxRelay relay;

    private KnowledgeIndex(LiveIndex index, IndexCare care, OutboxRelay relay) {
        this.index = index;
        this.care = care;
        this.relay = relay;
    }

    /**
     * Opens what is there.
     *
     * @param home TINO_HOME
     * @throws IllegalStateException if another process has it open
     */
    public static KnowledgeIndex open(
            Path home,
            Database database,
            Outbox outbox,
            Knowledge knowledge,
            EmbedderSource embedder,
            PassageBoosts boosts,
            MeterRegistry meters) {
        LiveIndex index =
                LiveIndex.open(home, PassageDocuments.schema(boosts), embedder, LuceneEngine.STANDARD, meters);
        return new KnowledgeIndex(
                index,
                new IndexCare(index, knowledge::documents),
                new OutboxRelay(database, outbox, index, knowledge::documents, meters));
    }

    /** Looks after the index from now on: builds it where that is due, follows what is ingested. */
    public void start() {
        care.start();
        relay.start();
    }

    /** Builds it anew from all passages, learning the embedder first; searches go on meanwhile. */
    public void rebuild(RebuildProgress progress) {
        care.rebuild(progress);
    }

    /** Brings it up to date now; what was ingested before can be found after. */
    public void refresh() {
        relay.catchUp();
        care.look();
    }

    /** What is searched, for whoever wants more than a {@link Retriever} gives. */
    public LiveIndex index() {
        return index;
    }

    @Override
    public List<Retrieved> retrieve(String question, int most) {
        if (question.isBlank()) {
            return List.of();
        }
        return index.search(question, List.of(), Math.clamp(most, 1, Query.MOST_HITS)).stream()
                .map(hit -> new Retrieved(PassageDocuments.passage(hit.document()), hit.score()))
                .toList();
    }

    @Override
    public void close() {
        relay.close();
        care.close();
        index.close();
    }
}
