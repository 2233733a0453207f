package tino.search.lucene;

import java.nio.file.Path;
import tino.search.IndexEngine;
import tino.search.IndexSchema;
import tino.search.SearchIndex;

/** Lucene indexes in this process. */
public record LuceneEngine(LuceneOptions options) implements IndexEngine {

    public static final LuceneEngine STANDARD = new LuceneEngine(LuceneOptions.STANDARD);

    @Override
    public SearchIndex open(Path folder, IndexSchema schema, String embedder, int dimensions) {
        return LuceneIndex.open(folder, schema, embedder, dimensions, options);
    }
}
