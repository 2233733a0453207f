package tino.prediction;

/**
 * One answer.
 *
 * @param probability of yes, within (0, 1)
 * @param decision whether yes is said: the probability is at least the threshold
 * @param threshold of the mode
 * @param mode e.g. {@code prec80}
 */
public record Prediction(double probability, boolean decision, double threshold, String mode) {}
