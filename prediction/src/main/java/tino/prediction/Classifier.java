package tino.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.explanation.Explanation;
import tino.lifecycle.explanation.Explanation.Contribution;
import tino.lifecycle.feature.FeatureLayout;
import tino.prediction.calibration.Calibration;
import tino.prediction.threshold.Threshold;
import tino.trees.TreeEnsemble;
import tino.trees.TreeScorer;
import tino.trees.TreeShap;

/**
 * Says yes or no, with a calibrated probability: boosted trees (Friedman, "Greedy function approximation", 2001, by LightGBM),
 * scored by our own evaluator, a calibration of their log odds, and a threshold for each operating mode. Immutable, safe for use
 * by many threads.
 */
public final class Classifier {
    /** Rows that one core works on at a time. */
    private static final int BLOCK = 2_048;

    private final FeatureLayout layout;
    private final byte[] file;
    private final TreeEnsemble ensemble;
    private final TreeScorer scorer;
    private final int models;
    private final Calibration calibration;
    private final SequencedMap<String, Threshold> thresholds;
    private volatile @Nullable TreeShap explainer;

    /**
     * @param layout what it was trained on
     * @param file the trees as LightGBM writes them
     * @param ensemble the same, read
     * @param models how many models the trees are the sum of; their mean is taken
     * @param thresholds one a mode, that of the mode taken where nobody names one first
     * @throws IllegalArgumentException if the trees want another number of features than the layout has, or there is no
     *     threshold
     */
    public Classifier(
            FeatureLayout layout,
            byte[] file,
            TreeEnsemble ensemble,
            int models,
            Calibration calibration,
            List<Threshold> thresholds) {
        if (ensemble.features() != layout.size()) {
            throw new IllegalArgumentException("The model wants " + ensemble.features() + " features, layout '"
                    + layout.name() + "' has " + layout.size() + ": " + layout.names());
        }
        if (models < 1 || thresholds.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a classifier of at least one model with at least one threshold," + " got " + models
                            + " and " + thresholds.size());
        }
        this.layout = layout;
        this.file = file.clone();
        this.ensemble = ensemble;
        this.scorer = ensemble.scorer();
        this.models = models;
        this.calibration = calibration;
        this.thresholds = new LinkedHashMap<>();
        thresholds.forEach(threshold -> this.thresholds.put(threshold.mode().name(), threshold));
    }

    public FeatureLayout layout() {
        return layout;
    }

    /** The trees, e.g. for the importance of features. */
    public TreeEnsemble ensemble() {
        return ensemble;
    }

    public Calibration calibration() {
        return calibration;
    }

    /** How many models the trees are the mean of. */
    public int models() {
        return models;
    }

    /** One a mode, that of the mode taken where nobody names one first. */
    public List<Threshold> thresholds() {
        return List.copyOf(thresholds.values());
    }

    /** The mode taken where nobody names one. */
    public String mode() {
        return thresholds.firstEntry().getKey();
    }

    byte[] file() {
        return file;
    }

    /** @throws IllegalArgumentException if there is no such mode, naming those there are */
    public Threshold threshold(String mode) {
        Threshold threshold = thresholds.get(mode);
        if (threshold == null) {
            throw new IllegalArgumentException("Expected one of the operating modes " + thresholds.keySet()
                    + " of this classifier, got '" + mode + "'. Train it with that mode, too.");
        }
        return threshold;
    }

    /**
     * Answers one case.
     *
     * @param row a value a feature of {@link #layout}; NaN is missing, of a category the number of its word
     * @throws IllegalArgumentException if the row is too short or there is no such mode
     */
    public Prediction predict(float[] row, String mode) {
        Threshold threshold = threshold(mode);
        double[] score = new double[1];
        scorer.score(row, 1, score);
        double probability = calibration.probability(score[0] / models);
        return new Prediction(probability, probability >= threshold.threshold(), threshold.threshold(), mode);
    }

    /**
     * The probabilities of many cases, worked on by all cores where they are very many.
     *
     * @param rows {@code count} rows, one after another
     */
    public double[] probabilities(float[] rows, int count) {
        double[] scores = scores(rows, count);
        Arrays.setAll(scores, row -> calibration.probability(scores[row]));
        return scores;
    }

    /** Log odds before calibration, the mean of the models'. */
    public double[] scores(float[] rows, int count) {
        double[] scores = new double[count];
        if (count <= BLOCK) {
            scorer.score(rows, count, scores);
        } else {
            int columns = layout.size();
            IntStream.range(0, (count + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
                int from = block * BLOCK;
                int size = Math.min(BLOCK, count - from);
                double[] part = new double[size];
                scorer.score(Arrays.copyOfRange(rows, from * columns, (from + size) * columns), size, part);
                System.arraycopy(part, 0, scores, from, size);
            });
        }
        for (int row = 0; row < count; row++) {
            scores[row] /= models;
        }
        return scores;
    }

    /**
     * Why a case gets its probability: what each feature adds to the log odds before calibration, which never changes their
     * order. Exact ({@link TreeShap}).
     */
    public Explanation explain(float[] row) {
        TreeShap known = explainer;
        if (known == null) {
            // Made when first asked for: most versions never are. Made twice by two threads, both are good.
            known = ensemble.explainer();
            explainer = known;
        }
        double[] amounts = new double[layout.size()];
        known.explain(row, 1, amounts);
        List<Contribution> contributions = new ArrayList<>(amounts.length);
        for (int column = 0; column < amounts.length; column++) {
            contributions.add(
                    new Contribution(layout.features().get(column).name(), row[column], amounts[column] / models));
        }
        return new Explanation(known.expected() / models, contributions, true);
    }
}
