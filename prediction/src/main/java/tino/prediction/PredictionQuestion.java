package tino.prediction;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.serving.Question;

/**
 * Yes or no, of one case, as the lifecycle's door is asked.
 *
 * @param row features in the classifier's layout; NaN is missing
 * @param mode e.g. {@code prec80}
 * @param baseRate what is said of everybody where no model answers; nobody is called then
 * @param group for fairness of versions on trial, {@code null}: of none
 */
public record PredictionQuestion(
        float[] row, String mode, double baseRate, @Nullable String group) implements Question<Classifier, Prediction> {

    @Override
    public Prediction by(Classifier model) {
        return model.predict(row, mode);
    }

    @Override
    public Prediction fallback() {
        return new Prediction(baseRate, false, 1, mode);
    }

    @Override
    public List<ShadowLog.Item> compare(Prediction answered, Prediction shadow) {
        return List.of(new ShadowLog.Item(
                null, rank(answered), rank(shadow), answered.probability(), shadow.probability(), 1, group));
    }

    private static @Nullable Integer rank(Prediction prediction) {
        return prediction.decision() ? 1 : null;
    }
}
