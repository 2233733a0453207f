package tino.server.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.pipeline.ModelPipeline.Snapshot;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Run;
import tino.marketplace.MarketplaceSettings;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.search.ProfessionalSearch;
import tino.marketplace.simulate.Fashion;
import tino.marketplace.simulate.Panel;
import tino.ranking.Ranker;
import tino.ranking.learn.Candidate;
import tino.ranking.learn.RankerPipeline;
import tino.ranking.weight.RankingWeights;
import tino.server.Server;

/**
 * The demo's story in several worlds, each with people, clients and a home of its own that is gone afterwards: how much is
 * learned, and how much of it owes to the correction of position bias.
 */
final class Worlds {
    private static final int PROFESSIONALS = 1_000;
    private static final int JUDGES = 500;
    private static final Duration ALL = Duration.ofDays(3650);

    private final Output output;
    private final int days;
    private final int searches;
    private final boolean compareBias;

    Worlds(Output output, int days, int searches, boolean compareBias) {
        this.output = output;
        this.days = days;
        this.searches = searches;
        this.compareBias = compareBias;
    }

    /**
     * What came of one world: true nDCG@10 for the same clients.
     *
     * @param champion of the model that the nights released
     * @param corrected of one trained from the whole log with position bias corrected; NaN where not asked for
     * @param uncorrected and of one that takes clicks as they are
     */
    record World(long seed, double heuristic, double champion, double corrected, double uncorrected) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("seed", seed);
            json.put("heuristic", heuristic);
            json.put("champion", champion);
            json.put("gain", champion / heuristic - 1);
            if (!Double.isNaN(corrected)) {
                json.put("corrected", corrected);
                json.put("uncorrected", uncorrected);
            }
            return json;
        }
    }

    /** Plays the worlds of seeds {@code first, first + 1, …}. */
    Map<String, Object> play(long first, int count) {
        List<World> worlds = new ArrayList<>();
        for (long seed = first; seed < first + count; seed++) {
            output.print("World " + seed);
            worlds.add(play(seed));
            output.print(line(worlds.getLast()));
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("days", days);
        figures.put("searches_per_day", searches);
        figures.put("worlds", worlds.stream().map(World::json).toList());
        double[] gains = worlds.stream()
                .mapToDouble(world -> world.champion / world.heuristic - 1)
                .toArray();
        figures.put("gain_mean", Arrays.stream(gains).average().orElse(Double.NaN));
        figures.put("gain_min", Arrays.stream(gains).min().orElse(Double.NaN));
        output.print("");
        worlds.forEach(world -> output.print(line(world)));
        output.print(String.format(
                Locale.ROOT,
                "Gain over the heuristic: mean %+.1f %%, least %+.1f %%",
                percent(figures, "gain_mean"),
                percent(figures, "gain_min")));
        return figures;
    }

    private static double percent(Map<String, Object> figures, String name) {
        return 100 * (Double) figures.getOrDefault(name, Double.NaN);
    }

    private String line(World world) {
        String line = String.format(
                Locale.ROOT,
                "seed %d: true nDCG@10 heuristic %.4f, champion %.4f (%+.1f %%)",
                world.seed,
                world.heuristic,
                world.champion,
                100 * (world.champion / world.heuristic - 1));
        return compareBias
                ? line
                        + String.format(
                                Locale.ROOT,
                                "; bias corrected %.4f, not corrected %.4f",
                                world.corrected,
                                world.uncorrected)
                : line;
    }

    private World play(long seed) {
        try (TemporaryHome home = new TemporaryHome("worlds/" + seed);
                Simulation simulation = new Simulation(Map.of("tino.home", home.folder(), "tino.port", 0))) {
            simulation.seedIfEmpty(PROFESSIONALS, seed, simulation.yesterday().minusDays(days - 1L), output);
            try (Simulation.Stage stage = simulation.stage(seed)) {
                Telling telling = new Telling(simulation, output);
                telling.header();
                telling.days(stage, simulation.yesterday().minusDays(days - 1L), days, searches, Fashion.USUAL);
                Panel.Comparison end = stage.panel().compare(0, JUDGES, Fashion.USUAL);
                return new World(
                        seed,
                        end.weights().ndcg(),
                        end.champion().ndcg(),
                        compareBias
                                ? learned(simulation.server(), stage.panel(), Candidate.clickLog(), seed)
                                : Double.NaN,
                        compareBias
                                ? learned(simulation.server(), stage.panel(), Candidate.clickLogUncorrected(), seed)
                                : Double.NaN);
            }
        }
    }

    /** True nDCG@10 of a ranker that learned from the whole log in one of these ways, and is not registered. */
    private static double learned(Server server, Panel panel, List<Candidate> candidates, long seed) {
        RankerPipeline pipeline = MarketplaceRanker.pipeline(
                server.part(EventLog.class),
                server.part(RankingWeights.class),
                server.part(MarketplaceSettings.class),
                candidates);
        Lake lake = server.part(Lake.class);
        Period period = Period.endingAt(server.part(InstantSource.class).instant(), ALL);
        return switch (pipeline.snapshot(period, lake)) {
            case Snapshot.TooLittle _ -> Double.NaN;
            case Snapshot.Taken taken -> {
                Ranker ranker = pipeline.train(pipeline.load(taken.dataset(), lake), new Unrecorded(seed));
                yield panel.judge(0, JUDGES, Fashion.USUAL, server.part(ProfessionalSearch.class), ranker)
                        .ndcg();
            }
        };
    }

    /** A run that nobody reads about. */
    private record Unrecorded(long seed) implements Run {
        @Override
        public void parameter(String name, Object value) {}

        @Override
        public void metric(String name, double value, long step) {}

        @Override
        public void progress(double share, String what) {}
    }
}
