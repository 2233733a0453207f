package tino.marketplace.search;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import tino.marketplace.feature.MarketplaceFeatures;

/** Short marks of honour on a result, and what earns them. Their names are data: the same in every language. */
public enum Badge {
    VERIFIED("Verificado", row -> row.value("kyc_verified") == 1),
    TOP_RATED("Top Avaliado", row -> row.value("rating") >= 4.7 && row.value("reviews_log") >= Math.log1p(10)),
    ANSWERS("Responde Sempre", row -> row.value("score_engajamento") >= 0.9),
    NEW("Novo", row -> row.value("account_months") < 1);

    private final String label;
    private final Predicate<MarketplaceFeatures.Row> earned;

    Badge(String label, Predicate<MarketplaceFeatures.Row> earned) {
        this.label = label;
        this.earned = earned;
    }

    /** As the API names it. */
    public String label() {
        return label;
    }

    static List<Badge> of(MarketplaceFeatures.Row row) {
        return Arrays.stream(values()).filter(badge -> badge.earned.test(row)).toList();
    }
}
