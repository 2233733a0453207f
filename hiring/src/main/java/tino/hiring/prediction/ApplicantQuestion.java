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
 *
 * @param strongest how many reasons are wanted
 */
record ApplicantQuestion(float[] row, String mode, int strongest)
        implements Question<Classifier, Optional<ApplicantQuestion.Found>> {

    /** @param reasons the weightiest, by log odds */
    record Found(Prediction prediction, List<Contribution> reasons) {}

    private PredictionQuestion bare() {
        return new PredictionQuestion(row, mode, 0, null);
    }

    @Override
    public Optional<Found> by(Classifier model) {
        return Optional.of(new Found(
                model.predict(row, mode),
                strongest == 0
                        ? List.of()
                        : model.explain(row).weightiest().stream()
                                .limit(strongest)
                                .toList()));
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
