package tino.trees;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import tino.trees.train.LightGbmLibrary;

/** Raw scores by the native libraries: what ours are held against. */
public final class Native {
    private Native() {}

    public static double[] score(Library library, byte[] model, float[] rows, int columns, String... types)
            throws Exception {
        return library == Library.LIGHTGBM
                ? lightGbm(model, rows, rows.length / columns, columns)
                : xgboost(model, rows, rows.length / columns, columns, types);
    }

    private static double[] lightGbm(byte[] model, float[] rows, int count, int columns) throws Exception {
        LightGbmLibrary.load();
        try (LGBMBooster booster = LGBMBooster.loadModelFromString(new String(model, StandardCharsets.UTF_8))) {
            return booster.predictForMat(
                    rows, count, columns, true, PredictionType.C_API_PREDICT_RAW_SCORE, "num_threads=1");
        }
    }

    private static double[] xgboost(byte[] model, float[] rows, int count, int columns, String[] types)
            throws Exception {
        Booster booster = XGBoost.loadModel(new ByteArrayInputStream(model));
        booster.setParam("nthread", 1);
        DMatrix matrix = new DMatrix(rows, count, columns, Float.NaN);
        try {
            if (types.length > 0) {
                matrix.setFeatureTypes(types);
            }
            return Arrays.stream(booster.predict(matrix, true))
                    .mapToDouble(score -> score[0])
                    .toArray();
        } finally {
            matrix.dispose();
            booster.dispose();
        }
    }
}
