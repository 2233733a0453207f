package tino.lifecycle.rollout;

/** Somebody else moved the rollout, or it cannot go where it was to go. Nothing was changed. */
public final class RolloutMoved extends IllegalStateException {
    private static final long serialVersionUID = 1;

    RolloutMoved(String message) {
        super(message);
    }
}
