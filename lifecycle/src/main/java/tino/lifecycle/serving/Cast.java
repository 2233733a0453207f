package tino.lifecycle.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.StableShare;
import tino.lifecycle.rollout.Rollout;

/**
 * Who plays which part behind a door at one moment. Never changed: the door swaps the whole.
 *
 * @param champion {@code null} while the fallback answers
 * @param trial that answers a share, {@code null} if none does or it could not be loaded
 * @param shadows that answer unseen
 * @param experiment {@code null} if none runs
 */
record Cast<M>(
        @Nullable LiveModel<M> champion,
        @Nullable Trial<M> trial,
        List<Trial<M>> shadows,
        @Nullable Comparison<M> experiment) {

    static <M> Cast<M> empty() {
        return new Cast<>(null, null, List.of(), null);
    }

    record Trial<M>(Rollout rollout, LiveModel<M> model) {
        /** Whoever met it at a lower percent meets it at a higher one. */
        boolean answers(Decision decision) {
            return StableShare.of(rollout.id().toString(), decision.unit()) * 100 < rollout.percent();
        }
    }

    /** @param a {@code null} for the fallback */
    record Comparison<M>(
            Experiment experiment,
            @Nullable LiveModel<M> a,
            @Nullable LiveModel<M> b) {}

    /** One part for one decision. @param model {@code null} for the fallback */
    record Part<M>(@Nullable LiveModel<M> model, @Nullable String arm, boolean byExperiment) {}

    /** Who answers; not for interleaving, where two do. */
    Part<M> part(Decision decision) {
        if (trial != null) {
            return trial.answers(decision)
                    ? new Part<>(trial.model, trial.rollout.canaryArm(), false)
                    : new Part<>(champion, trial.rollout.controlArm(), false);
        }
        if (experiment != null && experiment.experiment.kind() == Experiment.Kind.AB) {
            Experiment.Variant variant = experiment.experiment.variant(decision.unit());
            if (variant != null) {
                return new Part<>(
                        variant == Experiment.Variant.A ? experiment.a : experiment.b,
                        experiment.experiment.arm(variant),
                        true);
            }
        }
        return new Part<>(champion, null, false);
    }

    /** The experiment whose two variants answer this decision together. */
    @Nullable
    Comparison<M> interleaved(Decision decision) {
        return experiment != null
                        && experiment.experiment.kind() == Experiment.Kind.INTERLEAVED
                        && experiment.experiment.variant(decision.unit()) != null
                ? experiment
                : null;
    }
}
