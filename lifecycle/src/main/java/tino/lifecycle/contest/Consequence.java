package tino.lifecycle.contest;

import java.util.Optional;
import java.util.UUID;

/** What an application takes a reviewer's verdict for, beside feedback. */
public interface Consequence {

    /**
     * What the verdict says came of a decision.
     *
     * @return the type of an event that is an outcome of its model; empty if the decision is another application's
     */
    Optional<String> outcome(UUID decision, Contest.Verdict verdict);
}
