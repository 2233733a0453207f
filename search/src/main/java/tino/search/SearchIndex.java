package tino.search;

import java.io.Closeable;
import java.util.Collection;
import java.util.List;

/**
 * An index of documents with their vectors: Lucene in this process, or OpenSearch. One contract test covers both. Safe for use
 * by many threads.
 */
public interface SearchIndex extends Closeable {

    /** The best documents under the query's filters, best first; ties by id. */
    List<Hit> search(Query query);

    /** Documents by id, in the order asked for; unknown ids are left out. */
    List<Document> get(List<String> ids);

    /** Adds or replaces. Visible to searches after {@link #refresh}, durable after {@link #commit}. */
    void put(Collection<Document> documents);

    /** Unknown ids are passed over. Visible to searches after {@link #refresh}, durable after {@link #commit}. */
    void delete(Collection<String> ids);

    void refresh();

    /** Returns when everything put and deleted before would survive a power cut. */
    void commit();

    /** Documents visible to searches. */
    long size();

    @Override
    void close();
}
