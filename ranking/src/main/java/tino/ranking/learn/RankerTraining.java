package tino.ranking.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.ranking.Ranker;
import tino.ranking.bias.Correction;
import tino.ranking.lambdamart.LambdaMart;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;

/** Trains one candidate by each library and keeps the one that orders the validation lists better. */
final class RankerTraining {
    private final RankerSettings settings;
    private final List<TreeTrainer> trainers;

    RankerTraining(RankerSettings settings, List<TreeTrainer> trainers) {
        this.settings = settings;
        this.trainers = trainers.stream()
                .filter(trainer -> settings.parameters().containsKey(trainer.name()))
                .toList();
        if (this.trainers.isEmpty()) {
            throw new IllegalArgumentException("The ranker '" + settings.model() + "' has parameters for "
                    + settings.parameters().keySet() + ", but the trainers are "
                    + trainers.stream().map(TreeTrainer::name).toList());
        }
    }

    Ranker train(Split<RankingRows> data, Run run) {
        TrainingRows train = LearningLists.of(data.train(), settings.correction());
        // The libraries' own options correct while learning only; what stops the learning is corrected by weights.
        TrainingRows validation = LearningLists.of(
                data.validation(),
                settings.correction() == Correction.POSITION ? Correction.INVERSE_PROPENSITY : settings.correction());
        run.parameter("correction", settings.correction());
        run.parameter("train.lists", data.train().gradedLists());
        run.parameter("train.rows", train.rows());
        run.parameter("validation.lists", data.validation().gradedLists());
        LambdaMart best = null;
        double bestNdcg = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < trainers.size(); i++) {
            TreeTrainer trainer = trainers.get(i);
            LambdaMart candidate = train(trainer, train, validation, run, (double) i / trainers.size());
            double ndcg = ListEvaluation.of(candidate, data.validation()).mean(ListEvaluation.NDCG);
            run.metric(trainer.name() + ".validation." + ListEvaluation.NDCG, ndcg, 0);
            if (best == null || ndcg > bestNdcg) {
                best = candidate;
                bestNdcg = ndcg;
                run.parameter("algorithm", trainer.name());
            }
        }
        return chosen(best);
    }

    private static Ranker chosen(@Nullable LambdaMart best) {
        if (best == null) {
            throw new IllegalStateException("No library trained anything");
        }
        return best;
    }

    private LambdaMart train(
            TreeTrainer trainer, TrainingRows train, TrainingRows validation, Run run, double share) {
        Map<String, String> parameters = new LinkedHashMap<>(settings.parameters().getOrDefault(trainer.name(), Map.of()));
        parameters.putIfAbsent("seed", Integer.toString((int) (run.seed() & 0x7fff_ffff)));
        if (settings.correction() == Correction.POSITION && trainer.name().equals("xgboost")) {
            parameters.put("lambdarank_unbiased", "true");
        }
        parameters.forEach((name, value) -> run.parameter(trainer.name() + "." + name, value));
        TreeTrainer.Trained trained = trainer.train(train, validation, parameters, (round, metric) -> {
            run.metric(trainer.name() + ".ndcg", metric, round);
            run.progress(share, trainer.name() + " round " + round);
        });
        run.parameter(trainer.name() + ".rounds", trained.rounds());
        return new LambdaMart(settings.layout(), trained.model(), trained.ensemble());
    }
}
