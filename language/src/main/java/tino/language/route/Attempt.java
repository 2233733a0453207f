package tino.language.route;

import java.time.Duration;

/**
 * One provider that was looked at for an answer.
 *
 * @param outcome {@code answered}; or why it did not: {@code unhealthy}, {@code cost_budget}, {@code budget_unknown}, or the kind of its
 *     failure in lower case, like {@code timeout}
 * @param took 0 where it was not asked
 */
public record Attempt(String provider, String model, String outcome, Duration took) {
    public static final String ANSWERED = "answered";

    @Override
    public String toString() {
        return provider + " " + outcome + (took.isZero() ? "" : " after " + took.toMillis() + " ms");
    }
}
