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
    /** It ended with an error, or its process died. */
    FAILED
}
