package tino.lifecycle.drift;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.Event;

/** What the decisions of a model are made from, as its application says; all that drift is watched in. */
public interface DecisionInputs {

    /** In the order of an observation's values. Names are unique. */
    List<Column> columns();

    /**
     * What an answer was made from.
     *
     * @param answer an event of the log that names the model as who answered
     * @return empty if it does not say
     */
    Optional<Observation> read(Event answer);

    /** Hands on what the decisions of a training's snapshot were made from, one observation a decision. */
    void read(Dataset snapshot, Lake lake, Consumer<Observation> reader);
}
