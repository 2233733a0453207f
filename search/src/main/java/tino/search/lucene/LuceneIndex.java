package tino.search.lucene;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tino.search.Document;
import tino.search.Hit;
import tino.search.IndexSchema;
import tino.search.IndexUnreadable;
import tino.search.Query;
import tino.search.SearchIndex;

/**
 * An index on disk in this process: BM25 over words and character n-grams, HNSW graphs over the vectors, filters under both.
 */
public final class LuceneIndex implements SearchIndex {
    private final IndexSchema schema;
    private final Fields fields;
    private final TextQuery texts;
    private final LuceneOptions options;
    private final Writing writing;

    private LuceneIndex(IndexSchema schema, Fields fields, LuceneOptions options, Writing writing) {
        this.schema = schema;
        this.fields = fields;
        this.texts = new TextQuery(schema, options.gramWeight());
        this.options = options;
        this.writing = writing;
    }

    /** See {@link tino.search.IndexEngine#open}. */
    static LuceneIndex open(Path folder, IndexSchema schema, String embedder, int dimensions, LuceneOptions options) {
        try {
            Files.createDirectories(folder);
            return open(new MMapDirectory(folder), folder, schema, embedder, dimensions, options);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the index folder " + folder, e);
        }
    }

    /** An empty index that is gone when it is closed. */
    public static LuceneIndex inMemory(IndexSchema schema, String embedder, int dimensions, LuceneOptions options) {
        try {
            return open(new ByteBuffersDirectory(), Path.of("memory"), schema, embedder, dimensions, options);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
    }

    /** As the other, over any directory; takes it over and closes it. */
    static LuceneIndex open(
            Directory directory,
            Path folder,
            IndexSchema schema,
            String embedder,
            int dimensions,
            LuceneOptions options)
            throws IOException {
        Fields fields = new Fields(schema, dimensions, options.gramWeight() > 0);
        IndexIdentity identity = IndexIdentity.of(schema, embedder, options);
        try {
            identity.check(directory, folder);
            return new LuceneIndex(
                    schema, fields, options, new Writing(directory, fields.analyzer(), options, identity));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw unreadable(folder, e);
        }
    }

    private static RuntimeException unreadable(Path folder, Exception cause) throws IOException {
        return switch (cause) {
            case IndexFormatTooNewException e ->
                new IndexUnreadable(folder, "The index was written by a newer Lucene than this program's", e);
            case IndexFormatTooOldException e ->
                new IndexUnreadable(folder, "The index was written by a Lucene that is too old for this program", e);
            case CorruptIndexException e -> new IndexUnreadable(folder, "The index is damaged: " + e.getMessage(), e);
            case EOFException e -> new IndexUnreadable(folder, "The index is cut short: " + e.getMessage(), e);
            case FileNotFoundException e -> new IndexUnreadable(folder, "The index lacks a file: " + e.getMessage(), e);
            case NoSuchFileException e -> new IndexUnreadable(folder, "The index lacks a file: " + e.getMessage(), e);
            case LockObtainFailedException e ->
                new IllegalStateException(
                        "The index in " + folder + " is in use by another process. Stop that one first.", e);
            case RuntimeException e -> e;
            default -> throw (IOException) cause;
        };
    }

    @Override
    public List<Hit> search(Query query) {
        return search(query, fields.codec()::decode);
    }

    /** As {@link #search}, with documents of which only the id is known: for whoever judges long lists and reads no texts. */
    public List<Hit> searchIds(Query query) {
        return search(query, fields.codec()::decodeId);
    }

    private List<Hit> search(Query query, Function<BytesRef, Document> decoder) {
        float[] vector = query.vector();
        if (vector != null) {
            fields.checkDimensions(vector, "query");
        }
        String text = query.text();
        org.apache.lucene.search.@Nullable Query filter = fields.filter(query.filters());
        return writing.read(searcher -> new HybridSearch(searcher, decoder, options.fusion(), options.depth())
                .search(text == null ? null : texts.of(text, searcher), vector, filter, query.size()));
    }

    @Override
    public List<Document> get(List<String> ids) {
        Map<String, Document> found = writing.read(searcher -> find(searcher, ids));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    private Map<String, Document> find(IndexSearcher searcher, List<String> ids) throws IOException {
        Map<String, Document> found = new HashMap<>();
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            Terms known = leaf.reader().terms(Fields.ID);
            BinaryDocValues stored = leaf.reader().getBinaryDocValues(Fields.DOCUMENT);
            if (known == null || stored == null) {
                continue;
            }
            TermsEnum seek = known.iterator();
            PostingsEnum postings = null;
            List<Integer> docs = new ArrayList<>();
            for (String id : new HashSet<>(ids)) {
                if (!found.containsKey(id) && seek.seekExact(new BytesRef(id))) {
                    postings = seek.postings(postings, PostingsEnum.NONE);
                    for (int doc; (doc = postings.nextDoc()) != DocIdSetIterator.NO_MORE_DOCS; ) {
                        if (leaf.reader().getLiveDocs() == null
                                || leaf.reader().getLiveDocs().get(doc)) {
                            docs.add(doc);
                        }
                    }
                }
            }
            docs.sort(null);
            for (int doc : docs) {
                if (stored.advanceExact(doc)) {
                    Document document = fields.codec().decode(stored.binaryValue());
                    found.put(document.id(), document);
                }
            }
        }
        return found;
    }

    @Override
    public void put(Collection<Document> documents) {
        for (Document document : documents) {
            List<org.apache.lucene.document.Field> row = fields.of(document);
            writing.write(writer -> writer.updateDocument(Fields.id(document.id()), row));
        }
    }

    @Override
    public void delete(Collection<String> ids) {
        for (String id : ids) {
            writing.write(writer -> writer.deleteDocuments(Fields.id(id)));
        }
    }

    @Override
    public void refresh() {
        writing.refresh();
    }

    @Override
    public void commit() {
        writing.write(writer -> writer.commit());
    }

    @Override
    public long size() {
        return writing.read(searcher -> (long) searcher.getIndexReader().numDocs());
    }

    @Override
    public void close() {
        writing.close();
    }

    @Override
    public String toString() {
        return "Lucene index '" + schema.name() + "'";
    }
}
