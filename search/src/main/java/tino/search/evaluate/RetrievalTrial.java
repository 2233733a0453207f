package tino.search.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private final TrecCollection collection;
    private final LuceneIndex index;
    private final Map<String, float[]> vectors = new LinkedHashMap<>();

    /** The fields a collection's documents have. */
    public static IndexSchema schema(String language) {
        return new IndexSchema(
                "trial", language, Map.of("title", 1f, "text", 1f), List.of("title", "text"), Set.of(), Set.of());
    }

    public RetrievalTrial(TrecCollection collection, String language, Embedder embedder, LuceneOptions options) {
        this.collection = collection;
        IndexSchema schema = schema(language);
        this.index = LuceneIndex.inMemory(schema, embedder.fingerprint(), embedder.dimensions(), options);
        List<float[]> embedded = embedder.embed(
                collection.documents().stream().map(schema::embeddedText).toList());
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < embedded.size(); i++) {
            documents.add(collection.documents().get(i).withVector(embedded.get(i)));
        }
        index.put(documents);
        index.refresh();
        List<float[]> queries = embedder.embed(List.copyOf(collection.topics().values()));
        int at = 0;
        for (String topic : collection.topics().keySet()) {
            vectors.put(topic, queries.get(at++));
        }
    }

    public Map<String, List<Ranked>> text() {
        return run((text, vector) -> new Query(text, null, List.of(), DEPTH));
    }

    public Map<String, List<Ranked>> vector() {
        return run((text, vector) -> vector == null ? null : new Query(null, vector, List.of(), DEPTH));
    }

    public Map<String, List<Ranked>> hybrid() {
        return run((text, vector) -> new Query(text, vector, List.of(), DEPTH));
    }

    /** The measures of one of the runs. */
    public Measures judge(Map<String, List<Ranked>> run) {
        return TrecEvaluation.of(collection.judgements(), run);
    }

    private interface Ask {
        @Nullable
        Query of(String text, float @Nullable [] vector);
    }

    private Map<String, List<Ranked>> run(Ask ask) {
        Map<String, List<Ranked>> found = new ConcurrentHashMap<>();
        collection.topics().entrySet().parallelStream().forEach(topic -> {
            Query query = ask.of(topic.getValue(), Vectors.orNone(vectors.get(topic.getKey())));
            List<Hit> hits = query == null ? List.of() : index.searchIds(query);
            found.put(
                    topic.getKey(),
                    hits.stream()
                            .map(hit -> new Ranked(hit.document().id(), (float) hit.score()))
                            .toList());
        });
        Map<String, List<Ranked>> run = new LinkedHashMap<>();
        collection.topics().keySet().forEach(topic -> run.put(topic, found.getOrDefault(topic, List.of())));
        return run;
    }

    @Override
    public void close() {
        index.close();
    }
}
