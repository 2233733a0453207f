package tino.language.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One budget of one user, tier or all, in one period, as this server sees it: what the database lent to it, and what of that is spent
 * or reserved. Reservations are made from the loan, in memory; only a loan that does not suffice is asked for.
 */
final class Account {
    /** A loan suffices for so many answers, where that is no more than an eighth of what is left. */
    private static final int ANSWERS = 8;

    private static final int MOST_OF_LEFT = 8;

    /** A loan that is used up sooner is followed by one twice as large. */
    private static final long SOON_NANOS = Duration.ofSeconds(1).toNanos();

    /** How often the database is asked again while others may give back. */
    private static final long AGAIN_NANOS = Duration.ofMillis(25).toNanos();

    /** After waiting in vain for other servers, they are not waited for again so soon: a dead one gives nothing back. */
    private static final long IN_VAIN_NANOS = Duration.ofSeconds(5).toNanos();

    /** A database that says nothing for so long is gone, or this server is shutting down. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

    final String key;
    final Instant start;
    final Instant renews;
    final Budget budget;
    final long limit;

    private final Consumer<Account> lender;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private long granted;
    private long spent;
    private long reserved;

    /** Of what is spent, what the database knows. */
    private long reported;

    /** Taken out of the loan and not yet given back to the database. */
    private long returning;

    private long smallestNeed;
    private long allNeeds;
    private long typicalNeed;
    private long slice;
    private long lentAt;
    private long usedAt = System.nanoTime();
    private long notRecalledUntil;
    private boolean recalling;
    private boolean closed;

    private long answers;
    private @Nullable Throwable failure;
    private long left = Long.MAX_VALUE;
    private long elsewhere;

    /** @param lender is told when this account needs the database; must return at once */
    Account(String key, Instant start, Instant renews, Budget budget, Consumer<Account> lender) {
        this.key = key;
        this.start = start;
        this.renews = renews;
        this.budget = budget;
        this.limit = Nanos.of(budget.limit());
        this.lender = lender;
    }

