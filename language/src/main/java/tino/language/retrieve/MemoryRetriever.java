package tino.language.retrieve;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.Retriever;
import tino.search.Document;
import tino.search.IndexSchema;
import tino.search.Query;
import tino.search.Vectors;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.embedding.Embedder;
import tino.search.fusion.WeightedSum;
import tino.search.lucene.LuceneIndex;
import tino.search.lucene.LuceneOptions;

/**
 * Hybrid search over passages that are at hand, e.g. those of an evaluation: an index in memory, with an embedder learned from the
 * passages themselves.
 */
public final class MemoryRetriever implements Retriever, Closeable {
    /** Passages as documents: titles and headings are searched beside the text. */
    public static final IndexSchema SCHEMA = new IndexSchema(
            "passages",
            "pt",
            Map.of("title", .3f, "section", .3f, "text", 1f),
            List.of("title", "section", "text"),
            Set.of(),
            Set.of());

    private static final LuceneOptions OPTIONS = new LuceneOptions(.9f, .75f, .2f, 100, new WeightedSum(.7));

    private final Map<String, Passage> passages = new LinkedHashMap<>();
    private final Embedder embedder;
    private final LuceneIndex index;

    public MemoryRetriever(List<Passage> passages) {
        this(passages, OPTIONS, SCHEMA);
    }

    MemoryRetriever(List<Passage> passages, LuceneOptions options, IndexSchema schema) {
        List<Document> documents = new ArrayList<>();
        for (Passage passage : passages) {
            this.passages.put(passage.id(), passage);
            documents.add(new Document(
                    passage.id(),
                    Map.of("title", passage.title(), "section", passage.section(), "text", passage.text()),
                    Map.of(),
                    Map.of(),
                    null));
        }
        embedder = CorpusEmbedder.train(documents.stream().map(schema::embeddedText), CorpusSettings.standard("pt"));
        index = LuceneIndex.inMemory(schema, embedder.fingerprint(), embedder.dimensions(), options);
        List<float[]> vectors =
                embedder.embed(documents.stream().map(schema::embeddedText).toList());
        index.put(IntStream.range(0, documents.size())
                .mapToObj(i -> documents.get(i).withVector(vectors.get(i)))
                .toList());
        index.refresh();
    }

    @Override
    public List<Retrieved> retrieve(String question, int most) {
        if (question.isBlank() || passages.isEmpty()) {
            return List.of();
        }
        Query query = new Query(
                question, Vectors.orNone(embedder.embed(question)), List.of(), Math.min(most, Query.MOST_HITS));
        return index.search(query).stream()
                .flatMap(hit -> Stream.ofNullable(passages.get(hit.document().id()))
                        .map(passage -> new Retrieved(passage, hit.score())))
                .toList();
    }

    @Override
    public void close() {
        index.close();
    }
}
