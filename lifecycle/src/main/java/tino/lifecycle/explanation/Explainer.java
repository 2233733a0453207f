package tino.lifecycle.explanation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Event;

/**
 * Explains one kind of answer, from what was logged with it and nothing younger.
 *
 * @param <M> the model that answers
 */
public interface Explainer<M> {

    /** The type of the event that says what was answered, e.g. {@code impression}. */
    String answer();

    /** @throws IllegalArgumentException if the event is no such answer, saying what is wrong with it */
    AnsweredItems read(Event answer);

    /**
     * Why the model gives the items of an answer their scores.
     *
     * @param model {@code null} for the fallback as it was when the answer was given
     * @return an explanation for each item, in order
     * @throws IllegalArgumentException if this model cannot explain this answer, saying why
     */
    List<Explanation> explain(@Nullable M model, Event answer);
}
