package tino.search.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import tino.search.IndexSchema;
import tino.search.IndexUnreadable;

/** What an index is bound to, kept in every commit: whoever opens it must bring the same. */
record IndexIdentity(int format, String schema, String embedder, String analysis) {

    /** Raised whenever this program lays documents down differently. */
    static final int FORMAT = 1;

    static IndexIdentity of(IndexSchema schema, String embedder, LuceneOptions options) {
        String analysis = schema.language() + (options.gramWeight() > 0 ? "+grams" : "");
        return new IndexIdentity(FORMAT, schema.fingerprint(), embedder, analysis);
    }

    Map<String, String> commitData() {
        Map<String, String> data = new TreeMap<>();
        data.put("tino.format", Integer.toString(format));
        data.put("tino.schema", schema);
        data.put("tino.embedder", embedder);
        data.put("tino.analysis", analysis);
        return data;
    }

    /**
     * Reads the whole index against its checksums and compares what it was bound to; a folder without an index passes.
     *
     * @throws IndexUnreadable if it is of a newer format or bound to something else
     */
    void check(Directory directory, Path folder) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return;
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> found = reader.getIndexCommit().getUserData();
            int theirs = Integer.parseInt(found.getOrDefault("tino.format", "0"));
            if (theirs > format) {
                throw new IndexUnreadable(
                        folder,
                        "The index has format " + theirs + ", written by a newer version; this one reads up to "
                                + format,
                        null);
            }
            for (Map.Entry<String, String> expected : commitData().entrySet()) {
                String got = found.getOrDefault(expected.getKey(), "nothing");
                if (!got.equals(expected.getValue())) {
                    throw new IndexUnreadable(
                            folder,
                            "The index was built with " + expected.getKey() + " " + got + ", now it is "
                                    + expected.getValue(),
                            null);
                }
            }
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
        }
    }
}
