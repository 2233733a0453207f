package tino.trees.train;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.trees.TreeEnsemble;
import tino.trees.format.LightGbmText;

/**
 * Trains with LightGBM. Early stopping watches the first metric on the validation rows (with several positions in
 * {@code eval_at}, the first), and the model is cut after its best round.
 */
public final class LightGbm implements TreeTrainer {
    private static final Parameters PARAMETERS = new Parameters("LightGBM", "lightgbm.parameters");
    private static final int DEFAULT_ROUNDS = 100;
    private static final int VALIDATION = 1;
    /** Below, threads wait for each other longer than they work; on a busy machine they spin for minutes. */
    static final int PARALLEL_VALUES = 5_000_000;

    @Override
    public String name() {
        return "lightgbm";
    }

    @Override
    public Trained train(
            TrainingRows rows,
            @Nullable TrainingRows validation,
            Map<String, String> parameters,
            BiConsumer<Integer, Double> progress) {
        Map<String, String> settings = PARAMETERS.resolve(parameters);
        int rounds = PARAMETERS.integer(settings, Parameters.ROUNDS, DEFAULT_ROUNDS, 1);
        int patience = PARAMETERS.integer(settings, Parameters.EARLY_STOPPING, 0, 0);
        rows.expectToFit(validation, patience);
        if (settings.getOrDefault("boosting", "").matches("rf|random_forest")) {
            throw new IllegalArgumentException(
                    "LightGBM's parameter 'boosting' must be gbdt, goss or dart: random forests,"
                            + " whose trees are averaged, are not read");
        }
        if (patience > 0 && "dart".equals(settings.get("boosting"))) {
            throw new IllegalArgumentException(
                    "LightGBM's 'dart' changes earlier trees in later rounds, so it cannot be cut"
                            + " after the best round. Maybe leave 'early_stopping_round' out");
        }
        String native_ = settings(settings, rows);
        LightGbmLibrary.load();
        try (LGBMDataset train = dataset(rows, native_, null);
                LGBMBooster booster = LGBMBooster.create(train, native_)) {
            if (validation == null) {
                return finish(booster, boost(booster, rounds, patience, false, progress));
            }
            try (LGBMDataset valid = dataset(validation, native_, train)) {
                booster.addValidData(valid);
                return finish(booster, boost(booster, rounds, patience, true, progress));
            }
        } catch (LGBMException e) {
            throw LightGbmLibrary.refused(e);
        }
    }

    /** What is not given gets a value that makes training repeatable and quiet. */
    private static String settings(Map<String, String> given, TrainingRows rows) {
        Map<String, String> all = new TreeMap<>(given);
        all.remove(Parameters.EARLY_STOPPING);
        all.putIfAbsent("verbosity", "-1");
        all.putIfAbsent("deterministic", "true");
        if (rows.features().length < PARALLEL_VALUES) {
            all.putIfAbsent("num_threads", "1");
        }
        if (!all.containsKey("force_col_wise")) {
            all.putIfAbsent("force_row_wise", "true");
        }
        if (rows.categorical().length > 0) {
            all.put(
                    "categorical_feature",
                    Arrays.stream(rows.categorical()).mapToObj(String::valueOf).collect(Collectors.joining(",")));
        }
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static LGBMDataset dataset(TrainingRows rows, String settings, @Nullable LGBMDataset reference)
            throws LGBMException {
        LGBMDataset dataset =
                LGBMDataset.createFromMat(rows.features(), rows.rows(), rows.columns(), true, settings, reference);
        try {
            if (!rows.names().isEmpty()) {
                dataset.setFeatureNames(rows.names().toArray(String[]::new));
            }
            dataset.setField("label", rows.labels());
            if (rows.groups().length > 0) {
                dataset.setField("group", rows.groups());
            }
            if (rows.weights() != null) {
                dataset.setField("weight", rows.weights());
            }
            if (rows.positions() != null) {
                dataset.setField("position", rows.positions());
            }
            return dataset;
        } catch (LGBMException e) {
            dataset.close();
            throw e;
        }
    }

    /** @return rounds to keep */
    private static int boost(
            LGBMBooster booster, int rounds, int patience, boolean validated, BiConsumer<Integer, Double> progress)
            throws LGBMException {
        String[] metrics = validated ? booster.getEvalNames() : new String[0];
        if (patience > 0 && metrics.length == 0) {
            throw new IllegalArgumentException("Early stopping needs a metric, 'metric' is none");
        }
        EarlyStopping stopping = new EarlyStopping(metrics.length > 0 && higherIsBetter(metrics[0]), patience);
        int round = 0;
        while (round < rounds) {
            boolean finished = booster.updateOneIter();
            round++;
            double value = metrics.length > 0 ? booster.getEval(VALIDATION)[0] : Double.NaN;
            progress.accept(round, value);
            if (stopping.shouldStop(round, value) || finished) {
                break;
            }
        }
        return stopping.roundsToKeep(round);
    }

    private static boolean higherIsBetter(String metric) {
        return metric.startsWith("ndcg")
                || metric.startsWith("map") && !metric.startsWith("mape")
                || metric.startsWith("auc")
                || metric.startsWith("average_precision");
    }

    private static Trained finish(LGBMBooster booster, int rounds) throws LGBMException {
        String text = booster.saveModelToString(0, rounds, FeatureImportanceType.GAIN);
        TreeEnsemble ensemble = LightGbmText.read(text, "fresh from LightGBM");
        return new Trained(
                text.getBytes(StandardCharsets.UTF_8),
                ensemble,
                ensemble.trees().size());
    }
}
