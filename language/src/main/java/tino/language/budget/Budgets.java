package tino.language.budget;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.language.budget.Account.Wish;
import tino.lifecycle.database.Database;

/**
 * Who may still spend what. An answer's worst case is reserved before a model is asked, and settled to what it cost. Limits hold over
 * all servers of a database, at every moment, whatever dies; how is in ADR 12. Safe for use by many threads.
 */
public final class Budgets implements AutoCloseable {
    /** Answers that are being given return money within a second or two; longer nobody should wait to be refused. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);
    private static final long TELL_MILLIS = 100;
    private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final String NOBODY = "-";

    private final List<Budget> budgets;
    private final Loans loans;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Duration patience;
    private final Map<String, Counter> refusals = new HashMap<>();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** Of periods that are over; what they still hold goes back. */
    private final Set<Account> ending = ConcurrentHashMap.newKeySet();

    private final BlockingQueue<Account> asking = new LinkedBlockingQueue<>();
    private final Set<Account> queued = ConcurrentHashMap.newKeySet();
    private final Thread keeper;
    private volatile boolean closed;

    /**
     * @param zone whose midnight begins days and months
     * @param patience most time an answer waits for money that is reserved but may come back, before it is refused
     */
    public Budgets(
            List<Budget> budgets,
            Database database,
            InstantSource clock,
            ZoneId zone,
            Duration patience,
            MeterRegistry metrics) {
        if (budgets.stream().map(Budget::name).distinct().count() < budgets.size()) {
            throw new IllegalArgumentException("Two budgets have one name: "
                    + budgets.stream().map(Budget::name).toList());
        }
        // Narrow ones first: whoever has nothing left takes nothing from the others, and nobody waits in a circle.
        this.budgets = budgets.stream()
                .sorted(Comparator.comparing(Budget::scope).thenComparing(Budget::name))
                .toList();
        this.loans = new Loans(database);
        this.clock = clock;
        this.zone = zone;
        this.patience = patience;
        for (Budget budget : budgets) {
            refusals.put(
                    budget.name(),
                    Counter.builder("tino.language.budget.refusals")
                            .description("Answers refused by a model because they might cost more than is left")
                            .tag("budget", budget.name())
                            .register(metrics));
        }
        this.keeper = Thread.ofPlatform().daemon().name("tino-budget-keeper").start(this::keep);
    }

    /**
     * Sets money aside.
     *
     * @param user whose budget it is; {@code null}: all who are not known share one
     * @param nanos the most the answer may cost, in billionths of the currency; what costs nothing is never refused
     * @throws BudgetExceeded if a budget has not so much left
     * @throws BudgetUnknown if the database does not answer
     */
    public Reservation reserve(@Nullable String user, String tier, long nanos) throws InterruptedException {
        if (nanos < 0) {
            throw new IllegalArgumentException("Expected a cost of 0 or more, got " + nanos);
        }
        if (nanos == 0 || budgets.isEmpty()) {
            return Reservation.NONE;
        }
        List<Account> reserved = new ArrayList<>(budgets.size());
        boolean whole = false;
        try {
            for (Budget budget : budgets) {
                if (budget.concerns(tier)) {
                    reserved.add(reserve(budget, budget.account(user == null ? NOBODY : user, tier), nanos));
                }
            }
            whole = true;
        } catch (BudgetExceeded e) {
            Objects.requireNonNull(refusals.get(e.budget())).increment();
            throw e;
        } finally {
            if (!whole) {
                reserved.forEach(account -> account.settle(nanos, 0));
            }
        }
        return new Reservation(List.copyOf(reserved), nanos);
    }

    private Account reserve(Budget budget, String key, long nanos) throws InterruptedException {
        while (true) {
            if (closed) {
                throw new BudgetUnknown(null);
            }
            Account account = account(budget, key);
            if (account.reserve(nanos, patience)) {
                return account;
            }
            accounts.remove(key, account);
        }
    }

