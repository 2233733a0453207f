package tino.prediction.learn;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case whose outcome is known.
 *
 * @param decision that was taken about it; where none was, an id of the case that is the same at every reading
 * @param at when it was, or would have been, decided: the features are those of then
 * @param person pseudonym of whom it is about, {@code null} where nobody is known
 * @param features in the layout of the settings; NaN is missing, of a category the number of its word
 * @param label what came true
 * @param groups of the person, one for each attribute of the settings; {@code null} for none
 */
public record LabelledRow(
        UUID decision,
        Instant at,
        @Nullable String person,
        float[] features,
        boolean label,
        List<@Nullable String> groups) {}
