package tino.hiring.review;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.explanation.Explanation.Contribution;

/**
 * One reason in words.
 *
 * @param text key of what the column says of somebody of whom it holds
 * @param holds whether it does; else the page says that it is not there
 * @param amount a figure that belongs to it, {@code null} for none
 */
public record Reason(String text, boolean holds, @Nullable Double amount) {
    private static final String PREFIX = "hiring.";

    static Reason of(Contribution contribution) {
        boolean number = contribution.feature().equals(HiringClassifier.SALARY);
        boolean known = !Double.isNaN(contribution.value());
        return new Reason(
                PREFIX + contribution.feature(),
                number ? known : contribution.value() == 1,
                number && known ? Double.valueOf(contribution.value()) : null);
    }

    /** The weightiest of those that speak for or against. */
    static List<Reason> strongest(List<Contribution> weightiest, boolean speakingFor, int most) {
        return weightiest.stream()
                .filter(one -> one.amount() > 0 == speakingFor)
                .limit(most)
                .map(Reason::of)
                .toList();
    }
}
