package tino.server.cli;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.gate.GateNotPassed;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.marketplace.MarketplaceSettings;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.simulate.Fashion;
import tino.ranking.learn.Candidate;
import tino.ranking.weight.RankingWeights;
import tino.server.Home;

/**
 * A version whose scores are reversed: the gate refuses it; somebody overrides the gate and puts it before people at once; the
 * guards withdraw it, and nobody is answered by it any more.
 */
final class DrillSabotage extends Drill {
    private static final int SEARCHES = 600;
    private static final int LEARNING_DAYS = 3;
    /** From the sabotage on: long enough for it to matter, and for its end to be seen. */
    private static final int DAYS_AFTER = 7;

    DrillSabotage(Simulation simulation, Simulation.Stage stage, long seed, LocalDate first, Output output) {
        super(simulation, stage, seed, first, output);
    }

    @Override
    String play() {
        if (champion(LEARNING_DAYS, SEARCHES).isEmpty()) {
            return "no champion to begin with";
        }
        Registry registry = simulation.server().part(Registry.class);
        Sabotaged sabotaged = sabotaged();
        RunResult run = simulation
                .server()
                .part(Pipelines.class)
                .run(
                        sabotaged,
                        Period.endingAt(simulation.now(), Duration.ofDays(LEARNING_DAYS)),
                        "sabotage",
                        tino.lifecycle.pipeline.Progress.SILENT);
        simulation.happened("gate: " + run.outcome() + ": " + run.message());
        if (run.outcome() != RunOutcome.REJECTED) {
            return "not caught by the gate";
        }
        ModelVersion version = registry.register(
                MODEL,
                sabotaged.made(),
                sabotaged.format(),
                new Provenance(
                        run.dataset() == null ? null : run.dataset().hash(),
                        run.run(),
                        Objects.requireNonNull(run.means().get("challenger")),
                        "sabotaged"));
        RolloutPolicy policy = policy();
        try {
            rollouts().begin(MODEL, version.number(), policy, "drill", "Tried without an override");
            return "on trial past the gate";
        } catch (GateNotPassed refused) {
            simulation.happened("refused: " + refused.getMessage());
        }
        registry.gates()
                .override(MODEL, version.number(), "drill", "To see whether the guards catch what the gate caught");
        Rollout trial = rollouts()
                .begin(MODEL, version.number(), policy, "drill", "Straight before people")
                .orElseThrow();
        simulation.follow();
        simulation.happened("version " + version.number() + ": " + trial.place() + ", forced past the gate");
        return watch(trial);
    }

    /** Seen in what is served: it answers, it is withdrawn, it answers nobody any more. */
    private String watch(Rollout trial) {
        int afterwards = 0;
        for (int i = 0; i < DAYS_AFTER; i++) {
            boolean over = rollouts().rollout(trial.id()).map(Rollout::stage).orElse(null) == Rollout.Stage.WITHDRAWN;
            int before = answersBy(trial.version());
            day(SEARCHES, Fashion.USUAL);
            afterwards += over ? answersBy(trial.version()) - before : 0;
        }
        Optional<Rollout> end = rollouts().rollout(trial.id());
        boolean withdrawn = end.map(Rollout::stage).orElse(null) == Rollout.Stage.WITHDRAWN;
        simulation.happened("version " + trial.version() + " gave " + answersBy(trial.version()) + " answers, "
                + afterwards + " of them on the days after it was withdrawn");
        return !withdrawn ? "not withdrawn" : afterwards > 0 ? "withdrawn, and still answering" : "withdrawn";
    }

    private RolloutPolicy policy() {
        RolloutPolicy usual =
                simulation.server().part(MarketplaceSettings.class).rollout();
        return new RolloutPolicy(null, usual.canary(), usual.step(), usual.guard());
    }

    private Sabotaged sabotaged() {
        List<Candidate> lightGbm = Candidate.clickLog().stream()
                .filter(candidate -> candidate.library().equals("lightgbm"))
                .toList();
        return new Sabotaged(
                MarketplaceRanker.pipeline(
                        simulation.server().part(EventLog.class),
                        simulation.server().part(RankingWeights.class),
                        simulation.server().part(MarketplaceSettings.class),
                        lightGbm),
                simulation.server().part(Home.class).root().resolve("sabotage"));
    }
}
