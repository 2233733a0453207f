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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.NamedLock;
import tino.lifecycle.schedule.JobExecution.Outcome;

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

    /** Who asked for what is done at its time. */
    public static final String CLOCK = "clock";

    /** With the job's name, the lock of whoever does it. */
    static final String LOCK = "tino.job.";

    private static final int LONGEST_MESSAGE = 500;

    private final Database database;
    private final JobExecutions executions;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Map<String, Runnable> work = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<RecurringTask<Void>> tasks = new ArrayList<>();
    private @Nullable Scheduler scheduler;

    /**
     * @param database with the tables of the module {@code lifecycle}
     * @param clock by which jobs are due
     * @param zone in which times of day are meant
     */
    public Jobs(Database database, InstantSource clock, ZoneId zone) {
        this.database = database;
        this.executions = new JobExecutions(database);
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
        Optional<NamedLock> free = lock(name);
        if (free.isEmpty()) {
            log.info("Job {} is being done already; its next time comes.", name);
            return;
        }
        try (NamedLock _ = free.get()) {
            work(name, CLOCK);
        } catch (RuntimeException e) {
            log.error("Job {} failed; it is tried again at its next time.", name, e);
            throw e;
        }
    }

    private Optional<NamedLock> lock(String name) {
        if (!work.containsKey(name)) {
            throw new IllegalArgumentException("There is no job '" + name + "', there are " + work.keySet());
        }
        return NamedLock.take(database, LOCK + name);
    }

    private void work(String name, String who) {
        long execution = executions.begin(name, who, clock.instant());
        long start = System.nanoTime();
        try {
            Objects.requireNonNull(work.get(name)).run();
        } catch (RuntimeException | Error e) {
            executions.end(execution, Outcome.FAILED, message(e), clock.instant());
            throw e;
        }
        executions.end(execution, Outcome.DONE, null, clock.instant());
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        // What looks every minute and finds nothing is no news.
        log.atLevel(taken.compareTo(NEWS) < 0 ? Level.DEBUG : Level.INFO)
                .log("Job {} took {} ms.", name, taken.toMillis());
    }

    private static String message(Throwable e) {
        String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getName());
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    /**
     * Does the work of a job now, in the thread of the caller, whatever the clock says.
     *
     * @throws IllegalArgumentException if there is no such job
     * @throws IllegalStateException if it is being done already
     */
    public void run(String name) {
        try (NamedLock _ = lock(name).orElseThrow(() -> busy(name))) {
            work(name, CLOCK);
        }
    }

    private static IllegalStateException busy(String name) {
        return new IllegalStateException("Job '" + name + "' is being done already; wait until it has ended.");
    }

    /**
     * Begins the work of a job now, in a thread of its own.
     *
     * @param who asks for it
     * @throws IllegalArgumentException if there is no such job
     * @throws IllegalStateException if it is being done already
     */
    public void begin(String name, String who) {
        NamedLock lock = lock(name).orElseThrow(() -> busy(name));
        Thread.ofPlatform().daemon().name("tino-job-" + name).start(() -> {
            try (lock) {
                work(name, who);
            } catch (RuntimeException e) {
                log.error("Job {}, which {} asked for, failed.", name, who, e);
            }
        });
    }

    /** The names of all jobs, in the order in which they were added. */
    public List<String> names() {
        return List.copyOf(work.keySet());
    }

    /** What was done, the newest first. */
    public List<JobExecution> executions(int limit) {
        return executions.newest(limit);
    }

    /** The last time that each job was done; jobs that never were are left out. */
    public Map<String, JobExecution> last() {
        return executions.last().stream().collect(Collectors.toMap(JobExecution::job, Function.identity()));
    }

    /** How many jobs failed, or were lost, the last time they were done. */
    public int failing() {
        return (int) last().values().stream()
                .filter(execution -> work.containsKey(execution.job()))
                .filter(execution -> execution.outcome() == Outcome.FAILED || execution.outcome() == Outcome.LOST)
                .count();
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
