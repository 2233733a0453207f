package tino.lifecycle.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;

/**
 * Sends what is written in the table of notifications, each channel in a thread of its own: one that hangs delays nobody but
 * itself. What fails is tried again after two seconds, four, eight, … up to a quarter of an hour, and given up after a day.
 */
public final class Courier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** A channel that hangs does not keep the server from stopping; what it was to send is sent after the next start. */
    private static final Duration WAIT_AT_CLOSE = Duration.ofSeconds(1);

    private final Notifications notifications;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final List<Route> routes = new ArrayList<>();
    private volatile boolean closed;

    private final class Route implements Runnable {
        final Channel channel;
        final Counter sent;
        final Counter failed;
        final Semaphore news = new Semaphore(0);
        final Thread thread;
        boolean reported;

        Route(Channel channel, MeterRegistry metrics) {
            this.channel = channel;
            this.sent = counter(channel, "sent", metrics);
            this.failed = counter(channel, "failed", metrics);
            this.thread = Thread.ofPlatform()
                    .daemon()
                    .name("tino-alerts-" + channel.name())
                    .unstarted(this);
        }

        @Override
        public void run() {
            while (!closed) {
                try {
                    if (!next()) {
                        boolean ignored = news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                        news.drainPermits();
                    }
                    reported = false;
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException e) {
                    if (!reported && !closed) {
                        log.warn("Notifications by {} cannot be read at present; none is lost.", channel.name(), e);
                        reported = true;
                    }
                    if (!waited()) {
                        return;
                    }
                }
            }
        }

        private boolean waited() {
            try {
                boolean ignored = news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }

        /** @return whether there was one */
        private boolean next() {
            return notifications
                    .claim(channel.name(), clock.instant(), channel.patience())
                    .map(this::send)
                    .isPresent();
        }

        private boolean send(Notifications.Claimed claimed) {
            @Nullable String problem = problem(claimed.notification());
            Instant now = clock.instant();
            if (problem == null) {
                notifications.sent(claimed.id(), now);
                sent.increment();
                return true;
            }
            failed.increment();
            boolean over = !now.isBefore(claimed.writtenAt().plus(GIVEN_UP_AFTER));
            log.warn(
                    "'{}' could not be sent by {} (attempt {}): {} {}",
                    claimed.notification().title(),
                    channel.name(),
                    claimed.attempt(),
                    problem,
                    over ? "It is given up." : "It is tried again.");
            notifications.failed(claimed.id(), problem, now, over ? null : now.plus(pause(claimed.attempt(), random)));
            return true;
        }

        private @Nullable String problem(Notification notification) {
            try {
                channel.send(notification);
                return null;
            } catch (Channel.NotSent e) {
                return String.valueOf(e.getMessage());
            } catch (RuntimeException unexpected) {
                // Its text may hold what is a secret.
                return unexpected.getClass().getName();
            }
        }
    }

    /** @param database with the tables of the module {@code lifecycle} @param random spreads attempts */
    public Courier(
            Database database,
            List<Channel> channels,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry metrics) {
        this.notifications = new Notifications(database);
        this.clock = clock;
        this.random = random;
        channels.forEach(channel -> routes.add(new Route(channel, metrics)));
    }

    private static Counter counter(Channel channel, String outcome, MeterRegistry metrics) {
        return Counter.builder("tino.alerts.notifications")
                .description("Attempts to send a notification of an alert")
                .tag("channel", channel.name())
                .tag("outcome", outcome)
                .register(metrics);
    }

    /** Before the next attempt. @param attempt that failed, from 1 on */
    static Duration pause(int attempt, RandomGenerator random) {
        long doubled = FIRST_WAIT.toMillis() << Math.min(attempt - 1, 20);
        long most = Math.min(doubled, LONGEST_WAIT.toMillis());
        return Duration.ofMillis(most - (long) (most * 0.2 * random.nextDouble()));
    }

    public Courier start() {
        routes.forEach(route -> route.thread.start());
        return this;
    }

    /** There may be something new to send. */
    public void wake() {
        routes.forEach(route -> route.news.release());
    }

    @Override
    public void close() {
        closed = true;
        wake();
        for (Route route : routes) {
            try {
                if (route.thread.isAlive()) {
                    boolean ignored = route.thread.join(WAIT_AT_CLOSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
