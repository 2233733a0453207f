package tino.ranking.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tino.lifecycle.archive.DecisionSource;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.explanation.Explainer;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.ServingPolicy;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.explanation.ListExplainer;
import tino.ranking.lambdamart.LambdaMartFormat;
import tino.ranking.weight.RankingWeights;
import tino.trees.train.LightGbm;
import tino.trees.train.TreeTrainer;
import tino.trees.train.Xgboost;

/** A ranker that learns from what was shown and what came of it, for any application. */
public final class RankerPipeline implements ModelPipeline<RankingRows, Ranker> {
    private static final int TIMED_LISTS = 500;

    private final RankerSettings settings;
    private final EventLog log;
    private final RankingWeights weights;
    private final List<TreeTrainer> trainers;
    private final RankerTraining training;

    /** With every library we have; an application need not know them. */
    public RankerPipeline(RankerSettings settings, EventLog log, RankingWeights weights) {
        this(settings, log, weights, List.of(new LightGbm(), new Xgboost()));
    }

    /**
     * @param log where the application's impressions and outcomes are
     * @param weights what ranks where there is no model, to be beaten
     * @param trainers the libraries that may be used
     */
    public RankerPipeline(RankerSettings settings, EventLog log, RankingWeights weights, List<TreeTrainer> trainers) {
        this.settings = settings;
        this.log = log;
        this.weights = weights;
        this.trainers = trainers;
        this.training = new RankerTraining(settings, trainers);
    }

    /** With the ways to learn that the run tried, though others are tried now. */
    @Override
    public RankerPipeline with(Map<String, String> parameters) {
        List<Candidate> tried = Stream.concat(
                        settings.candidates().stream(),
                        trainers.stream().map(TreeTrainer::name).flatMap(Candidate::all))
                .map(candidate -> candidate.recorded(parameters))
                .filter(candidate -> !candidate.parameters().isEmpty())
                .distinct()
                .toList();
        return tried.isEmpty() ? this : new RankerPipeline(settings.with(tried), log, weights, trainers);
    }

    @Override
    public String model() {
        return settings.model();
    }

    @Override
    public Snapshot snapshot(Period period, Lake lake) {
        return new RankingSnapshot(settings, log).take(period, lake);
    }

    @Override
    public Map<String, String> columns() {
        return RankingSnapshot.described(settings.layout());
    }

    @Override
    public Split<RankingRows> load(Dataset dataset, Lake lake) {
        return RankingSnapshot.load(dataset, lake, settings);
    }

    @Override
    public Ranker train(Split<RankingRows> data, Run run) {
        return training.train(data, run);
    }

    @Override
    public Evaluation evaluate(Ranker model, RankingRows test) {
        return ListEvaluation.of(model, test);
    }

    @Override
    public Optional<Evaluation> evaluateFallback(RankingRows test) {
        return Optional.of(ListEvaluation.of(weights.ranker(), test));
    }

    /** One list a call, scored and ordered. */
    @Override
    public List<Runnable> answers(Ranker model, RankingRows test) {
        List<Runnable> answers = new ArrayList<>();
        int columns = test.layout().size();
        int start = 0;
        for (int size : test.groups()) {
            if (answers.size() == TIMED_LISTS) {
                break;
            }
            float[] vectors = Arrays.copyOfRange(test.features(), start * columns, (start + size) * columns);
            answers.add(() -> {
                double[] scores = new double[size];
                model.score(vectors, size, scores);
                Ranking.order(scores, 0, size);
            });
            start += size;
        }
        return answers;
    }

    @Override
    public double[] scores(Ranker model, RankingRows test) {
        double[] scores = new double[test.rows()];
        model.score(test.features(), scores.length, scores);
        return scores;
    }

    @Override
    public Gate gate() {
        return settings.gate();
    }

    @Override
    public ServingPolicy serving() {
        return settings.serving();
    }

    @Override
    public RolloutPolicy rollout() {
        return settings.rollout();
    }

    @Override
    public Outcomes outcomes() {
        return settings.outcomes();
    }

    @Override
    public Optional<DecisionSource> decisions() {
        return Optional.of(new ShownDecisions(settings));
    }

    @Override
    public Optional<Explainer<Ranker>> explainer() {
        return Optional.of(new ListExplainer(settings.model(), settings.impression(), settings.layout(), weights));
    }

    @Override
    public Optional<DecisionInputs> inputs() {
        return Optional.of(new ShownInputs(settings));
    }

    RankerSettings settings() {
        return settings;
    }

    public FeatureLayout layout() {
        return settings.layout();
    }

    /** What ranks where there is no model. */
    public Ranker weights() {
        return weights.ranker();
    }

    @Override
    public boolean interleaves() {
        return true;
    }

    @Override
    public ArtifactFormat<Ranker> format() {
        return new LambdaMartFormat(settings.layout());
    }

    /** As many candidates as a search recalls, so often that the scorer is compiled. */
    @Override
    public void warmUp(Ranker model) {
        int count = 100;
        float[] rows = new float[count * settings.layout().size()];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextDouble();
        }
        double[] scores = new double[count];
        for (int round = 0; round < 100; round++) {
            model.score(rows, count, scores);
        }
    }
}
