package tino.marketplace.search;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tino.lifecycle.explanation.Explanation;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.feature.Theme;

/**
 * What made somebody's score, in words.
 *
 * @param speaksFor the themes that added most, the weightiest first
 * @param speaksAgainst those that took most
 */
record Reasons(List<Reason> speaksFor, List<Reason> speaksAgainst) {
    private static final int FOR = 3;
    private static final int AGAINST = 2;
    /** Of all that was added and taken; what counts less is not worth a word. */
    private static final double WORTH_SAYING = 0.05;

    static Reasons of(Explanation explanation) {
        Map<Theme, Double> amounts = new EnumMap<>(Theme.class);
        float[] values = new float[explanation.contributions().size()];
        for (int column = 0; column < values.length; column++) {
            Explanation.Contribution one = explanation.contributions().get(column);
            values[column] = (float) one.value();
            amounts.merge(MarketplaceFeatures.theme(one.feature()), one.amount(), Double::sum);
        }
        MarketplaceFeatures.Row row = new MarketplaceFeatures.Row(values, 0);
        return new Reasons(said(amounts, 1, FOR, row), said(amounts, -1, AGAINST, row));
    }

    /** @param sign of the amounts that are meant */
    private static List<Reason> said(Map<Theme, Double> amounts, int sign, int most, MarketplaceFeatures.Row row) {
        double all = amounts.values().stream().mapToDouble(Math::abs).sum();
        return amounts.entrySet().stream()
                .filter(theme -> sign * theme.getValue() > WORTH_SAYING * all)
                .sorted(Comparator.comparingDouble(theme -> -sign * theme.getValue()))
                .limit(most)
                .map(theme -> Reason.of(theme.getKey(), row))
                .toList();
    }
}
