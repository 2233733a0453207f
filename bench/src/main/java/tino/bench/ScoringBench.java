package tino.bench;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tino.trees.QuickScorer;
import tino.trees.TreeScorer;
import tino.trees.train.TreeTrainer;

/** Tree scoring against the native libraries and a plain walk, one thread. */
@Command(
        name = "scoring",
        mixinStandardHelpOptions = true,
        description = "Scores 100 documents with 300 trees: ours, LightGBM's and XGBoost's native calls, a plain walk.")
final class ScoringBench implements Callable<Integer> {
    private static final int DOCUMENTS = ScoringCase.DOCUMENTS;

    @Mixin
    private final Figures figures = new Figures();

    @Override
    public Integer call() throws Exception {
        figures.say(
                "%d documents × %d trees, %d features, one thread; median microseconds a call",
                DOCUMENTS, ScoringCase.TREES, ScoringCase.FEATURES);
        figures.say(
                "%-12s %8s %8s %10s %8s   %s",
                "LightGBM", "ours", "scalar", "native", "walk", "times faster than native / walk");
        for (ScoringCase one : ScoringCase.ALL) {
            lightGbm(one);
        }
        figures.say(
                "%-12s %8s %8s %10s %8s   %s", "XGBoost", "ours", "scalar", "native", "", "times faster than native");
        xgboost(ScoringCase.named("leaves31"));
        xgboost(ScoringCase.named("missing"));
        figures.finish();
        return 0;
    }

    private void lightGbm(ScoringCase one) throws Exception {
        TreeTrainer.Trained trained = one.lightGbm();
        float[] documents = one.documents();
        double[] scores = new double[DOCUMENTS];
        double[] walked = new double[DOCUMENTS];
        TreeScorer ours = trained.ensemble().scorer();
        TreeScorer scalar = QuickScorer.Code.SCALAR.scorer(trained.ensemble());
        NaiveWalk walk = new NaiveWalk(trained.ensemble());
        try (LGBMBooster booster =
                LGBMBooster.loadModelFromString(new String(trained.model(), StandardCharsets.UTF_8))) {
            double[] expected = predict(booster, documents);
            ours.score(documents, DOCUMENTS, scores);
            walk.score(documents, DOCUMENTS, walked);
            if (!Arrays.equals(expected, scores) || !Arrays.equals(expected, walked)) {
                throw new IllegalStateException("Case " + one.name() + ": the scores differ from LightGBM's");
            }
            Contest.Times times = new Contest()
                    .add("ours", () -> ours.score(documents, DOCUMENTS, scores))
                    .add("scalar", () -> scalar.score(documents, DOCUMENTS, scores))
                    .add("native", () -> predict(booster, documents))
                    .add("walk", () -> walk.score(documents, DOCUMENTS, scores))
                    .run();
            figures.say(
                    "%-12s %8.1f %8.1f %10.1f %8.1f   %.1f / %.1f",
                    one.name(),
                    times.of("ours"),
                    times.of("scalar"),
                    times.of("native"),
                    times.of("walk"),
                    times.ratio("ours", "native"),
                    times.ratio("ours", "walk"));
            Map<String, Double> found = new LinkedHashMap<>(times.micros());
            found.put("native_ratio", times.ratio("ours", "native"));
            found.put("walk_ratio", times.ratio("ours", "walk"));
            figures.put(one.name(), found);
        }
    }

    private static double[] predict(LGBMBooster booster, float[] documents) {
        try {
            return booster.predictForMat(
                    documents,
                    DOCUMENTS,
                    ScoringCase.FEATURES,
                    true,
                    PredictionType.C_API_PREDICT_RAW_SCORE,
                    "num_threads=1");
        } catch (io.github.metarank.lightgbm4j.LGBMException e) {
            throw new IllegalStateException(e);
        }
    }

    private void xgboost(ScoringCase one) throws Exception {
        TreeTrainer.Trained trained = one.xgboost();
        float[] documents = one.documents();
        double[] scores = new double[DOCUMENTS];
        TreeScorer ours = trained.ensemble().scorer();
        TreeScorer scalar = QuickScorer.Code.SCALAR.scorer(trained.ensemble());
        Booster booster = XGBoost.loadModel(new ByteArrayInputStream(trained.model()));
        try {
            booster.setParam("nthread", 1);
            ours.score(documents, DOCUMENTS, scores);
            float[][] expected = predict(booster, documents);
            for (int row = 0; row < DOCUMENTS; row++) {
                if (expected[row][0] != scores[row]) {
                    throw new IllegalStateException("Case " + one.name() + ": the scores differ from XGBoost's");
                }
            }
            Contest.Times times = new Contest()
                    .add("ours", () -> ours.score(documents, DOCUMENTS, scores))
                    .add("scalar", () -> scalar.score(documents, DOCUMENTS, scores))
                    .add("native", () -> predict(booster, documents))
                    .run();
            figures.say(
                    "%-12s %8.1f %8.1f %10.1f %8s   %.1f",
                    one.name(),
                    times.of("ours"),
                    times.of("scalar"),
                    times.of("native"),
                    "",
                    times.ratio("ours", "native"));
            Map<String, Double> found = new LinkedHashMap<>(times.micros());
            found.put("native_ratio", times.ratio("ours", "native"));
            figures.put("xgboost_" + one.name(), found);
        } finally {
            booster.dispose();
        }
    }

    private static float[][] predict(Booster booster, float[] documents) {
        try {
            return booster.inplace_predict(documents, DOCUMENTS, ScoringCase.FEATURES, Float.NaN);
        } catch (ml.dmlc.xgboost4j.java.XGBoostError e) {
            throw new IllegalStateException(e);
        }
    }
}
