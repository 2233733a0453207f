package tino.assistant.knowledge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.Retriever;
import tino.language.extract.Answerability;
import tino.language.extract.ExtractiveAnswerer;
import tino.language.extract.QuotedAnswer;
import tino.language.extract.SpanExtractor;
import tino.language.knowledge.Knowledge;
import tino.language.knowledge.KnowledgeIndex;
import tino.language.knowledge.KnowledgeVersion;
import tino.language.learn.AnsweringModels;
import tino.language.provider.Grounding;
import tino.language.retrieve.Reranker;
import tino.language.retrieve.RerankingRetriever;
import tino.language.text.TermStatistics;
import tino.search.embedding.Embedder;

/**
 * The sources as they are now: searched, re-ranked, read for answers. What the models know of the corpus, how common its words are, is counted
 * anew when its version changes. Safe for use by many threads.
 */
public final class Sources implements Retriever {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final long FRESH = TimeUnit.SECONDS.toNanos(2);

    private final Knowledge knowledge;
    private final KnowledgeIndex index;
    private final AnsweringModels models;
    private final double threshold;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Reading reading;
    private volatile long lookedAt;

    /** What reads the corpus in one of its versions. @param version {@code 0}: none */
    private record Reading(
            long version,
            Retriever retriever,
            Answerability answerability,
            ExtractiveAnswerer answerer,
            int passages) {}

    /** @param threshold least probability that passages hold an answer */
    public Sources(Knowledge knowledge, KnowledgeIndex index, AnsweringModels models, double threshold) {
        this.knowledge = knowledge;
        this.index = index;
        this.models = models;
        this.threshold = threshold;
        this.reading = read(version());
        this.lookedAt = System.nanoTime();
    }

    private long version() {
        return knowledge.versions(1).stream()
                .findFirst()
                .map(KnowledgeVersion::number)
                .orElse(0L);
    }

    private Reading read(long version) {
        List<Passage> passages = new ArrayList<>();
        try (var all = knowledge.passages()) {
            all.forEach(passages::add);
        }
        TermStatistics statistics = TermStatistics.of(passages);
        SpanExtractor extractor = new SpanExtractor(models.extractor(), statistics);
        return new Reading(
                version,
                new RerankingRetriever(index, new Reranker(models.reranker(), statistics)),
                new Answerability(models.answerability(), extractor, threshold),
                new ExtractiveAnswerer(extractor),
                passages.size());
    }

    private Reading now() {
        if (mayLook()) {
            try {
                long version = version();
                if (version != reading.version) {
                    reading = read(version);
                }
            } catch (RuntimeException e) {
                // The database is away: what was known is still of use.
                LOG.warn("Whether there are new sources cannot be said at present: {}", e.toString());
            } finally {
                lookedAt = System.nanoTime();
                looking.unlock();
            }
        }
        return reading;
    }

    /** Takes the lock. Who knows of no passages waits for it: they would refuse whatever is asked, though the first sources are there by now. */
    private boolean mayLook() {
        if (reading.passages == 0) {
            looking.lock();
            return true;
        }
        return System.nanoTime() - lookedAt > FRESH && looking.tryLock();
    }

    @Override
    public List<Retrieved> retrieve(String question, int most) {
        return now().retriever.retrieve(question, most);
    }

    /** How likely the passages hold an answer. */
    public double answerable(String question, List<Retrieved> passages) {
        return now().answerability.probability(question, passages);
    }

    /** An answer from the passages, word for word. */
    public QuotedAnswer extract(Grounding grounding) {
        return now().answerer.answer(grounding);
    }

    /** Names the present state: answers from another one are not given again. */
    public String state() {
        return Long.toString(now().version);
    }

    /** Passages that can be found. */
    public int size() {
        return now().passages;
    }

    /** The embedder that sources are searched with. */
    public Embedder embedder() {
        return new Embedder() {
            @Override
            public int dimensions() {
                return embed(List.of("a")).getFirst().length;
            }

            @Override
            public String fingerprint() {
                return index.index().embedder();
            }

            @Override
            public List<float[]> embed(List<String> texts) {
                return index.index().embed(texts);
            }
        };
    }

    public Optional<Passage> passage(String id) {
        return knowledge.passage(id);
    }

    /** All passages of the passage's document, in its order. */
    public List<Passage> document(Passage passage) {
        return knowledge.document(passage.id());
    }

    /** @param readAt when something of it changed last */
    public record Overview(
            String name,
            int documents,
            int passages,
            int rejected,
            @Nullable Instant readAt) {}

    public List<Overview> overview() {
        List<KnowledgeVersion> versions = knowledge.versions(100);
        return knowledge.sources().stream()
                .map(source -> new Overview(
                        source.name(),
                        source.documents(),
                        source.passages(),
                        source.rejected(),
                        versions.stream()
                                .filter(version -> version.source().equals(source.name()))
                                .findFirst()
                                .map(KnowledgeVersion::finishedAt)
                                .orElse(null)))
                .toList();
    }
}
