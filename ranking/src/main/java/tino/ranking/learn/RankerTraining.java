package tino.ranking.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.ranking.Ranker;
import tino.ranking.bias.Correction;
import tino.ranking.lambdamart.LambdaMart;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;

/** Learns in every way the settings name and keeps the ranker that orders the validation lists best. */
final class RankerTraining {
    private final RankerSettings settings;
    private final Map<String, TreeTrainer> trainers;

    RankerTraining(RankerSettings settings, List<TreeTrainer> trainers) {
        this.settings = settings;
        this.trainers = trainers.stream().collect(Collectors.toMap(TreeTrainer::name, Function.identity()));
        settings.candidates().forEach(candidate -> trainer(candidate.library()));
    }

    private TreeTrainer trainer(String library) {
        TreeTrainer trainer = trainers.get(library);
        if (trainer == null) {
            throw new IllegalArgumentException("The ranker '" + settings.model() + "' wants to learn by '" + library
                    + "', there are " + trainers.keySet());
        }
        return trainer;
    }

    Ranker train(Split<RankingRows> data, Run run) {
        run.parameter("train.lists", data.train().gradedLists());
        run.parameter("validation.lists", data.validation().gradedLists());
        run.parameter("test.lists", data.test().gradedLists());
        double[] propensities = data.train().propensities().byPosition();
        for (int position = 1; position <= propensities.length; position++) {
            run.metric("propensity", propensities[position - 1], position);
        }
        Ranker best = null;
        double bestNdcg = Double.NEGATIVE_INFINITY;
        int tried = 0;
        for (Candidate candidate : settings.candidates()) {
            Ranker ranker = train(
                    candidate, data, run, (double) tried / settings.candidates().size());
            double ndcg = ListEvaluation.of(ranker, data.validation()).mean(ListEvaluation.NDCG);
            run.metric(candidate.label() + ".validation." + ListEvaluation.NDCG, ndcg, tried++);
            if (best == null || ndcg > bestNdcg) {
                best = ranker;
                bestNdcg = ndcg;
                run.parameter("chosen", candidate.label());
            }
        }
        return chosen(best);
    }

    private static Ranker chosen(@Nullable Ranker best) {
        if (best == null) {
            throw new IllegalStateException("Nothing was trained");
        }
        return best;
    }

    private Ranker train(Candidate candidate, Split<RankingRows> data, Run run, double share) {
        TrainingRows train = LearningLists.of(data.train(), candidate.correction());
        // The libraries' own options correct while learning only; what stops the learning is corrected by weights.
        TrainingRows validation = LearningLists.of(
                data.validation(),
                candidate.correction() == Correction.NONE ? Correction.NONE : Correction.INVERSE_PROPENSITY);
        Map<String, String> parameters = new LinkedHashMap<>(candidate.parameters());
        parameters.putIfAbsent("seed", Integer.toString((int) (run.seed() & 0x7fff_ffff)));
        if (candidate.correction() == Correction.POSITION && candidate.library().equals("xgboost")) {
            parameters.put("lambdarank_unbiased", "true");
        }
        parameters.forEach((name, value) -> run.parameter(candidate.label() + '.' + name, value));
        TreeTrainer.Trained trained = trainer(candidate.library())
                .train(train, validation, parameters, (round, ndcg) -> {
                    run.metric(candidate.label() + ".ndcg", ndcg, round);
                    run.progress(share, candidate.label() + " round " + round);
                });
        run.parameter(candidate.label() + '.' + Candidate.ROUNDS, trained.rounds());
        return new LambdaMart(
                settings.layout(),
                trained.model(),
                trained.ensemble(),
                data.train().propensities());
    }
}
