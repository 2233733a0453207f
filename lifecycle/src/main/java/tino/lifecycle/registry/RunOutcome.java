package tino.lifecycle.registry;

/** What came of a run. */
public enum RunOutcome {
    RUNNING,
    /** A version passed the gate, was registered and released. */
    REGISTERED,
    /** The gate refused what was trained. */
    REJECTED,
    /** Nothing was trained. */
    TOO_LITTLE_DATA,
    /** Another server was running the pipeline; nothing was begun, nothing is written down. */
    BUSY,
    /** It ended with an error, or its process died. */
    FAILED
}
