package tino.prediction.calibration;

/** Takes the model at its word: the logistic function of its log odds. */
public record Uncalibrated() implements Calibration {
    static final String NAME = "none";

    @Override
    public double probability(double score) {
        return logistic(score);
    }

    @Override
    public String method() {
        return NAME;
    }

    /** Within (0, 1) also where a {@code double} would be one of the ends. */
    static double logistic(double x) {
        return Math.clamp(1 / (1 + Math.exp(-x)), Double.MIN_NORMAL, Math.nextDown(1.0));
    }
}
