package tino.search;

import java.io.Closeable;
import java.util.Collection;
import java.util.List;

/** An index of documents with their vectors: Lucene in this process, or OpenSearch. One contract test covers both. */
public interface SearchIndex extends Closeable {

    List<Hit> search(Query query);

    /** Documents by id, in the order asked for; unknown ids are left out. */
    List<Document> get(List<String> ids);

    /** Adds or replaces. Visible to searches after {@link #refresh}, durable after {@link #commit}. */
    void put(Collection<Document> documents);

    void delete(Collection<String> ids);

    void refresh();

    void commit();

    long size();

    @Override
    void close();
}
