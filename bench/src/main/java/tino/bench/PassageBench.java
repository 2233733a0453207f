package tino.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.extract.Answerability;
import tino.language.extract.ExtractiveAnswerer;
import tino.language.extract.SpanExtractor;
import tino.language.knowledge.IngestResult;
import tino.language.knowledge.Knowledge;
import tino.language.knowledge.KnowledgeIndex;
import tino.language.knowledge.KnowledgeSettings;
import tino.language.knowledge.KnowledgeVersion;
import tino.language.knowledge.PassageBoosts;
import tino.language.learn.AnsweringModels;
import tino.language.provider.Grounding;
import tino.language.retrieve.Reranker;
import tino.language.retrieve.RerankingRetriever;
import tino.language.text.TermStatistics;
import tino.lifecycle.database.Database;
import tino.search.LiveIndex;
import tino.search.outbox.Outbox;

/** Finding, re-ranking and reading passages of a large knowledge base, made through the ingest; beside plain Lucene's BM25. */
@Command(
        name = "passages",
        mixinStandardHelpOptions = true,
        description = "Answers from many passages by extraction, one question at a time, beside plain Lucene BM25.")
final class PassageBench implements Callable<Integer> {
    private static final int QUESTIONS = 1_000;

    /** What is called once a question is compiled fully after 5,000 calls; most is called far more often. */
    private static final int WARM_UP = 2_000;

    /** Passages that an answer is read from, as the assistant does by default. */
    private static final int READ = 6;

    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--n", defaultValue = "100000", description = "Passages (default: ${DEFAULT-VALUE}).")
    private int passages;

    @Option(names = "--home", paramLabel = "FOLDER", description = "Filled once and used again (default: a new one).")
    private @Nullable Path home;

    /** Milliseconds a question, of each stage. */
    private record Times(double[] bare, double[] found, double[] ranked, double[] read) {
        Times(int questions) {
            this(new double[questions], new double[questions], new double[questions], new double[questions]);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = home == null ? Files.createTempDirectory("tino-bench") : home;
        try (Database database = Database.embedded(folder)) {
            database.migrate("search");
            database.migrate("language");
            PassageCorpus corpus = new PassageCorpus();
            Knowledge knowledge =
                    new Knowledge(database, new Outbox(database), KnowledgeSettings.STANDARD, InstantSource.system());
            ingest(corpus, knowledge, folder.resolve("corpus"));
            try (KnowledgeIndex index = KnowledgeIndex.open(
                    folder,
                    database,
                    new Outbox(database),
                    knowledge,
                    KnowledgeIndex.LEARNED,
                    PassageBoosts.STANDARD,
                    new SimpleMeterRegistry())) {
                build(index);
                List<Passage> all = knowledge.passages().toList();
                try (FSDirectory directory = FSDirectory.open(folder.resolve("bare"))) {
                    measure(corpus, index, all, directory);
                }
            }
        } finally {
            if (home == null) {
                Marketplace.delete(folder);
            }
        }
        figures.finish();
        return 0;
    }

    private void ingest(PassageCorpus corpus, Knowledge knowledge, Path folder) throws InterruptedException {
        if (!Files.exists(folder)) {
            corpus.write(folder, passages);
        }
        figures.say("reading %,d passages …", passages);
        long start = System.nanoTime();
        long[] read = {start};
        IngestResult result =
                knowledge.ingestFolder("bench", folder, "bench", (_, _, _) -> read[0] = System.nanoTime());
        double whole = (System.nanoTime() - start) / 1e9;
        double closing = (System.nanoTime() - read[0]) / 1e9;
        if (result.version().isPresent()) {
            KnowledgeVersion version = result.version().get();
            figures.say(
                    "%,d passages kept, %,d near-duplicates dropped, %d documents rejected",
                    version.passages(),
                    version.duplicates(),
                    result.rejections().size());
            figures.say("%-52s %8.1f s", "read, cut, signed, written", whole - closing);
            figures.say("%-52s %8.1f s", "near-duplicates looked for, version finished", closing);
            figures.put("kept", version.passages());
            figures.put("duplicates", version.duplicates());
            figures.put("ingest_s", whole);
            figures.put("near_duplicates_s", closing);
        }
    }

    /** Before the first build an index follows nothing, so what waits for it goes at once, and all is read in one go. */
    private void build(KnowledgeIndex index) {
        if (!(index.index().state() instanceof LiveIndex.State.Ready)) {
            long start = System.nanoTime();
            index.refresh();
            double seconds = (System.nanoTime() - start) / 1e9;
            figures.say("%-52s %8.1f s", "embedder learned, embedded, indexed, durable", seconds);
            figures.put("index_s", seconds);
        }
    }

