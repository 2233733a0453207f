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
     * @param type of the event that says so; of several the last
     * @param field of its body that says yes or no, {@code null}: that it happened is a yes
     * @param ripe an answer without such an event is a no after so long, {@code null}: never
     */
    record Truth(
            String type, @Nullable String field, @Nullable Duration ripe) {
        public Truth {
            if (field == null && ripe == null) {
                throw new IllegalArgumentException("Expected either the field in which '" + type
                        + "' says yes or no, or the time after which its absence is a no; got neither.");
            }
        }
    }
}
