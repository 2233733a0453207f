package tino.lifecycle.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tino.lifecycle.archive.DecisionSource;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.explanation.Explainer;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.ServingPolicy;

/**
 * One learned model of an application, as the lifecycle sees it. What is written here is all that an application
 * supplies; training by schedule, judging, registering, serving and withdrawing are the same for every model.
 *
 * @param <D> rows in memory, as training and evaluation want them
 * @param <M> the model; safe for use by many threads
 */
public interface ModelPipeline<D, M> {

    /** The model's name in the registry, e.g. {@code marketplace-ranker}. */
    String model();

    /** Writes the snapshot that a training in this period learns from, or says why there is too little to learn from. */
    Snapshot snapshot(Period period, Lake lake);

    /**
     * What the columns of its snapshots hold, in a few words: by the column's name, in a column of arrays by
     * {@code column.place}. What people read in their own language is the text {@code column.<model>.<name>} of a page's texts.
     */
    default Map<String, String> columns() {
        return Map.of();
    }

    /** Reads a snapshot and cuts it by time. The same snapshot always gives the same rows in the same order. */
    Split<D> load(Dataset dataset, Lake lake);

    /** Trains; parameters, metrics by step and progress go to the run. Same data, same run seed: same model. */
    M train(Split<D> data, Run run);

    /** Judges a model over the rows; also called on the champion, over the same rows. */
    Evaluation evaluate(M model, D test);

    /** Judges what answers when there is no model (the fallback), over the same rows; empty if there is none. */
    Optional<Evaluation> evaluateFallback(D test);

    /**
     * Single answers of the model over the rows, each as serving would give it and ready to be run again and again; some
     * hundred are enough. They are timed where the gate asks how long answers take. None: it cannot be measured.
     */
    default List<Runnable> answers(M model, D test) {
        return List.of();
    }

    /**
     * What the model says of the rows, one number each in their order, so that two models can be compared more closely than by their
     * metrics. None: it does not speak in numbers.
     */
    default double[] scores(M model, D test) {
        return new double[0];
    }

    /** This pipeline with the parameters that an earlier run wrote down, so that it trains as that one did. */
    default ModelPipeline<D, M> with(Map<String, String> parameters) {
        return this;
    }

    Gate gate();

    ServingPolicy serving();

    /** How a version that passed the gate comes to answer people. */
    RolloutPolicy rollout();

    /** What may come of its answers; versions on trial are judged by it. */
    default Outcomes outcomes() {
        return Outcomes.NONE;
    }

    /** Its decisions in the log, so that a past period can be looked at again; empty where that is not possible. */
    default Optional<DecisionSource> decisions() {
        return Optional.empty();
    }

    /** Says why its answers came out as they did; empty where that is not possible. */
    default Optional<Explainer<M>> explainer() {
        return Optional.empty();
    }

    /** What its decisions are made from, to be watched for drift; empty where that is not possible. */
    default Optional<DecisionInputs> inputs() {
        return Optional.empty();
    }

    /** What its answers and their outcomes look like in the log, so that their quality can be measured; empty: only what is so for all. */
    default Optional<AnswerForm> answerForm() {
        return Optional.empty();
    }

    /** Whether two answers of this kind can be made one, see {@link tino.lifecycle.serving.Question#interleave}. */
    default boolean interleaves() {
        return false;
    }

    ArtifactFormat<M> format();

    /** Uses a model a few times as serving does, so that its first answer to somebody is not its slowest. */
    default void warmUp(M model) {}

    /** What came of asking for a snapshot. */
    sealed interface Snapshot {
        record Taken(Dataset dataset) implements Snapshot {}

        /** @param reason a sentence for people: what there is, what is needed */
        record TooLittle(String reason) implements Snapshot {}
    }
}
