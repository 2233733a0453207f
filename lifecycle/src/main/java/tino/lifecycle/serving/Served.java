package tino.lifecycle.serving;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Answered;

/**
 * The one door: a model as an application sees it. Which version answers is the lifecycle's business (champion, a version
 * on trial, a variant of an experiment), and so are the versions in shadow, the time budget, the fallback and the counting.
 * A new champion takes over between two answers; none fails.
 */
public interface Served<M> {

    /** Answers one decision by the rollout's rule, or by the fallback if there is no model, it fails or overruns its budget. */
    <A> Answer<A> answer(Decision decision, Question<? super M, A> question);

    /**
     * A version, to look at what it would answer; nobody is answered by it.
     *
     * @throws IllegalArgumentException if there is no such version
     * @throws IOException if it cannot be read or does not fit, saying why
     */
    M version(int number) throws IOException;

    /** The champion behind the door, to look at what it would answer; empty while the fallback answers. */
    Optional<Champion<M>> champion();

    /**
     * @param number of the version
     * @param metrics its means over the test rows
     * @param dataset hash of the snapshot it was trained from, {@code null} if it was made elsewhere
     * @param trainedAt when it was registered
     */
    record Champion<M>(
            int number,
            M model,
            Map<String, Double> metrics,
            @Nullable String dataset,
            Instant trainedAt) {}

    /**
     * @param answered who answered, to be kept with the event that says what was answered
     * @param fallback why the fallback answered, {@code null} if a model did
     */
    record Answer<A>(A value, Answered answered, @Nullable Fallback fallback) {}

    /** Why the fallback answered. */
    enum Fallback {
        NO_MODEL,
        FAILED,
        TOO_SLOW,
        /** It was its turn: one variant of an experiment is the fallback. */
        EXPERIMENT
    }
}
