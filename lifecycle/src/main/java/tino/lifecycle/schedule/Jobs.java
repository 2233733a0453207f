package tino.lifecycle.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tino.lifecycle.database.Database;

/**
 * Work that is done by the clock, over all servers of one database once each time. A server that dies in the middle is
 * noticed by its missing heartbeat, and another one does the work again: a job must be able to be repeated.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);
    private static final int THREADS = 2;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration NEWS = Duration.ofMillis(200);
    private static final Duration WAIT_AT_CLOSE = Duration.ofSeconds(20);

    private final Database database;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Map<String, Runnable> work = new LinkedHashMap<>();
    private final List<RecurringTask<Void>> tasks = new ArrayList<>();
    private @Nullable Scheduler scheduler;

    /**
     * @param database with the tables of the module {@code lifecycle}
     * @param clock by which jobs are due
     * @param zone in which times of day are meant
     */
    public Jobs(Database database, InstantSource clock, ZoneId zone) {
        this.database = database;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Adds a job; before {@link #start}.
     *
     * @param cron six fields from seconds to day of the week, e.g. {@code 0 0 3 * * *} for every night at three; {@code -}
     *     for never by the clock
     * @throws IllegalArgumentException if the expression is wrong
     */
    public synchronized Jobs add(String name, String cron, Runnable job) {
        if (scheduler != null) {
            throw new IllegalStateException("Job '" + name + "' comes too late, the jobs have started.");
        }
        if (work.putIfAbsent(name, job) != null) {
            throw new IllegalArgumentException("There is a job '" + name + "' already.");
        }
        CronSchedule schedule;
        try {
            schedule = Schedules.cron(cron, zone);
            boolean never = schedule.isDisabled();
            log.debug("Job {} {}", name, never ? "runs on demand only" : "runs at " + cron + " " + zone);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Expected a cron expression of six fields for job '" + name
                            + "', e.g. '0 0 3 * * *' for three at night or '-' for never, got '" + cron + "': "
                            + e.getMessage(),
                    e);
        }
        tasks.add(Tasks.recurring(name, schedule).execute((instance, context) -> execute(name)));
        return this;
    }

    private void execute(String name) {
        try {
            run(name);
        } catch (RuntimeException e) {
            log.error("Job {} failed; it is tried again at its next time.", name, e);
            throw e;
        }
    }

    /** Does the work of a job now, in the thread of the caller, whatever the clock says. */
    public void run(String name) {
        Runnable job = work.get(name);
        if (job == null) {
            throw new IllegalArgumentException("There is no job '" + name + "', there are " + work.keySet());
        }
        long start = System.nanoTime();
        job.run();
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        // What looks every minute and finds nothing is no news.
        log.atLevel(taken.compareTo(NEWS) < 0 ? Level.DEBUG : Level.INFO)
                .log("Job {} took {} ms.", name, taken.toMillis());
    }

    /** Begins to look at the clock. */
    public synchronized Jobs start() {
        scheduler = Scheduler.create(database.dataSource())
                .startTasks(tasks)
                .schedulerName(new SchedulerName.Fixed(
                        "tino-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID()))
                .clock(clock::instant)
                .threads(THREADS)
                .pollingInterval(LOOK_EVERY)
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(WAIT_AT_CLOSE)
                .build();
        scheduler.start();
        return this;
    }

    /** When each job is due next, in the order of time. */
    public Map<String, Instant> due() {
        Map<String, Instant> due = new LinkedHashMap<>();
        database.sql()
                .sql(
                        "SELECT task_name, execution_time FROM scheduled_tasks WHERE execution_time IS NOT NULL ORDER BY execution_time")
                .query(row -> {
                    due.put(row.getString(1), row.getTimestamp(2).toInstant());
                });
        return due;
    }

    /** Waits for what is running, then stops. */
    @Override
    public synchronized void close() {
        if (scheduler != null) {
            scheduler.stop();
        }
    }
}
