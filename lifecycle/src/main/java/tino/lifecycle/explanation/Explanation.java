package tino.lifecycle.explanation;

import java.util.Comparator;
import java.util.List;

/**
 * Why one item got its score: the baseline and what each feature adds are the score, or what it was made from.
 *
 * @param baseline what would be said of an item of which nothing is known
 * @param contributions of all features, in the order of the model's layout
 * @param translated whether the score is another number, which rises with the sum, as a probability does with log odds
 */
public record Explanation(double baseline, List<Contribution> contributions, boolean translated) {

    /** Of a score that is the sum. */
    public Explanation(double baseline, List<Contribution> contributions) {
        this(baseline, contributions, false);
    }

    public Explanation {
        contributions = List.copyOf(contributions);
    }

    /**
     * @param feature its name
     * @param value that was logged with the decision; NaN is missing
     * @param amount what it adds to the score
     */
    public record Contribution(String feature, double value, double amount) {}

    /** Baseline and contributions added up. */
    public double score() {
        return baseline
                + contributions.stream().mapToDouble(Contribution::amount).sum();
    }

    /** Those that add or take something, the weightiest first. */
    public List<Contribution> weightiest() {
        return contributions.stream()
                .filter(contribution -> contribution.amount() != 0)
                .sorted(Comparator.comparingDouble((Contribution contribution) -> -Math.abs(contribution.amount())))
                .toList();
    }
}
