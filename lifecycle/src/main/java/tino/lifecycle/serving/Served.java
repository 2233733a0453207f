package tino.lifecycle.serving;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one door: a model as an application sees it. Which version answers is the lifecycle's business, and so are the
 * time budget, the fallback and the counting. A new champion takes over between two answers; none fails.
 */
public interface Served<M> {

    /**
     * Answers one decision with the live model, or with the fallback if there is no model, it fails or it overruns its
     * budget.
     */
    <A> Answer<A> answer(UUID decision, Function<? super M, ? extends A> withModel, Supplier<? extends A> fallback);

    /**
     * @param version the version that answered, {@code null} if the fallback did
     * @param fallback why the fallback answered, {@code null} if the model did
     */
    record Answer<A>(
            A value, @Nullable Integer version, @Nullable Fallback fallback) {}

    /** Why the fallback answered. */
    enum Fallback {
        NO_MODEL,
        FAILED,
        TOO_SLOW
    }
}
