package tino.trees.train;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import tino.trees.TreeEnsemble;
import tino.trees.format.XgboostJson;

/**
 * Trains with XGBoost. Early stopping watches the first metric on the validation rows, and the model is cut after its best
 * round.
 */
public final class Xgboost implements TreeTrainer {
    private static final Parameters PARAMETERS = new Parameters("XGBoost", "xgboost.parameters");
    private static final int DEFAULT_ROUNDS = 100;
    private static final List<String> HIGHER_IS_BETTER =
            List.of("ndcg", "map", "pre", "auc", "interval-regression-accuracy");

    @Override
    public String name() {
        return "xgboost";
    }

    @Override
    public Trained train(
            TrainingRows rows,
            @Nullable TrainingRows validation,
            Map<String, String> parameters,
            BiConsumer<Integer, Double> progress) {
        Map<String, String> settings = new TreeMap<>(PARAMETERS.resolve(parameters));
        int rounds = PARAMETERS.integer(settings, Parameters.ROUNDS, DEFAULT_ROUNDS, 1);
        int patience = PARAMETERS.integer(settings, Parameters.EARLY_STOPPING, 0, 0);
        settings.remove(Parameters.ROUNDS);
        settings.remove(Parameters.EARLY_STOPPING);
        settings.putIfAbsent("verbosity", "0");
        if (rows.features().length < LightGbm.PARALLEL_VALUES) {
            settings.putIfAbsent("nthread", "1");
        }
        rows.expectToFit(validation, patience);
        try (Matrix train = new Matrix(rows)) {
            if (validation == null) {
                return boost(train, null, settings, rounds, patience, progress);
            }
            try (Matrix valid = new Matrix(validation)) {
                return boost(train, valid, settings, rounds, patience, progress);
            }
        } catch (XGBoostError e) {
            throw new IllegalArgumentException("XGBoost refuses the rows or parameters: " + firstLine(e), e);
        }
    }

    private static Trained boost(
            Matrix train,
            @Nullable Matrix valid,
            Map<String, String> settings,
            int rounds,
            int patience,
            BiConsumer<Integer, Double> progress)
            throws XGBoostError {
        // Without rounds this only makes a booster, whose constructor is hidden.
        Booster booster = XGBoost.train(train.matrix, new HashMap<>(settings), 0, new HashMap<>(), null, null);
        try {
            EarlyStopping stopping = null;
            int round = 0;
            while (round < rounds) {
                booster.update(train.matrix, round);
                round++;
                double value = Double.NaN;
                if (valid != null) {
                    Metric metric = metric(booster, valid, round - 1);
                    value = metric.value;
                    if (stopping == null) {
                        stopping = new EarlyStopping(metric.higherIsBetter(), patience);
                    }
                }
                progress.accept(round, value);
                if (stopping != null && stopping.shouldStop(round, value)) {
                    break;
                }
            }
            int kept = stopping == null ? round : stopping.roundsToKeep(round);
            byte[] model = booster.toByteArray("json");
            if (kept < round) {
                model = XgboostCut.afterRounds(model, kept);
            }
            TreeEnsemble ensemble =
                    XgboostJson.read(new String(model, java.nio.charset.StandardCharsets.UTF_8), "fresh from XGBoost");
            return new Trained(model, ensemble, ensemble.trees().size());
        } finally {
            booster.dispose();
        }
    }

    private record Metric(String name, double value) {
        boolean higherIsBetter() {
            return HIGHER_IS_BETTER.stream().anyMatch(name::startsWith);
        }
    }

    /** XGBoost prints {@code [0]\tv-ndcg@10:0.5\tv-map:0.4}. */
    private static Metric metric(Booster booster, Matrix valid, int round) throws XGBoostError {
        String line = booster.evalSet(new DMatrix[] {valid.matrix}, new String[] {"v"}, round);
        String[] parts = line.split("\t");
        int colon = parts.length > 1 ? parts[1].lastIndexOf(':') : -1;
        if (colon < 0) {
            throw new IllegalStateException("Expected '[round]\\tv-metric:value' from XGBoost, found '" + line + "'");
        }
        return new Metric(parts[1].substring(2, colon), Double.parseDouble(parts[1].substring(colon + 1)));
    }

    private static String firstLine(XGBoostError e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** The rows on the native side; freed on closing. */
    private static final class Matrix implements AutoCloseable {
        private final DMatrix matrix;

        Matrix(TrainingRows given) throws XGBoostError {
            TrainingRows rows = given.positions() == null ? given : ByPosition.sort(given);
            matrix = new DMatrix(rows.features(), rows.rows(), rows.columns(), Float.NaN);
            try {
                fill(rows);
            } catch (XGBoostError e) {
                matrix.dispose();
                throw e;
            }
        }

        private void fill(TrainingRows rows) throws XGBoostError {
            matrix.setLabel(rows.labels());
            if (!rows.names().isEmpty()) {
                matrix.setFeatureNames(rows.names().toArray(String[]::new));
            }
            if (rows.categorical().length > 0) {
                String[] types = new String[rows.columns()];
                Arrays.fill(types, "q");
                for (int column : rows.categorical()) {
                    types[column] = "c";
                }
                matrix.setFeatureTypes(types);
            }
            if (rows.groups().length > 0) {
                matrix.setGroup(rows.groups());
            }
            float[] weights = rows.weights();
            if (weights != null) {
                matrix.setWeight(rows.groups().length == 0 ? weights : groupMeans(weights, rows.groups()));
            }
        }

        private static float[] groupMeans(float[] weights, int[] groups) {
            float[] means = new float[groups.length];
            int row = 0;
            for (int group = 0; group < groups.length; group++) {
                double sum = 0;
                for (int i = 0; i < groups[group]; i++) {
                    sum += weights[row++];
                }
                means[group] = (float) (sum / groups[group]);
            }
            return means;
        }

        @Override
        public void close() {
            matrix.dispose();
        }
    }
}
