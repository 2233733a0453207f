package tino.lifecycle.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.alert.Alert.State;
import tino.lifecycle.database.Database;
import tino.lifecycle.schedule.Ticker;

/**
 * Looks at the metrics by the rules and moves the alerts, as Prometheus does: beyond the threshold an alert is pending, after
 * the rule's time it fires, and when it is beyond no more it is resolved; what never fired is forgotten.
 *
 * <p>Of several servers one looks, by a lease in the database that each look renews in the transaction of what it moves. So a
 * server that lost it moves nothing. Every server goes on taking samples, so that whoever takes over knows the past. Who
 * looks sees the meters of its own process; figures of all servers together are Prometheus' business, by the same rules.
 *
 * <p>Notifications are written in the transaction of the state that they tell of. What is silenced is told of when the silence
 * ends, if it is still so then. After a start, or where a series has vanished, a firing alert is not resolved for lack of
 * data before the window, and at least {@link #SETTLING}, has passed: a restart repeats nothing.
 */
public final class AlertWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlertWatch.class);

    /** So long after a start missing data mean nothing: some are counted every ten minutes. */
    static final Duration SETTLING = Duration.ofMinutes(15);

    /** A server that looked no more for so many of its looks has lost the lease. */
    private static final int LEASED_LOOKS = 4;

    /** More is not written until some of it was sent; nothing is lost, it is written later. */
    static final int MOST_WAITING = 1_000;

    private final Database database;
    private final List<AlertRule> rules;
    private final List<Channel> channels;
    private final Sample.Source source;
    private final Duration every;
    private final InstantSource clock;
    private final Alerts alerts;
    private final Silences silences;
    private final Notifications notifications;
    private final History history;
    private final Runnable written;
    private final Counter failures;
    private final String holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private volatile int firing;
    private boolean reported;
    private @Nullable Ticker ticker;

    private record Key(String rule, Map<String, String> labels) {}

    /**
     * @param database with the tables of the module {@code lifecycle}
     * @param channels on which people are told
     * @param every how often it looks
     * @param written called after notifications were written
     */
    public AlertWatch(
            Database database,
            List<AlertRule> rules,
            List<Channel> channels,
            Sample.Source source,
            Duration every,
            InstantSource clock,
            MeterRegistry metrics,
            Runnable written) {
        this.database = database;
        this.rules = List.copyOf(rules);
        this.channels = List.copyOf(channels);
        this.source = source;
        this.every = every;
        this.clock = clock;
        this.alerts = new Alerts(database);
        this.silences = new Silences(database, clock);
        this.notifications = new Notifications(database);
        this.history = new History(rules);
        this.written = written;
        this.failures = Counter.builder("tino.alerts.failures")
                .description("Looks at the rules of alerts that failed")
                .register(metrics);
        Gauge.builder("tino.alerts.firing", () -> firing)
                .description("Alerts that fire, as of the last look of this server")
                .register(metrics);
    }

    public List<AlertRule> rules() {
        return rules;
    }

    /** Begins to look at the clock. */
    public synchronized AlertWatch start() {
        if (ticker == null) {
            ticker = new Ticker("tino-alerts", every, this::look);
        }
        return this;
    }

    private void look() {
        try {
            tick();
            reported = false;
        } catch (RuntimeException e) {
            failures.increment();
            if (!reported) {
                log.warn("The rules of alerts cannot be looked at at present; alerts stay as they are.", e);
                reported = true;
            }
        }
    }

    /** Looks once. @return whether this server is the one that looks */
    public synchronized boolean tick() {
        Instant now = clock.instant();
        history.observe(now, source.read());
        boolean mine = Boolean.TRUE.equals(database.transactions().execute(_ -> {
            if (!lease(now)) {
                return false;
            }
            move(now);
            tell(now);
            return true;
        }));
        if (mine) {
            written.run();
        }
        return mine;
    }

    private boolean lease(Instant now) {
        return database.sql()
                        .sql("UPDATE alert_lease SET holder = ?, until = ? WHERE holder = ? OR until <= ?")
                        .params(
                                holder,
                                Timestamp.from(now.plus(every.multipliedBy(LEASED_LOOKS))),
                                holder,
                                Timestamp.from(now))
                        .update()
                == 1;
    }

    private void move(Instant now) {
        Map<Key, Alert> open = alerts.open().stream()
                .collect(Collectors.toMap(alert -> new Key(alert.rule(), alert.labels()), Function.identity()));
        int firingNow = 0;
        for (AlertRule rule : rules) {
            Map<Key, Reading> readings = new HashMap<>();
            history.read(rule).forEach(reading -> readings.put(new Key(rule.name(), reading.labels()), reading));
            for (Map.Entry<Key, Reading> reading : readings.entrySet()) {
                firingNow += look(rule, reading.getValue(), open.remove(reading.getKey()), now) ? 1 : 0;
            }
            for (Key key : List.copyOf(open.keySet())) {
                if (key.rule.equals(rule.name())) {
                    Alert alert = open.remove(key);
                    firingNow += alert != null && lacking(rule, alert, now) ? 1 : 0;
                }
            }
        }
        // Of rules that are there no more.
        open.values().forEach(alert -> end(alert, now));
        firing = firingNow;
    }

    /** @return whether it fires now */
    private boolean look(AlertRule rule, Reading reading, @Nullable Alert alert, Instant now) {
        if (!reading.beyond()) {
            if (alert == null) {
                return false;
            }
            if (Double.isNaN(reading.value()) || !reading.whole()) {
                return lacking(rule, alert, now);
            }
            end(alert, now);
            return false;
        }
        boolean due = rule.lasting().isZero()
                || alert != null && !now.isBefore(alert.activeAt().plus(rule.lasting()));
        if (alert == null) {
            alerts.begin(rule, reading, due ? State.FIRING : State.PENDING, now);
            return due;
        }
        alerts.see(alert.id(), reading.value());
        if (alert.state() == State.PENDING && due) {
            alerts.fire(alert.id(), now);
        }
        return due;
    }

    /** There is nothing to say of it. @return whether it fires on */
    private boolean lacking(AlertRule rule, Alert alert, Instant now) {
        Duration settling = rule.window().compareTo(SETTLING) > 0 ? rule.window() : SETTLING;
        if (history.seen().compareTo(settling) < 0) {
            return alert.state() == State.FIRING;
        }
        end(alert, now);
        return false;
    }

    private void end(Alert alert, Instant now) {
        if (alert.state() == State.FIRING) {
            alerts.resolve(alert.id(), now);
        } else {
            alerts.drop(alert.id());
        }
    }

    private void tell(Instant now) {
        List<Alert> untold = alerts.untold();
        if (untold.isEmpty() || notifications.waiting() >= MOST_WAITING) {
            return;
        }
        List<Silence> silent = silences.active();
        Map<String, AlertRule> byName = rules.stream().collect(Collectors.toMap(AlertRule::name, Function.identity()));
        for (Alert alert : untold) {
            boolean silenced = silent.stream().anyMatch(silence -> silence.covers(alert));
            if (silenced && alert.open()) {
                continue;
            }
            AlertRule rule = byName.get(alert.rule());
            if (!silenced) {
                channels.stream()
                        .filter(channel -> rule == null || channel.wants(rule, kind(alert)))
                        .forEach(channel -> write(alert, rule, channel, now));
            }
            alerts.told(alert, now);
        }
    }

    private void write(Alert alert, @Nullable AlertRule rule, Channel channel, Instant now) {
        String kind = kind(alert);
        notifications.write(
                alert,
                kind,
                channel.name(),
                rule == null ? null : rule.model(alert.labels()),
                "[" + alert.severity().code() + "] " + alert.name() + (alert.open() ? " is firing" : " is resolved"),
                alert.summary()
                        + "\nValue: " + String.format(Locale.ROOT, "%.4g", alert.value())
                        + "\nSince: " + alert.activeAt()
                        + (alert.resolvedAt() == null ? "" : "\nResolved: " + alert.resolvedAt())
                        + "\nWhat to do: " + alert.runbook(),
                now);
    }

    private static String kind(Alert alert) {
        return alert.open() ? "firing" : "resolved";
    }

    @Override
    public void close() {
        Ticker running;
        synchronized (this) {
            running = ticker;
        }
        // Not while this is held, which the last look waits for.
        if (running != null) {
            running.close();
        }
    }
}
