package tino.language.evaluate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one question was answered.
 *
 * @param cited ids of the passages cited, in order
 * @param retrieved ids of those found, best first
 * @param values by {@link Measure#key()}, only those that apply
 * @param error why there is no answer, {@code null} if there is one
 */
public record QuestionResult(
        String id,
        String question,
        String category,
        String difficulty,
        boolean answerable,
        String answer,
        boolean refused,
        List<String> cited,
        List<String> retrieved,
        String provider,
        Map<String, Double> values,
        @Nullable String error) {
    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public QuestionResult(
            String id,
            String question,
            String category,
            String difficulty,
            boolean answerable,
            String answer,
            boolean refused,
            List<String> cited,
            List<String> retrieved,
            String provider,
            Map<String, Double> values,
            @Nullable String error) {
        this.id = id;
        this.question = question;
        this.category = category;
        this.difficulty = difficulty;
        this.answerable = answerable;
        this.answer = answer;
        this.refused = refused;
        this.cited = List.copyOf(cited);
        this.retrieved = List.copyOf(retrieved);
        this.provider = provider;
        this.values = Map.copyOf(values);
        this.error = error;
    }

    /** Not a number where the measure does not apply. */
    public double value(Measure measure) {
        return values.getOrDefault(measure.key(), Double.NaN);
    }
}
