package tino.hiring.prediction;

import java.util.List;
import java.util.Optional;
import tino.lifecycle.explanation.Explanation.Contribution;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.serving.Question;
import tino.prediction.Classifier;
import tino.prediction.Prediction;
import tino.prediction.PredictionQuestion;

/**
 * Whether an applicant will be hired, and why. Without a model nobody is told anything: a rate of all would be a judgement on one.
 */
record ApplicantQuestion(float[] row, String mode) implements Question<Classifier, Optional<ApplicantQuestion.Found>> {

    /** A prediction and the model that made it, which knows why. */
    record Found(Prediction prediction, float[] row, Classifier model) {
        /** The weightiest, by log odds, at most so many. Takes several times as long as the prediction. */
        List<Contribution> reasons(int most) {
            return model.explain(row).weightiest().stream().limit(most).toList();
        }
    }

    private PredictionQuestion bare() {
        return new PredictionQuestion(row, mode, 0, null);
    }

    @Override
    public Optional<Found> by(Classifier model) {
        return Optional.of(new Found(model.predict(row, mode), row, model));
    }

    @Override
    public Optional<Found> fallback() {
        return Optional.empty();
    }

    @Override
    public List<ShadowLog.Item> compare(Optional<Found> answered, Optional<Found> shadow) {
        return answered.isEmpty() || shadow.isEmpty()
                ? List.of()
                : bare().compare(answered.get().prediction(), shadow.get().prediction());
    }
}
