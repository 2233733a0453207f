package tino.language.route;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.language.budget.BudgetExceeded;
import tino.language.provider.ProviderFailure;

/** Nobody gave a whole answer. Names what each said. */
public final class RoutingFailed extends RuntimeException {
    private final List<Attempt> attempts;
    private final String sent;
    private final @Nullable BudgetExceeded budget;
    private final @Nullable ProviderFailure failure;

    RoutingFailed(
            List<Attempt> attempts,
            String sent,
            @Nullable BudgetExceeded budget,
            @Nullable ProviderFailure failure,
            @Nullable Throwable cause) {
        super(
                (attempts.isEmpty()
                                ? "The routing policy has no model for this tier that is enabled."
                                : "No model answered: "
                                        + attempts.stream()
                                                .map(Attempt::toString)
                                                .collect(Collectors.joining(", ")) + ".")
                        + (sent.isEmpty() ? "" : " The answer broke off after " + sent.length() + " characters."),
                cause);
        this.attempts = List.copyOf(attempts);
        this.sent = sent;
        this.budget = budget;
        this.failure = failure;
    }

    public List<Attempt> attempts() {
        return attempts;
    }

    /** What had been handed over when the answer broke off; then nobody else was asked. Empty if nothing had. */
    public String sent() {
        return sent;
    }

    /** The first budget that had not enough left; {@code null} if none was short. */
    public @Nullable BudgetExceeded budget() {
        return budget;
    }

    /** The last failure of a provider, e.g. for its {@code Retry-After}; {@code null} if none was asked. */
    public @Nullable ProviderFailure failure() {
        return failure;
    }
}