    private Account account(Budget budget, String key) {
        Instant now = clock.instant();
        Account known = accounts.get(key);
        if (known != null && !now.isBefore(known.start) && now.isBefore(known.renews)) {
            return known;
        }
        return Objects.requireNonNull(accounts.compute(key, (_, old) -> {
            if (old != null && !now.isBefore(old.start) && now.isBefore(old.renews)) {
                return old;
            }
            if (old != null) {
                ending.add(old);
            }
            return fresh(budget, key, now);
        }));
    }

    private Account fresh(Budget budget, String key, Instant now) {
        ZonedDateTime start = budget.period().start(now.atZone(zone));
        return new Account(key, start.toInstant(), budget.period().end(start).toInstant(), budget, this::ask);
    }

    private void ask(Account account) {
        if (queued.add(account)) {
            asking.add(account);
        }
    }

    private void keep() {
        long told = System.nanoTime();
        boolean troubled = false;
        while (!closed) {
            try {
                long due = TELL_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told);
                Account first = asking.poll(Math.max(0, due), TimeUnit.MILLISECONDS);
                if (first != null) {
                    lend(first);
                }
                if (System.nanoTime() - told >= TimeUnit.MILLISECONDS.toNanos(TELL_MILLIS)) {
                    told = System.nanoTime();
                    tell(false);
                    troubled = false;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!troubled) {
                    LOG.warn("What was spent could not be told to the database yet: {}", e.toString());
                }
                troubled = true;
            }
        }
    }

    private void lend(Account first) {
        List<Account> batch = new ArrayList<>();
        batch.add(first);
        asking.drainTo(batch);
        // Before they are looked at: who asks from now on is heard again.
        batch.forEach(queued::remove);
        Map<Account, Wish> wishes = new LinkedHashMap<>();
        batch.forEach(account -> wishes.put(account, account.wish(false)));
        loans.round(wishes);
    }

    /** Tells what was spent, and gives back what nobody here needs or others want. */
    private void tell(boolean all) {
        Set<Account> known = new HashSet<>(accounts.values());
        known.addAll(ending);
        boolean rich = known.stream().anyMatch(Account::holdsFreeMoney);
        Set<String> wanted = rich && !all ? loans.wanted() : Set.of();
        long idle = System.nanoTime() - IDLE_NANOS;
        Instant now = clock.instant();
        Map<Account, Wish> wishes = new LinkedHashMap<>();
        for (Account account : known) {
            boolean over = !now.isBefore(account.renews);
            boolean back = all || over || wanted.contains(account.key) || account.isIdleSince(idle);
            Wish wish = account.wish(back);
            if (!wish.isNothing()) {
                wishes.put(account, wish);
            } else if (back && (over || account.isIdleSince(idle)) && account.close()) {
                accounts.remove(account.key, account);
                ending.remove(account);
            }
        }
        if (!wishes.isEmpty()) {
            loans.round(wishes);
        }
    }

    /**
     * One budget as it is now.
     *
     * @param committed spent or set aside, at all servers
     * @param spent of that, as far as servers have told; at most a fraction of a second late
     */
    public record Standing(Budget budget, BigDecimal committed, BigDecimal spent, Instant renews) {
        public BigDecimal left() {
            return budget.limit().subtract(committed).max(BigDecimal.ZERO);
        }
    }

    /** All budgets that concern somebody. */
    public List<Standing> standing(@Nullable String user, String tier) {
        Instant now = clock.instant();
        return budgets.stream()
                .filter(budget -> budget.concerns(tier))
                .map(budget -> {
                    Account account = fresh(budget, budget.account(user == null ? NOBODY : user, tier), now);
                    Loans.Told told = loans.told(account);
                    return new Standing(
                            budget, Nanos.amount(told.committed()), Nanos.amount(told.spent()), account.renews);
                })
                .toList();
    }

    /** Gives back what is not spent. Answers that are being given then still settle, but only as far as they were reserved. */
    @Override
    public void close() {
        closed = true;
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            tell(true);
        } catch (RuntimeException e) {
            LOG.warn("What is left of loans could not be given back: {}", e.toString());
        }
    }
}
