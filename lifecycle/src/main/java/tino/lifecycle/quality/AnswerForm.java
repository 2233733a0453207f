package tino.lifecycle.quality;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the answers of a model look like in the log, and what comes of them, as its application says; quality is measured by it. */
public sealed interface AnswerForm {

    /** The metrics of its evaluations that were measured the same way, so that the two can be compared. */
    Map<Figure, String> offline();

    /**
     * Lists. An outcome names the place that it happened at in its field {@code position}, the first being 1; what it is worth say the
     * grades of {@link tino.lifecycle.rollout.Outcomes}.
     *
     * @param cutoff places that count, at least 1
     */
    record Ranking(int cutoff, Map<Figure, String> offline) implements AnswerForm {
        public Ranking {
            offline = Map.copyOf(offline);
            if (cutoff < 1) {
                throw new IllegalArgumentException("Expected a cut-off of at least 1, e.g. 10, got " + cutoff + ".");
            }
        }
    }

    /**
     * Yes or no.
     *
     * @param probability field of the answer's body: how probable a yes is, a number of 0 to 1
     * @param decision field of the answer's body: what was decided, {@code true} or {@code false}, or 1 or 0
     */
    record Classification(String probability, String decision, Truth truth, Map<Figure, String> offline)
            implements AnswerForm {
        public Classification {
            offline = Map.copyOf(offline);
        }
    }

    /**
     * How it is known what would have been right.
     *
     * @param types of the events that say so, of several the last; {@code true}: that it happened is a yes, {@code false}: a no
     * @param field of a yes event's body that says yes or no after all, {@code null} for none
     * @param ripe an answer without such an event is a no after so long, {@code null}: never
     */
    record Truth(
            Map<String, Boolean> types,
            @Nullable String field,
            @Nullable Duration ripe) {
        public Truth {
            types = Map.copyOf(types);
            if (!types.containsValue(true)) {
                throw new IllegalArgumentException("Expected at least one type of event that says yes, got " + types);
            }
            if (field == null && ripe == null && !types.containsValue(false)) {
                throw new IllegalArgumentException(
                        "Expected to hear of the no as well as of the yes of " + types.keySet()
                                + ": by a type of its own, by the field that says which, or by the time after which absence is a"
                                + " no; got none of them.");
            }
        }
    }
}
