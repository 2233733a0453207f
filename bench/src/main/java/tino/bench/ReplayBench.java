package tino.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.archive.DecisionSource;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.pipeline.Progress;
import tino.marketplace.search.SearchImpression;
import tino.ranking.Impression;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.learn.RankerPipeline;
import tino.ranking.replay.RankingReplay;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ten past days of lists of 30 items, half of them clicked: logged, archived, and ordered again. */
final class ReplayBench {
    private static final int DAYS = 10;
    private static final int ITEMS = 30;
    private static final int BATCH = 500;

    private final Archive archive;
    private final EventLog log;
    private final RankerPipeline pipeline;
    private final Ranker ranker;
    private final int decisions;
    private final LocalDate first;
    private final LocalDate last;

    ReplayBench(Marketplace marketplace, RankerPipeline pipeline, Ranker ranker, int decisions) {
        this.archive = marketplace.part(Archive.class);
        this.log = marketplace.part(EventLog.class);
        this.pipeline = pipeline;
        this.ranker = ranker;
        this.decisions = decisions;
        // Long enough ago that no other measurement logs anything there.
        this.last = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC)
                .minusDays(30);
        this.first = last.minusDays(DAYS - 1L);
    }

    void run(Figures figures) {
        figures.say("logging %,d lists of %d items …", decisions, ITEMS);
        fill();
        DecisionSource source = pipeline.decisions().orElseThrow();
        long start = System.nanoTime();
        archive.bring(source, first, last, Progress.SILENT);
        double archiving = (System.nanoTime() - start) / 1e9;
        replay(source);
        double[] times =
                DoubleStream.generate(() -> replay(source)).limit(3).sorted().toArray();
        double again = times[1];
        double rate = decisions / again;
        figures.say(
                "%,d lists of %d items × %d features, ordered again by 300 trees and compared",
                decisions, ITEMS, pipeline.layout().size());
        figures.say("%-52s %8.0f lists/s", "from the archive", rate);
        figures.say("%-52s %8.0f lists/s", "the first time, archived for it", decisions / (archiving + again));
        figures.put("replay_per_second", rate);
        figures.put("replay_first_per_second", decisions / (archiving + again));
    }

    private double replay(DecisionSource source) {
        RankingReplay replay =
                new RankingReplay(ranker, null, pipeline.outcomes().success());
        long start = System.nanoTime();
        archive.read(source, first, last, replay);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (replay.report().all().lists() != decisions) {
            throw new IllegalStateException("Expected " + decisions + " lists, compared "
                    + replay.report().all().lists());
        }
        return seconds;
    }

    private void fill() {
        SplittableRandom random = new SplittableRandom(9);
        FeatureLayout layout = pipeline.layout();
        List<String> items = IntStream.range(0, ITEMS)
                .mapToObj(item -> new UUID(7, item).toString())
                .toList();
        Instant begin = first.atStartOfDay(ZoneOffset.UTC).toInstant();
        long step = Duration.ofDays(DAYS).toMillis() / decisions;
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < decisions; i++) {
            Instant at = begin.plusMillis(i * step);
            UUID decision = DecisionId.next(() -> at, random);
            Ranking shown = Ranking.by(
                    IntStream.range(0, ITEMS).mapToDouble(item -> -item).toArray(), Ranking.WEIGHTS);
            ObjectNode body = JsonMapper.shared().createObjectNode();
            Impression.page(shown, items, layout, ReleaseBench.vectors(layout, ITEMS, random), 0, ITEMS)
                    .write(body);
            events.add(new Event(decision, SearchImpression.TYPE, at, decision, null, null, body));
            if (random.nextBoolean()) {
                int position = 1 + random.nextInt(ITEMS);
                ObjectNode click = JsonMapper.shared().createObjectNode().put("position", position);
                events.add(new Event(UUID.randomUUID(), "quote", at, decision, null, items.get(position - 1), click));
            }
            if (events.size() >= BATCH || i == decisions - 1) {
                log.append(events);
                events = new ArrayList<>();
            }
        }
    }
}
