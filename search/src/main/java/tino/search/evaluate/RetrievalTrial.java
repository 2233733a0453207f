package tino.search.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.search.Document;
import tino.search.Hit;
import tino.search.IndexSchema;
import tino.search.Query;
import tino.search.Vectors;
import tino.search.embedding.Embedder;
import tino.search.lucene.LuceneIndex;
import tino.search.lucene.LuceneOptions;

/** Indexes a test collection in memory and searches its topics by text, by vectors and by both. */
public final class RetrievalTrial implements AutoCloseable {

    /** trec_eval's customary depth. */
    private static final int DEPTH = 1000;

    /** Texts that are embedded at once. */
    private static final int BATCH = 64;

    private final TrecCollection collection;
    private final LuceneIndex index;
    private final Map<String, float[]> vectors = new LinkedHashMap<>();
    private @Nullable Map<String, List<Hit>> both;

    /** The fields a collection's documents have. */
    public static IndexSchema schema(String language) {
        return new IndexSchema(
                "trial", language, Map.of("title", 1f, "text", 1f), List.of("title", "text"), Set.of(), Set.of());
    }

    public RetrievalTrial(TrecCollection collection, String language, Embedder embedder, LuceneOptions options) {
        this.collection = collection;
        IndexSchema schema = schema(language);
        this.index = LuceneIndex.inMemory(schema, embedder.fingerprint(), embedder.dimensions(), options);
        List<float[]> embedded = embedded(
                embedder,
                collection.documents().stream().map(schema::embeddedText).toList());
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < embedded.size(); i++) {
            documents.add(collection.documents().get(i).withVector(embedded.get(i)));
        }
        index.put(documents);
        index.refresh();
        List<float[]> queries =
                embedded(embedder, List.copyOf(collection.topics().values()));
        int at = 0;
        for (String topic : collection.topics().keySet()) {
            vectors.put(topic, queries.get(at++));
        }
    }

    private static List<float[]> embedded(Embedder embedder, List<String> texts) {
        int parts = (texts.size() + BATCH - 1) / BATCH;
        return IntStream.range(0, parts)
                .parallel()
                .mapToObj(part ->
                        embedder.embed(texts.subList(part * BATCH, Math.min(texts.size(), (part + 1) * BATCH))))
                .flatMap(List::stream)
                .toList();
    }

    public Map<String, List<Ranked>> text() {
        return whole()
                ? ranked(both(), Hit::text, score -> score > 0)
                : ranked(hits((text, vector) -> new Query(text, null, List.of(), DEPTH)), Hit::score, _ -> true);
    }

    public Map<String, List<Ranked>> vector() {
        return whole()
                ? ranked(both(), Hit::similarity, Double::isFinite)
                : ranked(
                        hits((text, vector) -> vector == null ? null : new Query(null, vector, List.of(), DEPTH)),
                        Hit::score,
                        _ -> true);
    }

    public Map<String, List<Ranked>> hybrid() {
        return ranked(both(), Hit::score, _ -> true);
    }

    /** Whether a search by both brings all that either finds, with its score by each: then one search of a topic is enough. */
    private boolean whole() {
        return collection.documents().size() <= DEPTH;
    }

    private synchronized Map<String, List<Hit>> both() {
        if (both == null) {
            both = hits((text, vector) -> new Query(text, vector, List.of(), DEPTH));
        }
        return both;
    }

    /** The measures of one of the runs. */
    public Measures judge(Map<String, List<Ranked>> run) {
        return TrecEvaluation.of(collection.judgements(), run);
    }

    private interface Ask {
        @Nullable
        Query of(String text, float @Nullable [] vector);
    }

    private Map<String, List<Hit>> hits(Ask ask) {
        Map<String, List<Hit>> found = new ConcurrentHashMap<>();
        collection.topics().entrySet().parallelStream().forEach(topic -> {
            Query query = ask.of(topic.getValue(), Vectors.orNone(vectors.get(topic.getKey())));
            found.put(topic.getKey(), query == null ? List.of() : index.searchIds(query));
        });
        return found;
    }

    private Map<String, List<Ranked>> ranked(
            Map<String, List<Hit>> found, ToDoubleFunction<Hit> score, DoublePredicate counts) {
        Map<String, List<Ranked>> run = new LinkedHashMap<>();
        for (String topic : collection.topics().keySet()) {
            run.put(
                    topic,
                    found.getOrDefault(topic, List.of()).stream()
                            .filter(hit -> counts.test(score.applyAsDouble(hit)))
                            .sorted(Comparator.comparingDouble(score).reversed())
                            .map(hit -> new Ranked(hit.document().id(), (float) score.applyAsDouble(hit)))
                            .toList());
        }
        return run;
    }

    @Override
    public void close() {
        index.close();
    }
}
