package tino.lifecycle.archive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tino.lifecycle.event.Event;

/** How the decisions of a model are read out of the log. */
public interface DecisionSource {

    /** The model's name. */
    String model();

    /** Types of the events that say what was answered and what came of it. */
    Set<String> types();

    /**
     * One decision.
     *
     * @param events all of it that are of these types
     * @return empty if nothing was answered, e.g. an outcome of another application's decision
     */
    Optional<LoggedDecision> read(UUID decision, List<Event> events);
}
