package tino.lifecycle.registry;

/** How far a run is, for pipelines and clients alike; what came of a pipeline's run is its {@link RunOutcome}. */
public enum RunStatus {
    RUNNING,
    SCHEDULED,
    FINISHED,
    FAILED,
    KILLED;

    static RunStatus of(RunOutcome outcome) {
        return switch (outcome) {
            case RUNNING -> RUNNING;
            case FAILED -> FAILED;
            case REGISTERED, REJECTED, TOO_LITTLE_DATA, BUSY -> FINISHED;
        };
    }
}
