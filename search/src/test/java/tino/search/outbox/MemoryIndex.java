package tino.search.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tino.search.Document;
import tino.search.Hit;
import tino.search.Query;
import tino.search.SearchIndex;

/** An index in memory that can break down at a chosen call and forgets then, as in a power cut, what was not committed. */
final class MemoryIndex implements SearchIndex {
    private final Map<String, Document> working = new HashMap<>();
    private final Map<String, Document> disk = new HashMap<>();
    private int calls;
    private int breakAt;

    /** @param call put, delete or commit, counted from 1; 0 for never. A commit that breaks may have been done: the last of them. */
    void breakAt(int call) {
        calls = 0;
        breakAt = call;
    }

    void crash() {
        working.clear();
        working.putAll(disk);
    }

    Map<String, Document> durable() {
        return disk;
    }

    private void step() {
        if (++calls == breakAt) {
            crash();
            throw new IllegalStateException("The disk is full.");
        }
    }

    @Override
    public void put(Collection<Document> documents) {
        for (Document document : documents) {
            step();
            working.put(document.id(), document);
        }
    }

    @Override
    public void delete(Collection<String> ids) {
        step();
        ids.forEach(working::remove);
    }

    @Override
    public void commit() {
        step();
        disk.clear();
        disk.putAll(working);
        step();
    }

    @Override
    public void refresh() {}

    @Override
    public List<Hit> search(Query query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Document> get(List<String> ids) {
        return ids.stream().map(this::find).filter(Objects::nonNull).toList();
    }

    private @Nullable Document find(String id) {
        return working.get(id);
    }

    @Override
    public long size() {
        return working.size();
    }

    @Override
    public void close() {}
}
