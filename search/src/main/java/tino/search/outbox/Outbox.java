package tino.search.outbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tino.lifecycle.database.Database;

/**
 * Index updates written down in the transaction that causes them (transactional outbox): either both happen or neither.
 * {@link OutboxRelay} works them off.
 */
public final class Outbox {
    private final Database database;
    private final Map<String, Runnable> wakeUps = new ConcurrentHashMap<>();

    /** @param database with the tables of the module {@code search} */
    public Outbox(Database database) {
        this.database = database;
    }

    /**
     * Has the documents' index entries brought up to date, soon after the current transaction commits. Documents may have
     * been added, changed or removed.
     *
     * @throws IllegalStateException outside a transaction: the update could be lost
     */
    public void enqueue(String index, Collection<String> ids) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Expected a transaction around the change of " + ids.size()
                    + " documents of index '" + index + "' and this call. Use Database.transactions() around both.");
        }
        if (ids.isEmpty()) {
            return;
        }
        database.sql()
                .sql("INSERT INTO search_outbox (index_name, document) SELECT ?, unnest(?)")
                .params(index, ids.toArray(String[]::new))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wakeUps.getOrDefault(index, () -> {}).run();
            }
        });
    }

    public void enqueue(String index, String id) {
        enqueue(index, List.of(id));
    }

    /** Drops the updates of documents of which the index is known to be right. */
    public void withdraw(String index, Collection<String> ids) {
        database.sql()
                .sql("DELETE FROM search_outbox WHERE index_name = ? AND document = ANY (?)")
                .params(index, ids.toArray(String[]::new))
                .update();
    }

    /** Updates not yet in the index. */
    public long pending(String index) {
        return database.sql()
                .sql("SELECT count(*) FROM search_outbox WHERE index_name = ?")
                .param(index)
                .query(Long.class)
                .single();
    }

    void onCommit(String index, Runnable wakeUp) {
        wakeUps.put(index, wakeUp);
    }

    void forget(String index) {
        wakeUps.remove(index);
    }
}
