package tino.prediction.learn;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.quality.QualityTally;
import tino.prediction.metric.Judgement;
import tino.prediction.metric.PerCase;

/**
 * Judges probabilities and decisions, one value a case. Groups are those of the settings' attributes; with {@link #OF_POSITIVES}
 * behind it, an attribute has only the cases that were yes. So the gap of {@link #CALLED} by {@code sex} is that of demographic
 * parity, and by {@code sex.positives} that of equal opportunity.
 */
public final class ClassifierEvaluation {
    /** Share of cases whose more probable label was wrong. */
    public static final String ERROR = "error";
    /** Mean of −ln of the probability given to what came true. */
    public static final String LOG_LOSS = "log_loss";
    /** Mean squared distance of probabilities. */
    public static final String BRIER = "brier";
    /** Area under the ROC curve. */
    public static final String ROC_AREA = "roc_auc";
    /** Of the cases called in the first mode, the share that was yes. */
    public static final String PRECISION = "precision";
    /** Of the cases that were yes, the share called in the first mode. */
    public static final String RECALL = "recall";
    /** Share of cases called in the first mode. */
    public static final String CALLED = "called";

    /** Share of decisions in the first mode that were right. */
    public static final String ACCURACY = "accuracy";

    /** All metrics there are. */
    public static final Set<String> METRICS =
            Set.of(ACCURACY, ERROR, LOG_LOSS, BRIER, ROC_AREA, PRECISION, RECALL, CALLED);

    /** Behind an attribute: its groups of the cases that were yes. */
    public static final String OF_POSITIVES = ".positives";

    private ClassifierEvaluation() {}

    /** @param threshold from which on a case is called */
    static Evaluation of(double[] probabilities, double threshold, LabelledRows rows) {
        boolean[] labels = rows.labels();
        Map<String, double[]> samples = new HashMap<>();
        samples.put(ERROR, PerCase.error(probabilities, labels));
        samples.put(LOG_LOSS, PerCase.logLoss(probabilities, labels));
        samples.put(BRIER, PerCase.brier(probabilities, labels));
        samples.put(ROC_AREA, PerCase.rocArea(probabilities, labels));
        samples.put(PRECISION, PerCase.precision(threshold, probabilities, labels));
        samples.put(RECALL, PerCase.recall(threshold, probabilities, labels));
        samples.put(ACCURACY, PerCase.accuracy(threshold, probabilities, labels));
        samples.put(CALLED, PerCase.called(threshold, probabilities));
        Map<String, @Nullable String[]> groups = new LinkedHashMap<>();
        rows.groups().forEach((attribute, of) -> {
            groups.put(attribute, of);
            @Nullable String[] positives = of.clone();
            for (int row = 0; row < positives.length; row++) {
                positives[row] = labels[row] ? of[row] : null;
            }
            groups.put(attribute + OF_POSITIVES, positives);
        });
        return new Evaluation(samples, groups)
                .reliable(Judgement.reliability(probabilities, labels, QualityTally.BINS));
    }
}
