package tino.ranking.lambdamart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import tino.ranking.letor.Judgements;
import tino.ranking.metric.EmptyQuery;
import tino.ranking.metric.Gain;
import tino.ranking.metric.QueryEvaluation;
import tino.trees.train.TreeTrainer.Trained;

/**
 * How well a way to learn does on queries that it did not see: the queries are dealt into folds, each fold is judged by a
 * model of the others, and all of it is repeated with other deals (Stone 1974; by query, since documents of one query know
 * of each other).
 *
 * @param folds at least 2
 * @param repeats deals
 * @param seed of the deals and the models
 */
public record CrossValidation(int folds, int repeats, int seed, Gain gain, EmptyQuery empty) {

    public CrossValidation {
        if (folds < 2 || repeats < 1) {
            throw new IllegalArgumentException(
                    "Expected at least 2 folds and 1 repeat, got " + folds + " and " + repeats);
        }
    }

    /**
     * @param progress told the share done, 0–1
     * @return mean nDCG@10 over queries, one value a deal
     */
    public double[] ndcg(JudgedTraining training, Judgements data, DoubleConsumer progress) {
        int queries = data.groups().length;
        if (queries < folds) {
            throw new IllegalArgumentException(
                    "Expected at least " + folds + " queries for as many folds, got " + queries);
        }
        double[] means = new double[repeats];
        for (int repeat = 0; repeat < repeats; repeat++) {
            List<Integer> deal =
                    new ArrayList<>(IntStream.range(0, queries).boxed().toList());
            Collections.shuffle(deal, new Random(31L * seed + repeat));
            double sum = 0;
            int judged = 0;
            for (int fold = 0; fold < folds; fold++) {
                double[] samples = fold(training, data, deal, fold, seed + repeat * folds + fold);
                sum += IntStream.range(0, samples.length)
                        .mapToDouble(i -> samples[i])
                        .sum();
                judged += samples.length;
                progress.accept((repeat * folds + fold + 1.0) / (repeats * folds));
            }
            means[repeat] = sum / judged;
        }
        return means;
    }

    private double[] fold(JudgedTraining training, Judgements data, List<Integer> deal, int fold, int modelSeed) {
        Judgements held = data.queries(IntStream.range(0, deal.size())
                .filter(i -> i % folds == fold)
                .map(deal::get)
                .toArray());
        Judgements rest = data.queries(IntStream.range(0, deal.size())
                .filter(i -> i % folds != fold)
                .map(deal::get)
                .toArray());
        Trained trained = training.train(rest.training(), held.training(), modelSeed, share -> {});
        double[] scores = new double[held.rows()];
        trained.ensemble().scorer().score(held.features(), held.rows(), scores);
        return QueryEvaluation.of(scores, held.labels(), held.groups(), gain, empty)
                .samples(QueryEvaluation.ndcg(10));
    }
}
