package tino.server.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.simulate.Fashion;
import tino.marketplace.simulate.Panel;

/** A story about the release of a model, played in a marketplace of its own. What comes of it is seen in the answers served. */
abstract class Drill {
    static final String MODEL = MarketplaceRanker.MODEL;
    private static final int PROFESSIONALS = 600;
    private static final int DAYS = 30;
    private static final int MORE_DAYS = 3;
    private static final int JUDGES = 300;

    final Simulation simulation;
    final Simulation.Stage stage;
    final long seed;
    private final Output output;
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private LocalDate day;
    private int told;

    Drill(Simulation simulation, Simulation.Stage stage, long seed, LocalDate first, Output output) {
        this.simulation = simulation;
        this.stage = stage;
        this.seed = seed;
        this.day = first;
        this.output = output;
    }

    /** The stories there are and how each is to end. */
    enum Story {
        BETTER("promoted"),
        SABOTAGE("withdrawn"),
        DRIFT("recovered");

        private final String expected;

        Story(String expected) {
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    /**
     * @param outcome what was to happen, or a few words on what happened instead
     * @param harmedShare share of all answers that a version gave which had to be withdrawn
     */
    record Result(
            String outcome, List<Simulation.Happening> timeline, double harmedShare, int answers, double seconds) {}

    /** @param home empty */
    static Result play(Story story, Path home, long seed, Output output) {
        long start = System.nanoTime();
        Map<String, Object> settings = new HashMap<>(
                switch (story) {
                    case BETTER -> DrillBetter.SETTINGS;
                    case SABOTAGE -> Map.of();
                    case DRIFT -> DrillDrift.SETTINGS;
                });
        settings.put("tino.home", home);
        settings.put("tino.port", 0);
        // What is drilled are the steps that everybody has who chooses none.
        settings.put("tino.marketplace.rollout.canary", "10, 25, 50, 100");
        try (Simulation simulation = new Simulation(settings)) {
            LocalDate first = simulation.yesterday().minusDays(DAYS);
            simulation.seedIfEmpty(PROFESSIONALS, seed, first, output);
            try (Simulation.Stage stage = simulation.stage(seed)) {
                Drill drill = switch (story) {
                    case BETTER -> new DrillBetter(simulation, stage, seed, first, output);
                    case SABOTAGE -> new DrillSabotage(simulation, stage, seed, first, output);
                    case DRIFT -> new DrillDrift(simulation, stage, seed, first, output);
                };
                String outcome = drill.play();
                drill.tell();
                int all = drill.answers();
                double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
                return new Result(outcome, simulation.happenings(), drill.harmed() / (double) all, all, seconds);
            }
        }
    }

    abstract String play();

    /** The next day of clients. */
    void day(int searches, Fashion fashion) {
        try (Progress progress = output.progress(day.toString(), searches)) {
            stage.traffic(day, searches, fashion, searched -> {
                answers.computeIfAbsent(searched.rankedBy(), _ -> new AtomicInteger())
                        .incrementAndGet();
                progress.step();
            });
        }
        day = day.plusDays(1);
        tell();
    }

    /** Prints what happened since it was last told. */
    private void tell() {
        List<Simulation.Happening> all = simulation.happenings();
        all.stream().skip(told).forEach(one -> output.print(one.at() + "  " + one.what()));
        told = all.size();
    }

    /**
     * Days of clients whom the weights answer, and a version that was learned from them and passed the gate, which is strict
     * with little data: it gets some more days.
     */
    Optional<Rollout> learned(int days, int searches) {
        for (int i = 0; i < days; i++) {
            day(searches, Fashion.USUAL);
        }
        simulation.happened("training: " + stage.train());
        for (int i = 0; i < MORE_DAYS && rollouts().open(MODEL).isEmpty(); i++) {
            day(searches, Fashion.USUAL);
            simulation.happened("training: " + stage.train());
        }
        return rollouts().open(MODEL).stream().findFirst();
    }

    /** Such a version that is champion at once. */
    Optional<ModelVersion> champion(int days, int searches) {
        learned(days, searches).ifPresent(rollout -> {
            rollouts().advance(rollout, RolloutPolicy.AT_ONCE, "drill", "The drill begins with a champion", null);
            simulation.follow();
            simulation.happened("version " + rollout.version() + ": champion at once, by the drill");
        });
        return simulation.champion();
    }

    Rollouts rollouts() {
        return simulation.server().part(Rollouts.class);
    }

    /** Answers served so far. */
    int answers() {
        return answers.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Answers that this version gave, as they themselves said. */
    int answersBy(int version) {
        AtomicInteger count = answers.get(MODEL + ':' + version);
        return count == null ? 0 : count.get();
    }

    /** Answers of versions that were withdrawn after they had begun to answer. */
    private int harmed() {
        Set<Integer> harmful = new HashSet<>();
        rollouts().all(MODEL).stream()
                .filter(rollout -> rollout.stage() == Rollout.Stage.WITHDRAWN && rollout.canaryAt() != null)
                .forEach(rollout -> harmful.add(rollout.version()));
        return harmful.stream().mapToInt(this::answersBy).sum();
    }

    /** How good the champion truly is for fresh clients, written down. */
    Panel.Comparison judge(String when, Fashion fashion) {
        Panel.Comparison judged = stage.panel().compare(0, JUDGES, fashion);
        simulation.happened(String.format(
                Locale.ROOT,
                "%s: true nDCG@10 %.3f and CTR@10 %.2f by %s; %.3f and %.2f by the weights",
                when,
                judged.champion().ndcg(),
                judged.champion().ctr(),
                judged.championIs(),
                judged.weights().ndcg(),
                judged.weights().ctr()));
        return judged;
    }
}
