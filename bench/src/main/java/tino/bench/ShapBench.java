package tino.bench;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tino.trees.TreeShap;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;

/** What each feature adds to the scores of a page of results, by us and by LightGBM itself. */
@Command(
        name = "shap",
        mixinStandardHelpOptions = true,
        description = "Explains a page of 30 results, one thread: ours, LightGBM's own pred_contrib.")
final class ShapBench implements Callable<Integer> {
    private static final int RESULTS = 30;
    private static final int FEATURES = 20;
    private static final int LISTS = 400;
    private static final int LIST = 30;

    @Mixin
    private final Figures figures = new Figures();

    /** @param categorical how many of the features are categories */
    private record Case(String name, int trees, int leaves, double missing, int categorical) {}

    private static final Case[] CASES = {
        new Case("trees100", 100, 31, 0.1, 0),
        new Case("trees300", 300, 31, 0.1, 0),
        new Case("leaves63", 300, 63, 0.1, 0),
        new Case("categorical", 300, 31, 0.1, 3),
    };

    @Override
    public Integer call() throws Exception {
        figures.say("%d results, %d features, LambdaMART by LightGBM, one thread", RESULTS, FEATURES);
        figures.say(
                "%-12s %6s %7s %12s %12s %8s %12s %12s   %s",
                "case",
                "trees",
                "leaves",
                "ours, µs",
                "native, µs",
                "ratio",
                "of one, ours",
                "native",
                "largest difference");
        for (Case one : CASES) {
            measure(one);
        }
        figures.finish();
        return 0;
    }

    private void measure(Case one) throws LGBMException {
        TrainingRows rows = rows(one);
        TreeTrainer.Trained trained = new LightGbm()
                .train(
                        rows,
                        null,
                        Map.of(
                                "objective",
                                "lambdarank",
                                "num_leaves",
                                "" + one.leaves,
                                "num_iterations",
                                "" + one.trees,
                                "learning_rate",
                                "0.05"),
                        (round, value) -> {});
        float[] results = Arrays.copyOf(rows.features(), RESULTS * FEATURES);
        double[] contributions = new double[RESULTS * FEATURES];
        TreeShap ours = new TreeShap(trained.ensemble());
        try (LGBMBooster booster =
                LGBMBooster.loadModelFromString(new String(trained.model(), StandardCharsets.UTF_8))) {
            ours.explain(results, RESULTS, contributions);
            double difference = difference(ours, contributions, contributions(booster, results, RESULTS));
            if (!(difference < 1e-6)) {
                throw new IllegalStateException(
                        "Case " + one.name + ": the contributions differ from LightGBM's by " + difference);
            }
            Contest.Times times = new Contest()
                    .add("ours", () -> ours.explain(results, RESULTS, contributions))
                    .add("native", () -> contributions(booster, results, RESULTS))
                    .add("ours_one", () -> ours.explain(results, 1, contributions))
                    .add("native_one", () -> contributions(booster, results, 1))
                    .run();
            figures.say(
                    "%-12s %6d %7d %12.0f %12.0f %8.1f %12.0f %12.0f   %.1e",
                    one.name,
                    one.trees,
                    one.leaves,
                    times.of("ours"),
                    times.of("native"),
                    times.ratio("ours", "native"),
                    times.of("ours_one"),
                    times.of("native_one"),
                    difference);
            Map<String, Double> found = new LinkedHashMap<>(times.micros());
            found.put("native_ratio", times.ratio("ours", "native"));
            found.put("difference", difference);
            figures.put(one.name, found);
        }
    }

    /** Lists to learn from; a smooth function of all features, so that every tree fills its leaves. */
    private static TrainingRows rows(Case one) {
        SplittableRandom random = new SplittableRandom(7);
        int count = LISTS * LIST;
        float[] features = new float[count * FEATURES];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            double label = 2 + random.nextDouble();
            for (int feature = 0; feature < FEATURES; feature++) {
                boolean category = feature >= FEATURES - one.categorical;
                float value = category ? random.nextInt(40) : (float) random.nextDouble();
                value = random.nextDouble() < one.missing ? Float.NaN : value;
                features[row * FEATURES + feature] = value;
                double known = Float.isNaN(value) ? 0.3 : value;
                label += (category ? (int) known % 7 / 3.0 - 1 : Math.sin(feature + 5 * known)) / 3;
            }
            labels[row] = Math.clamp(Math.round(label), 0, 4);
        }
        int[] groups = new int[LISTS];
        Arrays.fill(groups, LIST);
        int[] categories = new int[one.categorical];
        Arrays.setAll(categories, i -> FEATURES - one.categorical + i);
        return new TrainingRows(features, FEATURES, labels, groups, null, null, categories);
    }

    private static double[] contributions(LGBMBooster booster, float[] results, int count) {
        try {
            return booster.predictForMat(
                    Arrays.copyOf(results, count * FEATURES),
                    count,
                    FEATURES,
                    true,
                    PredictionType.C_API_PREDICT_CONTRIB,
                    "num_threads=1");
        } catch (LGBMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** LightGBM's rows end with the expected score. */
    private static double difference(TreeShap ours, double[] found, double[] expected) {
        double largest = 0;
        for (int row = 0; row < RESULTS; row++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                double other = expected[row * (FEATURES + 1) + feature];
                largest = Math.max(largest, Math.abs(found[row * FEATURES + feature] - other));
            }
            largest = Math.max(largest, Math.abs(ours.expected() - expected[row * (FEATURES + 1) + FEATURES]));
        }
        return largest;
    }
}