    private void measure(PassageCorpus corpus, KnowledgeIndex index, List<Passage> all, FSDirectory directory)
            throws IOException {
        AnsweringModels models = AnsweringModels.shipped();
        TermStatistics statistics = TermStatistics.of(all);
        Reranker reranker = new Reranker(models.reranker(), statistics);
        SpanExtractor extractor = new SpanExtractor(models.extractor(), statistics);
        Answerability answerability = new Answerability(models.answerability(), extractor, 0);
        ExtractiveAnswerer answerer = new ExtractiveAnswerer(extractor);
        List<String> questions = corpus.questions(WARM_UP + QUESTIONS);
        Times times = new Times(QUESTIONS);
        try (Analyzer analyzer = new BrazilianAnalyzer();
                DirectoryReader reader = bare(directory, analyzer, all)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            figures.say(
                    "%,d passages in the index, %,d questions to warm up …",
                    index.index().size(), WARM_UP);
            // None is asked twice, for the vectors of questions are kept.
            for (int i = 0; i < questions.size(); i++) {
                String question = questions.get(i);
                long start = System.nanoTime();
                bare(searcher, analyzer, question);
                long bare = System.nanoTime();
                List<Retrieved> found = index.retrieve(question, RerankingRetriever.DEPTH);
                long retrieved = System.nanoTime();
                List<Retrieved> best = reranker.rerank(question, found);
                best = best.subList(0, Math.min(READ, best.size()));
                long ranked = System.nanoTime();
                answerability.probability(question, best);
                answerer.answer(new Grounding(question, best));
                long read = System.nanoTime();
                if (i >= WARM_UP) {
                    times.bare[i - WARM_UP] = (bare - start) / 1e6;
                    times.found[i - WARM_UP] = (retrieved - bare) / 1e6;
                    times.ranked[i - WARM_UP] = (ranked - bare) / 1e6;
                    times.read[i - WARM_UP] = (read - bare) / 1e6;
                }
            }
        }
        report(index.index().size(), times);
    }

    private void report(long size, Times times) {
        figures.put("passages", size);
        figures.say("%,d questions, one at a time, milliseconds", QUESTIONS);
        figures.say("%-44s %8s %8s %8s", "", "p50", "p95", "p99");
        row("plain Lucene BM25, 20 passages", "lucene", times.bare);
        row("retrieved: BM25, n-grams and vectors, 20", "retrieval", times.found);
        row("and re-ranked", "reranked", times.ranked);
        row("and read: answerable or not, extracted", "answered", times.read);
        double ratio = Percentile.of(times.found, .95) / Percentile.of(times.bare, .95);
        figures.say("p95 of retrieval is %.2f × plain BM25's", ratio);
        figures.put("p95_ratio", ratio);
    }

    private void row(String name, String key, double[] millis) {
        figures.say(
                "%-44s %8.2f %8.2f %8.2f",
                name, Percentile.of(millis, .5), Percentile.of(millis, .95), Percentile.of(millis, .99));
        figures.put(key + "_p50_ms", Percentile.of(millis, .5));
        figures.put(key + "_p95_ms", Percentile.of(millis, .95));
        figures.put(key + "_p99_ms", Percentile.of(millis, .99));
    }

    private static DirectoryReader bare(FSDirectory directory, Analyzer analyzer, List<Passage> all)
            throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
                for (Passage passage : all) {
                    Document document = new Document();
                    String text = String.join("\n", passage.title(), passage.section(), passage.text());
                    document.add(new TextField("text", text, Field.Store.YES));
                    writer.addDocument(document);
                }
            }
        }
        return DirectoryReader.open(directory);
    }

    private static List<String> bare(IndexSearcher searcher, Analyzer analyzer, String question) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        try (TokenStream words = analyzer.tokenStream("text", question)) {
            CharTermAttribute word = words.addAttribute(CharTermAttribute.class);
            words.reset();
            while (words.incrementToken()) {
                any.add(new TermQuery(new Term("text", word.toString())), Occur.SHOULD);
            }
            words.end();
        }
        List<String> texts = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : searcher.search(any.build(), RerankingRetriever.DEPTH).scoreDocs) {
            texts.add(stored.document(hit.doc).get("text"));
        }
        return texts;
    }
}
