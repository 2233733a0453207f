package tino.prediction.learn;

import java.util.Map;
import java.util.function.Consumer;
import tino.lifecycle.pipeline.Period;

/** Where an application's labelled cases come from. */
public interface LabelledSource {

    /**
     * Hands on every case of the period whose outcome is known, in any order that is the same every time. What is still open is no
     * outcome.
     *
     * @return what the cases were made of, for the snapshot's lineage: sources and counts
     */
    Map<String, String> read(Period period, Consumer<LabelledRow> reader);
}
