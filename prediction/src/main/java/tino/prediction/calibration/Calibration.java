package tino.prediction.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** From a score to the probability that it stands for; a greater score never means a smaller one. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Uncalibrated.class, name = Uncalibrated.NAME),
    @JsonSubTypes.Type(value = Platt.class, name = Platt.NAME),
    @JsonSubTypes.Type(value = Isotonic.class, name = Isotonic.NAME)
})
public sealed interface Calibration permits Uncalibrated, Platt, Isotonic {

    /** @param score log odds as the model has them @return within (0, 1) */
    double probability(double score);

    /** In a word, for people and records. */
    String method();

    /** The probabilities of many scores. */
    default double[] probabilities(double[] scores) {
        double[] probabilities = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = probability(scores[i]);
        }
        return probabilities;
    }
}
