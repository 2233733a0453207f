package tino.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.marketplace.professional.ProfessionalIndex;
import tino.marketplace.seed.Population;
import tino.marketplace.seed.Vocabulary;
import tino.search.Document;
import tino.search.LiveIndex;
import tino.search.RebuildProgress;

/** Building the index: learning the embedder, embedding, HNSW, text, filters; beside a plain Lucene text index. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description = "Builds the index of professionals, embedder included, beside Lucene with the texts alone.")
final class IndexBench implements Callable<Integer> {
    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--n", defaultValue = "20000", description = "Professionals (default: ${DEFAULT-VALUE}).")
    private int professionals;

    @Override
    public Integer call() throws IOException {
        Population population = new Population(1, Vocabulary.load());
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        figures.say("making up %,d professionals …", professionals);
        List<Document> documents = IntStream.range(0, professionals)
                .mapToObj(number ->
                        ProfessionalDocuments.of(population.person(number, now).profile()))
                .toList();
        Path folder = Files.createTempDirectory("tino-bench");
        try {
            double whole = whole(folder, documents);
            double text = text(folder.resolve("text"), documents);
            figures.say("%-44s %8.0f professionals/s", "embedder learned, embedded, indexed, durable", whole);
            figures.say("%-44s %8.0f professionals/s", "Lucene alone: texts, one thread, committed", text);
            figures.put("professionals", professionals);
            figures.put("per_second", whole);
            figures.put("lucene_text_per_second", text);
            figures.put("ratio", whole / text);
        } finally {
            Marketplace.delete(folder);
        }
        figures.finish();
        return 0;
    }

    private static double whole(Path folder, List<Document> documents) {
        try (LiveIndex index = ProfessionalIndex.open(folder, ProfessionalIndex.LEARNED, new SimpleMeterRegistry())) {
            long start = System.nanoTime();
            index.rebuild(documents::stream, RebuildProgress.SILENT);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (index.size() != documents.size()) {
                throw new IllegalStateException("Indexed " + index.size() + " of " + documents.size());
            }
            return documents.size() / seconds;
        }
    }

    private static double text(Path folder, List<Document> documents) throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new BrazilianAnalyzer()))) {
            long start = System.nanoTime();
            for (Document document : documents) {
                var fields = new org.apache.lucene.document.Document();
                document.texts().forEach((name, text) -> fields.add(new TextField(name, text, Field.Store.YES)));
                writer.addDocument(fields);
            }
            writer.commit();
            return documents.size() / ((System.nanoTime() - start) / 1e9);
        }
    }
}
