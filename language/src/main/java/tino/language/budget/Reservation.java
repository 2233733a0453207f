package tino.language.budget;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Money set aside for one answer, in all budgets that concern it. Settled or released once; what comes after that is ignored. */
public final class Reservation {
    /** For what costs nothing. */
    public static final Reservation NONE = new Reservation(List.of(), 0);

    private final List<Account> accounts;
    private final long nanos;
    private final AtomicBoolean over = new AtomicBoolean();

    Reservation(List<Account> accounts, long nanos) {
        this.accounts = accounts;
        this.nanos = nanos;
    }

    /** @param actual what the answer cost, in billionths; also where that is more than was reserved */
    public void settle(long actual) {
        if (actual < 0) {
            throw new IllegalArgumentException("Expected a cost of 0 or more, got " + actual);
        }
        if (over.compareAndSet(false, true)) {
            accounts.forEach(account -> account.settle(nanos, actual));
        }
    }

    /** The answer cost nothing. */
    public void release() {
        settle(0);
    }

    public long nanos() {
        return nanos;
    }
}
