package tino.prediction.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import tino.prediction.Classifier;
import tino.prediction.calibration.CrossFitted;
import tino.prediction.calibration.Folds;
import tino.prediction.threshold.ModeOutOfReach;
import tino.prediction.threshold.OperatingMode;
import tino.prediction.threshold.OutOfReach;
import tino.prediction.threshold.Threshold;
import tino.prediction.threshold.ThresholdChoice;
import tino.trees.format.LightGbmSum;
import tino.trees.format.LightGbmText;
import tino.trees.train.LightGbm;
import tino.trees.train.TreeTrainer.Trained;

/**
 * Learns from a table without keeping a part of it back. Its rows are dealt into parts; a model learns from all parts but one, which
 * stops its learning and gets scores of a model that has not learned from it; all of it is repeated with other deals. The models'
 * mean is the classifier (Breiman, "Bagging predictors", Machine Learning 24, 1996), and the scores that rows got from models which
 * did not know them calibrate it and choose the thresholds.
 *
 * @param parameters LightGBM's, by its own names; {@link #PARAMETERS} is a start
 * @param deals how often rows are dealt
 * @param seed same rows, parameters and seed: same model
 */
public record TableTraining(Map<String, String> parameters, int deals, int seed) {
    /** How they were chosen, by cross-validation on training rows only, is in {@code docs/algorithm.md}. */
    public static final Map<String, String> PARAMETERS = Map.of(
            "learning_rate", "0.05",
            "num_leaves", "15",
            "num_iterations", "3000",
            "early_stopping_round", "50",
            "bagging_fraction", "0.8",
            "bagging_freq", "1",
            "feature_fraction", "0.2");

    /** Deals where nobody says otherwise. */
    public static final int DEALS = 3;

    private static final int PARTS = 5;
    private static final int CALIBRATION_PARTS = 10;

    public TableTraining {
        parameters = Map.copyOf(parameters);
        if (deals < 1) {
            throw new IllegalArgumentException("Expected rows to be dealt at least once, got " + deals);
        }
    }

    /**
     * What came of it.
     *
     * @param model with the modes that can be kept, in the order asked for
     * @param outOfReach those that cannot
     * @param calibration how it was chosen
     * @param rounds of each model
     */
    public record Result(TableModel model, List<OutOfReach> outOfReach, CrossFitted calibration, int[] rounds) {}

    /**
     * @param modes thresholds to choose
     * @param progress told the share done, 0–1
     * @throws IllegalArgumentException if a label has too few rows
     * @throws tino.prediction.threshold.ModeOutOfReach if none of the modes can be kept
     */
    public Result train(TableRows rows, List<OperatingMode> modes, DoubleConsumer progress) {
        boolean[] labels = rows.labels();
        int positives = (int)
                IntStream.range(0, labels.length).filter(row -> labels[row]).count();
        if (positives < PARTS || labels.length - positives < PARTS) {
            throw new IllegalArgumentException("Expected at least " + PARTS + " rows of each label, got " + positives
                    + " of '" + rows.schema().label().positive() + "' and " + (labels.length - positives) + " of '"
                    + rows.schema().label().negative() + "'.");
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[labels.length];
        List<String> models = new ArrayList<>();
        List<Integer> rounds = new ArrayList<>();
        for (int deal = 0; deal < deals; deal++) {
            Folds folds = Folds.stratified(labels, PARTS, random);
            for (int part = 0; part < PARTS; part++) {
                int[] held = folds.inside(part);
                Trained trained = trees(rows, folds.outside(part), held, random.nextInt(Integer.MAX_VALUE));
                double[] theirs = new double[held.length];
                trained.ensemble().scorer().score(rows.training(held).features(), held.length, theirs);
                for (int i = 0; i < held.length; i++) {
                    scores[held[i]] += theirs[i] / deals;
                }
                models.add(new String(trained.model(), StandardCharsets.UTF_8));
                rounds.add(trained.rounds());
                progress.accept((double) models.size() / (deals * PARTS));
            }
        }
        CrossFitted fitted = CrossFitted.choose(scores, labels, Folds.stratified(labels, CALIBRATION_PARTS, random));
        List<Threshold> thresholds = new ArrayList<>();
        List<OutOfReach> outOfReach = new ArrayList<>();
        for (OperatingMode mode : modes) {
            switch (ThresholdChoice.of(mode, fitted.probabilities(), labels)) {
                case Threshold chosen -> thresholds.add(chosen);
                case OutOfReach best -> outOfReach.add(best);
            }
        }
        if (thresholds.isEmpty()) {
            throw new ModeOutOfReach(outOfReach.getFirst());
        }
        String sum = LightGbmSum.of(models);
        Classifier classifier = new Classifier(
                rows.schema().layout(),
                sum.getBytes(StandardCharsets.UTF_8),
                LightGbmText.read(sum, "the sum of " + models.size() + " models"),
                models.size(),
                fitted.calibration(),
                thresholds);
        return new Result(
                new TableModel(classifier, rows.schema()),
                outOfReach,
                fitted,
                rounds.stream().mapToInt(Integer::intValue).toArray());
    }

    private Trained trees(TableRows rows, int[] learned, int[] held, int modelSeed) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putIfAbsent("objective", "binary");
        all.putIfAbsent("seed", Integer.toString(modelSeed));
        return new LightGbm().train(rows.training(learned), rows.training(held), all, (round, loss) -> {});
    }
}
