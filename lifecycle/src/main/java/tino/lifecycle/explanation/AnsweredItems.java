package tino.lifecycle.explanation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Answered;
import tino.lifecycle.experiment.Experiment.Variant;

/**
 * What was answered.
 *
 * @param answered by whom
 * @param fallback why the fallback answered, {@code null} where a model did or it is not known
 * @param asked what was asked, as far as the event says: name to value
 * @param items in the order of the answer
 */
public record AnsweredItems(Answered answered, @Nullable String fallback, Map<String, String> asked, List<Item> items) {

    public AnsweredItems {
        items = List.copyOf(items);
    }

    /**
     * @param position where it stood, 1 for the first
     * @param score by which it was put there
     * @param variant whose choice it was, where two answered together
     */
    public record Item(
            String id, int position, double score, @Nullable Variant variant) {}
}
