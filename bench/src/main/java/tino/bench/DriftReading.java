package tino.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import tino.lifecycle.drift.Column;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.drift.DriftPolicy;
import tino.lifecycle.drift.Observation;
import tino.lifecycle.drift.Tallies;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.feature.FeatureLayout;
import tino.marketplace.search.SearchImpression;
import tino.ranking.Impression;
import tino.ranking.learn.RankerPipeline;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lists of 30 items in the log, read and counted as the watch does. */
final class DriftReading {
    private static final int ITEMS = 30;
    private static final int BATCH = 500;
    private static final String MODEL = "bench-drift";

    private final int lists;

    DriftReading(int lists) {
        this.lists = lists;
    }

    void run(Figures figures) throws Exception {
        try (Marketplace marketplace = Marketplace.start(100, null, figures)) {
            EventLog log = marketplace.part(EventLog.class);
            RankerPipeline pipeline = marketplace.part(RankerPipeline.class);
            Instant to = InstantSource.system().instant().minus(Duration.ofDays(1));
            Instant from = to.minus(Duration.ofHours(1));
            fill(log, pipeline.layout(), from);
            DecisionInputs inputs = pipeline.inputs().orElseThrow();
            List<Column> columns = inputs.columns();
            List<Observation> sample = new ArrayList<>();
            log.readAnswers(MODEL, 1, from, to, .1, event -> inputs.read(event).ifPresent(sample::add));
            Tallies baseline = Tallies.of(columns, sample);
            double all = 0;
            double counting = 0;
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                long known = log.answers(MODEL, 1, from, to).count();
                counting = Math.max(counting, known / seconds(start));
                all = Math.max(all, lists / read(log, inputs, baseline, from, to, 1));
            }
            DriftPolicy policy = DriftPolicy.STANDARD;
            // What ten minutes of 20,000 a second take: to know how many there are, and to read as many as may be.
            double tenMinutes = 20_000 * 600.0;
            double look = tenMinutes / counting + policy.read() / all;
            figures.say(
                    "lists of %d items × %d columns read from the log and counted: %,.0f a second",
                    ITEMS, columns.size(), all);
            figures.say("lists looked for in the log alone: %,.0f a second", counting);
            figures.say("a look at ten minutes of 20,000 a second, of which %,d are read: %.1f s", policy.read(), look);
            figures.put("read_per_second", all);
            figures.put("looked_for_per_second", counting);
            figures.put("look_seconds_at_20000", look);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private double read(EventLog log, DecisionInputs inputs, Tallies baseline, Instant from, Instant to, double share) {
        Tallies now = baseline.emptied();
        List<Column> columns = inputs.columns();
        long start = System.nanoTime();
        log.readAnswers(MODEL, 1, from, to, share, event -> {
            Optional<Observation> one = inputs.read(event);
            one.ifPresent(observation -> now.add(columns, observation));
        });
        return seconds(start);
    }

    private void fill(EventLog log, FeatureLayout layout, Instant from) {
        SplittableRandom random = new SplittableRandom(9);
        List<String> items = IntStream.range(0, ITEMS)
                .mapToObj(item -> new UUID(7, item).toString())
                .toList();
        List<Event> events = new ArrayList<>(BATCH);
        for (int i = 0; i < lists; i++) {
            Instant at = from.plusMillis(i * 3_600_000L / lists);
            UUID decision = DecisionId.next(() -> at, random);
            float[] features = new float[ITEMS * layout.size()];
            for (int j = 0; j < features.length; j++) {
                features[j] = random.nextFloat();
            }
            ObjectNode body =
                    JsonMapper.shared().createObjectNode().put(SearchImpression.QUERY, "chuveiro não esquenta");
            new Impression(
                            items,
                            IntStream.rangeClosed(1, ITEMS).toArray(),
                            random.doubles(ITEMS).toArray(),
                            MODEL + ":1",
                            layout.fingerprint(),
                            features)
                    .write(body);
            events.add(new Event(
                    decision, SearchImpression.TYPE, at, decision, null, null, body, new Answered(MODEL, 1, null)));
            if (events.size() == BATCH || i == lists - 1) {
                log.append(List.copyOf(events));
                events.clear();
            }
        }
    }
}
