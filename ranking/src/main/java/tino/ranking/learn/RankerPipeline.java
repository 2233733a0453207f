package tino.ranking.learn;

import java.util.List;
import java.util.Optional;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.serving.ServingPolicy;
import tino.ranking.Ranker;
import tino.ranking.lambdamart.LambdaMartFormat;
import tino.ranking.weight.RankingWeights;
import tino.trees.train.TreeTrainer;

/** A ranker that learns from what was shown and what came of it, for any application. */
public final class RankerPipeline {
    private final RankerSettings settings;
    private final EventLog log;
    private final RankingWeights weights;
    private final RankerTraining training;

    /**
     * @param log where the application's impressions and outcomes are
     * @param weights what ranks where there is no model, to be beaten
     * @param trainers the libraries that may be used
     */
    public RankerPipeline(
            RankerSettings settings, EventLog log, RankingWeights weights, List<TreeTrainer> trainers) {
        this.settings = settings;
        this.log = log;
        this.weights = weights;
        this.training = new RankerTraining(settings, trainers);
    }

    public String model() {
        return settings.model();
    }

    public Ranker train(Split<RankingRows> data, Run run) {
        return training.train(data, run);
    }

    public Evaluation evaluate(Ranker model, RankingRows test) {
        return ListEvaluation.of(model, test);
    }

    public Optional<Evaluation> evaluateFallback(RankingRows test) {
        return Optional.of(ListEvaluation.of(weights.ranker(), test));
    }

    public Gate gate() {
        return settings.gate();
    }

    public ServingPolicy serving() {
        return settings.serving();
    }

    public ArtifactFormat<Ranker> format() {
        return new LambdaMartFormat(settings.layout());
    }
}
