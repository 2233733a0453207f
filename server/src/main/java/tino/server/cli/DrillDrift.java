package tino.server.cli;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import tino.lifecycle.monitor.QualityWatch;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Runs;
import tino.marketplace.simulate.Fashion;
import tino.marketplace.simulate.Panel;

/**
 * The fashion turns, and the champion ranks by the old one: its quality falls, the watch notices and has the model trained
 * anew, and the new version walks to champion by the rules.
 */
final class DrillDrift extends Drill {
    private static final int SEARCHES = 400;
    private static final int LEARNING_DAYS = 4;
    private static final int BASELINE_DAYS = 2;
    private static final int MOST_DAYS = 9;
    /** Part of what was lost that has to return. */
    private static final double RETURNS = .5;

    /** Only what came after the turn shall be learned from: so much is to be there when the fall is noticed. */
    static final Map<String, Object> SETTINGS = Map.of(
            "tino.quality.baseline", "40h",
            "tino.quality.confidence", 0.95,
            "tino.quality.window", "4d",
            "tino.quality.answers", 500,
            "tino.quality.rest", "1d",
            "tino.quality.learn-from", "40h");

    DrillDrift(Simulation simulation, Simulation.Stage stage, long seed, LocalDate first, Output output) {
        super(simulation, stage, seed, first, output);
    }

    @Override
    String play() {
        Optional<ModelVersion> first = champion(LEARNING_DAYS, SEARCHES);
        if (first.isEmpty()) {
            return "no champion to begin with";
        }
        for (int i = 0; i < BASELINE_DAYS; i++) {
            day(SEARCHES, Fashion.USUAL);
        }
        Panel.Figures before = judge("before", Fashion.USUAL).champion();
        simulation.happened("the fashion turns");
        Panel.Figures fallen = judge("turned", Fashion.TURNED).champion();
        int days = 0;
        do {
            day(SEARCHES, Fashion.TURNED);
        } while (++days < MOST_DAYS && simulation.champion().equals(first));
        Panel.Figures after = judge("in the end", Fashion.TURNED).champion();
        if (fallen.ndcg() >= before.ndcg() || fallen.ctr() >= before.ctr()) {
            return "not degraded";
        }
        if (simulation.server().part(Runs.class).runs(MODEL).stream()
                .noneMatch(run -> run.reason().startsWith(QualityWatch.REASON))) {
            return "not noticed";
        }
        boolean returned = after.ndcg() >= fallen.ndcg() + RETURNS * (before.ndcg() - fallen.ndcg())
                && after.ctr() >= fallen.ctr() + RETURNS * (before.ctr() - fallen.ctr());
        return returned ? "recovered" : "not recovered";
    }
}