    /**
     * @param patience most time to wait for what others may give back
     * @return whether it was reserved; not if this account was closed meanwhile and another is to be asked
     */
    boolean reserve(long need, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            usedAt = System.nanoTime();
            typicalNeed = Math.max(typicalNeed, need);
            if (closed) {
                return false;
            }
            if (free() < need) {
                waitFor(need, patience);
                if (closed) {
                    return false;
                }
            }
            reserved += need;
            if (free() < slice / 4 && left > 0 && allNeeds == 0) {
                lender.accept(this);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void waitFor(long need, Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        allNeeds += need;
        smallestNeed = smallestNeed == 0 ? need : Math.min(smallestNeed, need);
        try {
            long seen = ask();
            while (free() < need && !closed) {
                if (answers == seen) {
                    if (changed.awaitNanos(SILENCE_NANOS) <= 0 && answers == seen) {
                        throw new BudgetUnknown(null);
                    }
                    continue;
                }
                if (failure != null) {
                    throw new BudgetUnknown(failure);
                }
                if (need - free() <= left) { // there was enough, and others were quicker
                    seen = ask();
                    continue;
                }
                long patient = patience.toNanos() - (System.nanoTime() - begun);
                boolean others = elsewhere > 0 && System.nanoTime() - notRecalledUntil >= 0;
                boolean mayCome = need - free() <= left + reserved + (others ? elsewhere : 0);
                if (!mayCome || patient <= 0) {
                    refuse(need, mayCome && others && reserved == 0);
                }
                changed.await(others ? Math.min(patient, AGAIN_NANOS) : patient, TimeUnit.NANOSECONDS);
                if (others && free() < need) {
                    recalling = true;
                    seen = ask();
                }
            }
        } finally {
            allNeeds -= need;
            if (allNeeds == 0) {
                smallestNeed = 0;
                recalling = false;
            }
        }
    }

    private void refuse(long need, boolean inVain) {
        if (inVain) {
            notRecalledUntil = System.nanoTime() + IN_VAIN_NANOS;
        }
        throw new BudgetExceeded(budget, need, Math.max(0, left + free()), renews);
    }

    /** @return the number of answers so far: one more, and the database has spoken */
    private long ask() {
        lender.accept(this);
        return answers;
    }

    private long free() {
        return granted - spent - reserved;
    }

    void settle(long reservation, long actual) {
        lock.lock();
        try {
            reserved -= reservation;
            spent += actual;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What one round of the database is to do for this account.
     *
     * @param need least loan that helps somebody who waits; 0 for nobody
     * @param all that those who wait need
     * @param reserve that would be good to have beyond, if there is much
     * @param back what is given back, less what was spent beyond the loan
     * @param spent since it was last told
     * @param recall whether others are asked to give back
     */
    record Wish(long need, long all, long reserve, long back, long spent, boolean recall) {
        boolean isNothing() {
            return need == 0 && reserve == 0 && back == 0 && spent == 0;
        }

        /** How much is lent of what is left. */
        long loan(long left) {
            if (left <= 0 || left < need) {
                return 0;
            }
            return Math.min(left, Math.max(all, Math.min(reserve, left / MOST_OF_LEFT)));
        }
    }

    /** @param giveBack whether all that is not reserved goes back */
    Wish wish(boolean giveBack) {
        lock.lock();
        try {
            long free = free();
            long now = System.nanoTime();
            if (free < 0) { // an answer cost more than was reserved
                granted -= free;
                returning += free;
            } else if (giveBack && allNeeds == 0 && free > 0) {
                granted -= free;
                returning += free;
                slice = 0;
            }
            free = free();
            boolean more = allNeeds > 0 || (!giveBack && reserved > 0 && free < slice / 4);
            if (more && slice > 0 && lentAt != 0 && now - lentAt < SOON_NANOS) {
                slice = Math.min(limit, 2 * slice);
            }
            slice = more ? Math.max(slice, ANSWERS * typicalNeed) : slice;
            return new Wish(
                    allNeeds == 0 ? 0 : Math.max(1, smallestNeed - free),
                    allNeeds == 0 ? 0 : Math.max(1, allNeeds - free),
                    more ? slice : 0,
                    returning,
                    spent - reported,
                    recalling);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The round is over.
     *
     * @param loan that was lent
     * @param rest of the limit that is left to be lent
     * @param lentElsewhere that other servers hold
     */
    void answered(Wish wish, long loan, long rest, long lentElsewhere) {
        lock.lock();
        try {
            granted += loan;
            reported += wish.spent();
            returning -= wish.back();
            left = rest;
            elsewhere = lentElsewhere;
            failure = null;
            if (loan > 0) {
                lentAt = System.nanoTime();
            }
            answers++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The round failed.
     *
     * @param sure whether nothing of it was stored. If that is not sure, what was to be lent or given back counts as spent
     */
    void failed(Wish wish, Throwable cause, boolean sure) {
        lock.lock();
        try {
            if (!sure) {
                reported += wish.spent();
                returning -= wish.back();
            }
            failure = cause;
            answers++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Own part of what is lent and not told to be spent; to know what others hold. */
    long outstanding() {
        lock.lock();
        try {
            return granted + returning - reported;
        } finally {
            lock.unlock();
        }
    }

    boolean holdsFreeMoney() {
        lock.lock();
        try {
            return free() > 0;
        } finally {
            lock.unlock();
        }
    }

    boolean isIdleSince(long nanoTime) {
        lock.lock();
        try {
            return allNeeds == 0 && usedAt - nanoTime < 0;
        } finally {
            lock.unlock();
        }
    }

    /** Closes it if nothing is left to be told or given back; then another takes its place when somebody asks. */
    boolean close() {
        lock.lock();
        try {
            closed |= allNeeds == 0 && reserved == 0 && granted == spent && spent == reported && returning == 0;
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
