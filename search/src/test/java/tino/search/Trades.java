package tino.search;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.embedding.EmbedderSource;
import tino.search.lucene.LuceneEngine;

/** A small index that several tests use. */
public final class Trades {
    public static final IndexSchema SCHEMA = new IndexSchema(
            "trades",
            "pt",
            Map.of("title", 3f, "description", 1f),
            List.of("title", "description"),
            Set.of("category"),
            Set.of("price"));

    public static final EmbedderSource EMBEDDER = CorpusEmbedder.source(CorpusSettings.standard("pt"));

    public static final List<Document> ALL = List.of(
            trade("1", "Eletricista residencial", "Instalação elétrica, quadros de luz e tomadas", "casa", 120),
            trade("2", "Encanador", "Conserto de vazamentos, canos e torneiras", "casa", 90),
            trade("3", "Professora de inglês", "Aulas particulares de inglês para viagem", "aulas", 70),
            trade("4", "Advogado trabalhista", "Causas de rescisão e horas extras", "direito", 400));

    private Trades() {}

    public static LiveIndex open(Path home) {
        return open(home, SCHEMA, EMBEDDER);
    }

    public static LiveIndex open(Path home, IndexSchema schema, EmbedderSource embedder) {
        return LiveIndex.open(home, schema, embedder, LuceneEngine.STANDARD, new SimpleMeterRegistry());
    }

    public static Document trade(String id, String title, String description, String category, double price) {
        return new Document(
                id,
                Map.of("title", title, "description", description),
                Map.of("category", category),
                Map.of("price", price),
                new GeoPoint(-23.55, -46.63));
    }
}
