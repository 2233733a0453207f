package tino.assistant.openai;

import org.jspecify.annotations.Nullable;

/** How clients of the protocol name who shall answer. */
final class ModelNames {
    /** Whichever the policy takes for a free user. */
    static final String FREE = "melancia";

    /** Whichever it takes for a premium one. */
    static final String PREMIUM = "melancia-premium";

    private ModelNames() {}

    /** {@code null} where the policy chooses. */
    static @Nullable String pinned(String model) {
        return model.equals(FREE) || model.equals(PREMIUM) ? null : model;
    }
}
