package tino.lifecycle.serving;

import java.util.List;
import java.util.random.RandomGenerator;
import tino.lifecycle.rollout.ShadowLog;

/**
 * What is asked of a model, of whatever kind, and what is done without one.
 *
 * @param <M> the model
 * @param <A> the answer
 */
public interface Question<M, A> {

    /** Asks a model. May be called for several models at once, and off the request's thread. */
    A by(M model);

    /** Answers without a model: none is live, it failed or was too slow. */
    A fallback();

    /**
     * What a version in shadow would have answered, item by item, beside what was answered. Called off the request's path.
     *
     * @return empty where nothing is to be kept
     */
    default List<ShadowLog.Item> compare(A answered, A shadow) {
        return List.of();
    }

    /**
     * One answer out of two, for an interleaving experiment.
     *
     * @throws UnsupportedOperationException if answers of this kind cannot be interleaved
     */
    default A interleave(A a, A b, RandomGenerator random) {
        throw new UnsupportedOperationException(
                "Answers of this kind cannot be interleaved; compare the versions by an A/B experiment.");
    }
}
