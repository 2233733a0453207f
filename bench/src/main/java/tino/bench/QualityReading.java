package tino.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityReport;
import tino.lifecycle.registry.Registry;
import tino.marketplace.search.SearchImpression;
import tino.ranking.learn.RankerPipeline;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How fast the monitor of quality goes through a large hour of the log, and whether it keeps up while the log grows. */
final class QualityReading {
    private static final int TARGET = 20_000;
    private static final int BATCH = 500;
    /** Of so many answers one has an outcome. */
    private static final int CLICKED = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final int events;
    private final Duration growing;

    QualityReading(int events, Duration growing) {
        this.events = events;
        this.growing = growing;
    }

    void run(Figures figures) throws Exception {
        try (Marketplace marketplace = Marketplace.start(100, null, figures)) {
            RankerPipeline pipeline = marketplace.part(RankerPipeline.class);
            Registry registry = marketplace.part(Registry.class);
            int number = new ReleaseBench.Models(pipeline, registry).next().number();
            registry.assign(pipeline.model(), Registry.CHAMPION, number, "bench", "to measure it");
            Instant hour = InstantSource.system().instant().minus(Duration.ofHours(1));
            Database database = marketplace.part(Database.class);
            database.sql()
                    .sql("UPDATE model_alias_history SET at = ? WHERE model = ?")
                    .params(hour.atOffset(ZoneOffset.UTC), pipeline.model())
                    .update();
            figures.say("logging %,d events of an hour …", events);
            // Makes the month's partition.
            marketplace.part(EventLog.class).append(batch(pipeline.model(), number, hour, new SplittableRandom(11)));
            fill(database, pipeline.model(), number, hour);
            QualityMonitor monitor = marketplace.part(QualityMonitor.class);
            // As the log meets it: nothing of it was read before, nor tidied up by the database.
            double first = look(monitor, pipeline.model());
            QualityReport found = monitor.report(pipeline.model());
            figures.say(
                    "an hour of %,d events (%,d answers, %,d looked at) measured in %.2f s: %,.0f events a second",
                    events, found.tally().answers(), found.tally().looked(), first, events / first);
            figures.say("an hour of %,d a second would take at most %.0f s", TARGET, TARGET * 3_600.0 / events * first);
            figures.put("quality_events_per_second", events / first);
            figures.put("quality_hour_seconds_at_20000", TARGET * 3_600.0 / events * first);
            grow(marketplace.part(EventLog.class), monitor, pipeline.model(), number, figures);
        }
    }

    private static double look(QualityMonitor monitor, String model) {
        long start = System.nanoTime();
        monitor.look(model);
        return seconds(start);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The log grows at the target's rate, or as fast as it can, and is looked at sixty times as often as in a server. */
    private void grow(EventLog log, QualityMonitor monitor, String model, int number, Figures figures) {
        AtomicBoolean over = new AtomicBoolean();
        List<Double> looks = new ArrayList<>();
        CompletableFuture<Void> looking = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                looks.add(look(monitor, model));
                LockSupport.parkNanos((long) (BETWEEN_LOOKS.toNanos() - 1e9 * looks.getLast()));
            }
        });
        SplittableRandom random = new SplittableRandom(12);
        long start = System.nanoTime();
        long written = 0;
        while (System.nanoTime() - start < growing.toNanos()) {
            log.append(batch(model, number, InstantSource.system().instant(), random));
            written += BATCH;
            LockSupport.parkNanos((long) (1e9 * written / TARGET) - (System.nanoTime() - start));
        }
        double rate = written / seconds(start);
        over.set(true);
        looking.join();
        double last = look(monitor, model);
        double most = looks.stream().mapToDouble(Double::doubleValue).max().orElse(last);
        long answers = monitor.report(model).tally().answers();
        figures.say(
                "log growing at %,.0f events a second for %d s, looked at every %d s: %d looks, %.2f s at most; %,d answers"
                        + " counted at the end",
                rate, growing.toSeconds(), BETWEEN_LOOKS.toSeconds(), looks.size(), most, answers);
        figures.put("quality_growing_per_second", rate);
        figures.put("quality_growing_look_seconds", most);
    }

    private static List<Event> batch(String model, int number, Instant now, SplittableRandom random) {
        List<Event> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH) {
            UUID decision = DecisionId.next(() -> now, random);
            batch.add(new Event(
                    decision,
                    SearchImpression.TYPE,
                    now,
                    decision,
                    null,
                    null,
                    object(),
                    new Answered(model, number, null, 1_000 + random.nextInt(4_000))));
            if (batch.size() % (CLICKED + 1) == CLICKED) {
                batch.add(new Event(
                        new UUID(random.nextLong(), random.nextLong()),
                        "click",
                        now,
                        decision,
                        null,
                        null,
                        object().put("position", 1 + random.nextInt(10))));
            }
        }
        return batch;
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    /** Like {@link #batch}, by the database itself, which is faster. */
    private void fill(Database database, String model, int number, Instant from) {
        int answers = (int) ((long) events * CLICKED / (CLICKED + 1));
        database.sql()
                .sql("""
                        WITH made AS MATERIALIZED (
                            SELECT i, (lpad(to_hex(:from + (i * 3590000.0 / :answers)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3)
                                || '8' || substr(md5('x' || i), 1, 15))::uuid AS decision
                            FROM generate_series(0, :answers - 1) i),
                        timed AS (
                            SELECT i, decision, to_timestamp(('x' || left(replace(decision::text, '-', ''), 12))::bit(48)::bigint
                                / 1000.0) AS at
                            FROM made)
                        INSERT INTO event (decision, id, decided_at, type, at, body, model, version, micros)
                        SELECT decision, decision, at, :type, at, '{}'::json, :model, :version, 1000 + i % 4000 FROM timed
                        UNION ALL
                        SELECT decision, gen_random_uuid(), at, 'click', at, ('{"position": ' || 1 + i % 10 || '}')::json, NULL,
                            NULL::int, NULL::int
                        FROM timed WHERE i % :clicked = 0
                        """)
                .param("from", from.toEpochMilli())
                .param("answers", answers)
                .param("type", SearchImpression.TYPE)
                .param("model", model)
                .param("version", number)
                .param("clicked", CLICKED)
                .update();
    }
}
