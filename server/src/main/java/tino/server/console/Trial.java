package tino.server.console;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Transition;

/**
 * A rollout as it is shown.
 *
 * @param evidence so far; {@code null} for one that is over, or whose rules are not known here
 * @param next where a promotion would lead; {@code null} where there is no evidence, and while it is paused
 * @param withdrawable whether it can be taken out of all answers
 * @param steps the newest first
 */
record Trial(
        Rollout rollout,
        @Nullable Evidence evidence,
        @Nullable Place next,
        boolean withdrawable,
        List<Step> steps) {

    /** Stage and percent. */
    record Place(Rollout.Stage stage, int percent) {}

    /** @param gated whether the reason was what the gate had found */
    record Step(Transition transition, @Nullable Evidence evidence, boolean gated) {
        static Step of(Transition transition, Optional<GateVerdict> verdict) {
            return new Step(
                    transition,
                    Evidence.of(transition.evidence()),
                    verdict.map(GateVerdict::text).stream().anyMatch(transition.why()::equals));
        }

        public Place to() {
            return new Place(transition.to(), transition.toPercent());
        }

        /** {@code null} for the start. */
        public @Nullable Place from() {
            Rollout.Stage stage = transition.from();
            Integer percent = transition.fromPercent();
            return stage == null || percent == null ? null : new Place(stage, percent);
        }

        public boolean moved() {
            return !to().equals(from());
        }
    }

    boolean allows(Move move) {
        return switch (move) {
            case ADVANCE -> next != null;
            case PAUSE -> rollout.open() && !rollout.paused();
            case RESUME -> rollout.open() && rollout.paused();
            case WITHDRAW -> withdrawable;
        };
    }

    public Place place() {
        return new Place(rollout.stage(), rollout.percent());
    }
}
