package tino.prediction.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tino.lifecycle.archive.DecisionSource;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.explanation.Explainer;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.ServingPolicy;
import tino.prediction.Classifier;
import tino.prediction.ClassifierFormat;
import tino.prediction.Predicted;
import tino.prediction.explanation.PredictionExplainer;

/**
 * A classifier that learns from labelled cases, for any application. Where a mode cannot be kept, the run fails, saying the best
 * there was, and nothing is published.
 */
public final class ClassifierPipeline implements ModelPipeline<LabelledRows, Classifier> {
    private static final int TIMED_ROWS = 500;
    private static final int WARM_UP_ROWS = 10_000;
    /** Of every so many. */
    private static final int EXPLAINED = 10;

    private final ClassifierSettings settings;
    private final LabelledSource source;

    public ClassifierPipeline(ClassifierSettings settings, LabelledSource source) {
        this.settings = settings;
        this.source = source;
    }

    @Override
    public ClassifierPipeline with(Map<String, String> parameters) {
        return new ClassifierPipeline(settings.recorded(parameters), source);
    }

    @Override
    public String model() {
        return settings.model();
    }

    public FeatureLayout layout() {
        return settings.layout();
    }

    @Override
    public Snapshot snapshot(Period period, Lake lake) {
        return LabelledSnapshot.take(settings, source, period, lake);
    }

    @Override
    public Map<String, String> columns() {
        return LabelledSnapshot.described(settings);
    }

    @Override
    public Split<LabelledRows> load(Dataset dataset, Lake lake) {
        return LabelledSnapshot.load(dataset, lake, settings);
    }

    @Override
    public Classifier train(Split<LabelledRows> data, Run run) {
        return new ClassifierTraining(settings).train(data, run);
    }

    @Override
    public Evaluation evaluate(Classifier model, LabelledRows test) {
        return ClassifierEvaluation.of(
                scores(model, test), model.thresholds().getFirst().threshold(), test);
    }

    /** Everybody gets the base rate of the cases that were learned from, and nobody is called. */
    @Override
    public Optional<Evaluation> evaluateFallback(LabelledRows test) {
        double[] rates = new double[test.rows()];
        Arrays.fill(rates, test.baseRate());
        return Optional.of(ClassifierEvaluation.of(rates, 1, test));
    }

    /** One case a call. */
    @Override
    public List<Runnable> answers(Classifier model, LabelledRows test) {
        return IntStream.range(0, Math.min(TIMED_ROWS, test.rows()))
                .mapToObj(test::row)
                .map(row -> (Runnable) () -> model.predict(row, model.mode()))
                .toList();
    }

    @Override
    public double[] scores(Classifier model, LabelledRows test) {
        return model.probabilities(test.features(), test.rows());
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

    /** Known where something comes of a yes as well as of a no. */
    @Override
    public Optional<AnswerForm> answerForm() {
        Map<String, Boolean> types = settings.outcomes().grades().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, grade -> grade.getValue() > 0));
        return types.containsValue(true) && types.containsValue(false)
                ? Optional.of(new AnswerForm.Classification(
                        Predicted.PROBABILITY,
                        Predicted.DECISION,
                        new AnswerForm.Truth(types, null, null),
                        Map.of(
                                Figure.ACCURACY, ClassifierEvaluation.ACCURACY,
                                Figure.PRECISION, ClassifierEvaluation.PRECISION,
                                Figure.RECALL, ClassifierEvaluation.RECALL)))
                : Optional.empty();
    }

    @Override
    public Optional<DecisionSource> decisions() {
        return Optional.of(new PredictedDecisions(settings));
    }

    @Override
    public Optional<Explainer<Classifier>> explainer() {
        return Optional.of(new PredictionExplainer(settings.model(), settings.prediction(), settings.layout()));
    }

    @Override
    public Optional<DecisionInputs> inputs() {
        return Optional.of(new PredictedInputs(settings));
    }

    @Override
    public ArtifactFormat<Classifier> format() {
        return new ClassifierFormat(settings.layout());
    }

    /** So many single cases that the scorer is compiled, and the reasons of some. */
    @Override
    public void warmUp(Classifier model) {
        float[] row = new float[settings.layout().size()];
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < WARM_UP_ROWS; round++) {
            row[round % row.length] = (float) random.nextDouble();
            model.predict(row, model.mode());
            if (round % EXPLAINED == 0) {
                model.explain(row);
            }
        }
    }
}
