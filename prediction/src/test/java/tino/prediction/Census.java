package tino.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;
import tino.prediction.calibration.CrossFitted;
import tino.prediction.calibration.Folds;
import tino.prediction.threshold.OperatingMode;
import tino.prediction.threshold.Threshold;
import tino.prediction.threshold.ThresholdChoice;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer.Trained;

/** Made-up people whose chances are known: two numbers, one of them often missing, and a colour. */
public record Census(float[] features, boolean[] labels, double[] truth) {
    public static final FeatureLayout LAYOUT = new FeatureLayout(
            "census",
            List.of(
                    new Feature("age", 0, 1, "share", "test"),
                    new Feature("pay", 0, 1, "share", "test"),
                    Feature.category("colour", List.of("red", "green", "blue", "black"), "test")));

    public static Census of(int people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] features = new float[people * 3];
        boolean[] labels = new boolean[people];
        double[] truth = new double[people];
        for (int i = 0; i < people; i++) {
            double age = random.nextDouble();
            double pay = random.nextDouble();
            int colour = random.nextInt(4);
            features[3 * i] = (float) age;
            features[3 * i + 1] = random.nextDouble() < 0.2 ? Float.NaN : (float) pay;
            features[3 * i + 2] = random.nextDouble() < 0.1 ? Float.NaN : colour;
            truth[i] = 1 / (1 + Math.exp(-(6 * age * pay + (colour % 2 == 0 ? 2 : -2) - 2)));
            labels[i] = random.nextDouble() < truth[i];
        }
        return new Census(features, labels, truth);
    }

    public int people() {
        return labels.length;
    }

    public TrainingRows rows() {
        float[] targets = new float[labels.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = labels[i] ? 1 : 0;
        }
        return new TrainingRows(features, 3, targets, new int[0], null, null, LAYOUT.categorical());
    }

    /** Trees learned from these people. */
    public Trained trained(int rounds) {
        return new LightGbm()
                .train(
                        rows(),
                        null,
                        Map.of("objective", "binary", "num_iterations", Integer.toString(rounds), "seed", "1"),
                        (round, metric) -> {});
    }

    /** A whole classifier, calibrated on other people. */
    public Classifier classifier(int rounds, String... modes) {
        Trained trained = trained(rounds);
        Census others = of(4_000, 99);
        double[] scores = new double[others.people()];
        trained.ensemble().scorer().score(others.features, scores.length, scores);
        CrossFitted fitted =
                CrossFitted.choose(scores, others.labels, Folds.stratified(others.labels, 5, new SplittableRandom(1)));
        List<Threshold> thresholds = Arrays.stream(modes)
                .map(mode ->
                        (Threshold) ThresholdChoice.of(OperatingMode.of(mode), fitted.probabilities(), others.labels))
                .toList();
        return new Classifier(LAYOUT, trained.model(), trained.ensemble(), 1, fitted.calibration(), thresholds);
    }
}
