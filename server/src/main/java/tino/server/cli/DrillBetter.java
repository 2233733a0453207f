package tino.server.cli;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.rollout.Rollout;
import tino.marketplace.simulate.Fashion;

/** The weights answer; a version that learned from their clicks is better, and is promoted by the rules alone. */
final class DrillBetter extends Drill {
    private static final int SEARCHES = 400;
    private static final int LEARNING_DAYS = 4;
    private static final int MOST_DAYS = 12;

    /** Enough answers a step that one which is better does not look worse by chance. */
    static final Map<String, Object> SETTINGS = Map.of(
            "tino.marketplace.rollout.guard.cases", 60,
            "tino.marketplace.rollout.step.or-cases", 80,
            "tino.marketplace.rollout.step.at-least", "12h");

    DrillBetter(Simulation simulation, Simulation.Stage stage, long seed, LocalDate first, Output output) {
        super(simulation, stage, seed, first, output);
    }

    @Override
    String play() {
        Optional<Rollout> trial = learned(LEARNING_DAYS, SEARCHES);
        if (trial.isEmpty()) {
            return "not trained";
        }
        for (int i = 0; i < MOST_DAYS && open(trial.get()); i++) {
            day(SEARCHES, Fashion.USUAL);
        }
        int version = trial.get().version();
        boolean champion = simulation.champion().map(ModelVersion::number).orElse(0) == version;
        if (champion) {
            day(SEARCHES / 4, Fashion.USUAL);
            judge("afterwards", Fashion.USUAL);
        }
        return champion ? "promoted" : "not promoted";
    }

    private boolean open(Rollout trial) {
        return rollouts().rollout(trial.id()).map(Rollout::open).orElse(false);
    }
}
