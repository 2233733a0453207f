package tino.marketplace.search;

import java.util.ArrayList;
import java.util.List;
import tino.marketplace.feature.MarketplaceFeatures;

/**
 * One thing that speaks for a result, in a form every language can say: {@code why.<key>} of the message bundles.
 *
 * @param arguments numbers for the text, in the order the bundles number them
 */
public record Reason(String key, List<Object> arguments) {
    private static final int MOST = 3;

    private Reason(String key, Object... arguments) {
        this(key, List.of(arguments));
    }

    /** The key of the text in the message bundles. */
    public String message() {
        return "why." + key;
    }

    /** At most three, what the client asked for first. */
    static List<Reason> of(MarketplaceFeatures.Row row) {
        List<Reason> reasons = new ArrayList<>();
        if (row.value("title_words") >= 0.5) {
            reasons.add(new Reason("title"));
        } else if (row.value("text_rank") >= 0.1) {
            reasons.add(new Reason("text"));
        } else if (row.value("similarity_rank") >= 0.1) {
            reasons.add(new Reason("meaning"));
        }
        if (row.value("score_proximidade") >= 0.7) {
            reasons.add(new Reason("near", row.value("distance_km")));
        }
        if (row.value("rating") >= 4.5 && row.value("reviews_log") >= Math.log1p(5)) {
            reasons.add(new Reason("rated", row.value("rating"), Math.round(Math.expm1(row.value("reviews_log")))));
        }
        if (row.value("price_ratio") <= 0.8) {
            reasons.add(new Reason("price"));
        }
        if (row.value("score_engajamento") >= 0.8) {
            reasons.add(new Reason("answers", row.value("score_engajamento")));
        }
        if (row.value("score_confianca") >= 0.7) {
            reasons.add(new Reason("trust"));
        }
        if (reasons.isEmpty()) {
            reasons.add(new Reason("category"));
        }
        return List.copyOf(reasons.subList(0, Math.min(MOST, reasons.size())));
    }
}
