package tino.ranking.lambdamart;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import tino.trees.TreeEnsemble;
import tino.trees.format.LightGbmSum;
import tino.trees.format.LightGbmText;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;
import tino.trees.train.TreeTrainer.Trained;

/**
 * Learns a ranker from grades that people gave.
 *
 * @param parameters of the library, by its own names, without the seed
 * @param models how many models of different seeds are summed into one (LightGBM; XGBoost grows such forests itself, by
 *     {@code num_parallel_tree}). On few queries the sum is much steadier than any of them: Breiman, "Bagging predictors",
 *     Machine Learning 24, 1996
 */
public record JudgedTraining(TreeTrainer library, Map<String, String> parameters, int models) {

    public JudgedTraining {
        parameters = Map.copyOf(parameters);
        if (models < 1 || models > 1 && !library.name().equals("lightgbm")) {
            throw new IllegalArgumentException("Expected at least 1 model to sum, and 1 for " + library.name()
                    + ", got " + models + ". Maybe num_parallel_tree is meant.");
        }
    }

    /**
     * @param validation watched for early stopping, if the parameters ask for it
     * @param progress told the share done, 0–1
     */
    public Trained train(TrainingRows rows, @Nullable TrainingRows validation, int seed, DoubleConsumer progress) {
        List<Trained> trained = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int model = 0; model < models; model++) {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            all.putIfAbsent("seed", Integer.toString(models == 1 ? seed : seeds.nextInt(Integer.MAX_VALUE)));
            trained.add(library.train(rows, validation, all, (round, metric) -> {}));
            progress.accept((model + 1.0) / models);
        }
        return models == 1 ? trained.getFirst() : sum(trained);
    }

    private static Trained sum(List<Trained> trained) {
        String text = LightGbmSum.of(trained.stream()
                .map(model -> new String(model.model(), StandardCharsets.UTF_8))
                .toList());
        TreeEnsemble ensemble = LightGbmText.read(text, "the sum of " + trained.size() + " models");
        return new Trained(
                text.getBytes(StandardCharsets.UTF_8),
                ensemble,
                ensemble.trees().size());
    }
}
