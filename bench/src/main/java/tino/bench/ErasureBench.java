package tino.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.privacy.Erasure;
import tino.lifecycle.privacy.Erasures;
import tino.marketplace.search.SearchImpression;
import tino.ranking.Impression;
import tino.ranking.learn.RankerPipeline;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How long it takes to forget somebody in a large log, step by step: a tenth are lists of 30 items, the rest what came of them. */
@Command(
        name = "erasure",
        mixinStandardHelpOptions = true,
        description =
                "Forgets somebody with a thousandth of the events of a large log, and says how long each step took.")
final class ErasureBench implements Callable<Integer> {
    private static final int ITEMS = 30;
    private static final int CLICKS = 9;
    private static final int BATCH = 1_000;
    /** Every so many lists are the person's. */
    private static final int SHARE = 1_000;

    private static final String PERSON = "4f0c1e52-session-of-somebody-to-be-forgotten";

    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--events", defaultValue = "1000000", description = "In the log (default: ${DEFAULT-VALUE}).")
    private int events;

    @Override
    public Integer call() throws Exception {
        try (Marketplace marketplace = Marketplace.start(500, null, figures)) {
            figures.say("filling the log with %,d events …", events);
            fill(
                    marketplace.part(EventLog.class),
                    marketplace.part(Pseudonyms.class),
                    marketplace.part(RankerPipeline.class).layout());
            Erasures erasures = marketplace.part(Erasures.class);
            long start = System.nanoTime();
            UUID id = erasures.request(PERSON, "bench").orElseThrow();
            List<Double> at = new ArrayList<>(List.of(seconds(start)));
            Erasure done = erasures.run(id, _ -> at.add(seconds(start)));
            double whole = seconds(start);
            figures.say("to find the person: %.2f s", at.getFirst());
            for (int step = 0; step < done.steps().size(); step++) {
                Erasure.Step one = done.steps().get(step);
                figures.say("%-16s %6.2f s  %s", one.store(), at.get(step + 1) - at.get(step), one.removed());
                figures.put(one.store() + "_seconds", at.get(step + 1) - at.get(step));
            }
            figures.say(
                    "the search afterwards: %.2f s; found in %s",
                    whole - at.get(done.steps().size()), Objects.requireNonNull(done.remains()));
            figures.say("forgotten in %.1f s", whole);
            figures.put("search_seconds", whole - at.get(done.steps().size()));
            figures.put("seconds", whole);
            figures.finish();
        }
        return 0;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void fill(EventLog log, Pseudonyms pseudonyms, FeatureLayout layout) {
        SplittableRandom random = new SplittableRandom(9);
        List<String> items = IntStream.range(0, ITEMS)
                .mapToObj(item -> new UUID(7, item).toString())
                .toList();
        int lists = events / (1 + CLICKS);
        Instant from = InstantSource.system().instant().minus(Duration.ofDays(1));
        List<Event> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < lists; i++) {
            Instant at = from.plusMillis(i * 86_000_000L / lists);
            String subject = pseudonyms.of(i % SHARE == 0 ? PERSON : "session-" + i % 50_000);
            UUID decision = DecisionId.next(() -> at, random);
            batch.add(event(decision, SearchImpression.TYPE, at, subject, null, list(items, layout, random)));
            for (int click = 0; click < CLICKS; click++) {
                ObjectNode body = JsonMapper.shared().createObjectNode().put("position", 1 + click);
                batch.add(event(decision, "click", at, subject, items.get(click), body));
            }
            if (batch.size() >= BATCH || i == lists - 1) {
                log.append(List.copyOf(batch));
                batch.clear();
            }
        }
    }

    private static Event event(
            UUID decision, String type, Instant at, String subject, @Nullable String item, ObjectNode body) {
        return new Event(
                item == null ? decision : UUID.randomUUID(),
                type,
                at,
                decision,
                subject,
                item,
                body,
                item == null ? new Answered("bench-erasure", 1, null) : null);
    }

    private static ObjectNode list(List<String> items, FeatureLayout layout, SplittableRandom random) {
        float[] features = new float[ITEMS * layout.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextFloat();
        }
        ObjectNode body = JsonMapper.shared().createObjectNode().put(SearchImpression.QUERY, "chuveiro não esquenta");
        new Impression(
                        items,
                        IntStream.rangeClosed(1, ITEMS).toArray(),
                        random.doubles(ITEMS).toArray(),
                        "bench-erasure:1",
                        layout.fingerprint(),
                        features)
                .write(body);
        return body;
    }
}
