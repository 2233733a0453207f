package tino.search.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * The writer of a directory with its near-real-time readers. After an error that Lucene cannot go on from (a full disk, say) the
 * readers stay, and the next write opens the writer anew from the last commit: what was written since is lost, and its writer,
 * who has seen the error or has not committed, writes it again.
 */
final class Writing implements AutoCloseable {

    interface Read<T> {
        T apply(IndexSearcher searcher) throws IOException;
    }

    interface Write {
        long apply(IndexWriter writer) throws IOException;
    }

    private final Directory directory;
    private final Analyzer analyzer;
    private final BM25Similarity similarity;
    private final Map<String, String> commitData;
    private volatile IndexWriter writer;
    private volatile SearcherManager searchers;
    private boolean closed;

    Writing(Directory directory, Analyzer analyzer, LuceneOptions options, IndexIdentity identity) throws IOException {
        this.directory = directory;
        this.analyzer = analyzer;
        this.similarity = new BM25Similarity(options.k1(), options.b());
        this.commitData = identity.commitData();
        this.writer = open();
        try {
            writer.commit();
            this.searchers = searchers(writer);
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private IndexWriter open() throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer)
                .setSimilarity(similarity)
                .setRAMBufferSizeMB(64)
                .setCommitOnClose(false);
        IndexWriter opened = new IndexWriter(directory, config);
        opened.setLiveCommitData(commitData.entrySet());
        return opened;
    }

    private SearcherManager searchers(IndexWriter of) throws IOException {
        return new SearcherManager(of, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(similarity);
                return searcher;
            }
        });
    }

    <T> T read(Read<T> read) {
        try {
            while (true) {
                SearcherManager manager = searchers;
                IndexSearcher searcher;
                try {
                    searcher = manager.acquire();
                } catch (AlreadyClosedException e) {
                    if (manager == searchers) {
                        throw e;
                    }
                    continue; // replaced between the two lines by a writer opened anew
                }
                try {
                    return read.apply(searcher);
                } finally {
                    manager.release(searcher);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the index in " + directory, e);
        }
    }

    void write(Write write) {
        try {
            write.apply(openWriter());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the index in " + directory + ": " + e.getMessage(), e);
        }
    }

    void refresh() {
        try {
            openWriter();
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot refresh the index in " + directory + ": " + e.getMessage(), e);
        }
    }

    private IndexWriter openWriter() throws IOException {
        IndexWriter current = writer;
        return current.isOpen() ? current : reopened();
    }

    private synchronized IndexWriter reopened() throws IOException {
        if (closed) {
            throw new AlreadyClosedException("The index in " + directory + " is closed");
        }
        if (!writer.isOpen()) {
            IndexWriter anew = open();
            try {
                SearcherManager before = searchers;
                searchers = searchers(anew);
                writer = anew;
                before.close();
            } catch (IOException | RuntimeException e) {
                anew.rollback();
                throw e;
            }
        }
        return writer;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (directory) {
            searchers.close();
            writer.rollback();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the index in " + directory, e);
        }
    }
}
