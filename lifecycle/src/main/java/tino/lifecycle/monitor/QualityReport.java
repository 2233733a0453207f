package tino.lifecycle.monitor;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.quality.QualityTally;
import tino.lifecycle.statistic.ConfidenceEstimate;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Reliability;

/**
 * How good a champion's answers of the last 24 hours were, as far as it is known.
 *
 * @param number of the champion, {@code null} for none
 * @param form of its answers, {@code null} where its application does not say
 * @param newest its last answer, {@code null}: none yet
 * @param measuredTo answers before this are measured, {@code null}: none yet
 * @param late whether measuring does not keep up: what is not measured is older than it should be
 * @param tally of the 24 hours
 * @param offline figures of its evaluation
 * @param reference how its probabilities were borne out where everything is known: in its evaluation, else in the answers of a month;
 *     empty for neither
 */
public record QualityReport(
        String model,
        @Nullable Integer number,
        Standing standing,
        @Nullable AnswerForm form,
        @Nullable Instant newest,
        @Nullable Instant measuredTo,
        boolean late,
        QualityTally tally,
        Map<Figure, Interval> offline,
        Reliability reference) {

    /** What can be said of the whole. */
    public enum Standing {
        /** Nobody is champion. */
        NO_CHAMPION,
        /** Since it was promoted it was asked nothing. */
        NOT_ASKED,
        /** It answered before, but in the 24 hours nobody asked. */
        IDLE,
        /** In the 24 hours it was asked, and no answer of it is in the log. */
        STOPPED,
        /** It answers, but nothing comes of that soon, though before it did. */
        NO_OUTCOMES,
        /** Its answers do not say what they should, most of them. */
        UNREADABLE,
        /** It was measured. */
        MEASURED
    }

    /** What a day (UTC) came to for one champion. @param number of the champion */
    public record Day(LocalDate day, int number, QualityTally tally, ConfidenceEstimate estimate) {
        /** A figure as it is estimated without outcomes; {@code null} where that is not possible. */
        public @Nullable Interval estimated(Figure figure) {
            return QualityReport.estimated(estimate, figure);
        }
    }

    static QualityReport without(String model) {
        return new QualityReport(
                model,
                null,
                Standing.NO_CHAMPION,
                null,
                null,
                null,
                false,
                QualityTally.NONE,
                Map.of(),
                new Reliability(List.of()));
    }

    /** What the decisions of the 24 hours will have come to, known or not. */
    public ConfidenceEstimate estimate() {
        return tally.estimate(reference);
    }

    /** A figure as it is estimated without outcomes; {@code null} where that is not possible. */
    public @Nullable Interval estimated(Figure figure) {
        return estimated(estimate(), figure);
    }

    private static @Nullable Interval estimated(ConfidenceEstimate estimate, Figure figure) {
        Interval interval = switch (figure) {
            case ACCURACY -> estimate.accuracy();
            case PRECISION -> estimate.precision();
            case RECALL -> estimate.recall();
            case OUTCOME, HIT, FALLBACK, NDCG, CALIBRATION -> null;
        };
        return interval == null || !Double.isFinite(interval.mean()) ? null : interval;
    }

    /** Whether somebody should look why nothing is known. */
    public boolean missing() {
        return standing == Standing.STOPPED || standing == Standing.NO_OUTCOMES || standing == Standing.UNREADABLE;
    }
}
