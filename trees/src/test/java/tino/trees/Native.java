package tino.trees;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import tino.trees.train.LightGbmLibrary;

/** Raw scores and contributions by the native libraries: what ours are held against. */
public final class Native {
    private Native() {}

    public static double[] score(Library library, byte[] model, float[] rows, int columns, String... types)
            throws Exception {
        return library == Library.LIGHTGBM
                ? lightGbm(model, rows, columns, PredictionType.C_API_PREDICT_RAW_SCORE)
                : xgboost(model, rows, columns, types, (booster, matrix) -> booster.predict(matrix, true));
    }

    /** What each feature adds, and at the end of every row the expected score: rows of one column more. */
    public static double[] contributions(Library library, byte[] model, float[] rows, int columns, String... types)
            throws Exception {
        return library == Library.LIGHTGBM
                ? lightGbm(model, rows, columns, PredictionType.C_API_PREDICT_CONTRIB)
                : xgboost(model, rows, columns, types, (booster, matrix) -> booster.predictContrib(matrix, 0));
    }

    private static double[] lightGbm(byte[] model, float[] rows, int columns, PredictionType type) throws Exception {
        LightGbmLibrary.load();
        try (LGBMBooster booster = LGBMBooster.loadModelFromString(new String(model, StandardCharsets.UTF_8))) {
            return booster.predictForMat(rows, rows.length / columns, columns, true, type, "num_threads=1");
        }
    }

    private interface Prediction {
        float[][] of(Booster booster, DMatrix matrix) throws XGBoostError;
    }

    private static double[] xgboost(byte[] model, float[] rows, int columns, String[] types, Prediction prediction)
            throws Exception {
        Booster booster = XGBoost.loadModel(new ByteArrayInputStream(model));
        booster.setParam("nthread", 1);
        DMatrix matrix = new DMatrix(rows, rows.length / columns, columns, Float.NaN);
        try {
            if (types.length > 0) {
                matrix.setFeatureTypes(types);
            }
            return Arrays.stream(prediction.of(booster, matrix))
                    .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]))
                    .toArray();
        } finally {
            matrix.dispose();
            booster.dispose();
        }
    }
}
