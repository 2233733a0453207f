package tino.marketplace.search;

import java.util.ArrayList;
import java.util.List;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.feature.Theme;

/**
 * One thing that speaks for a result, in a form every language can say: {@code why.<key>} of the message bundles.
 *
 * @param arguments numbers for the text, in the order the bundles number them
 */
public record Reason(String key, List<Object> arguments) {
    private static final int MOST = 3;
    private static final double CLOSE_KM = 5;

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

    /** What a theme is for this professional, said as it is: whether it counted for or against is another question. */
    static Reason of(Theme theme, MarketplaceFeatures.Row row) {
        return switch (theme) {
            case MATCH ->
                row.value("title_words") >= 0.5
                        ? new Reason("title")
                        : row.value("text_rank") >= 0.1
                                ? new Reason("text")
                                : row.value("similarity_rank") >= 0.1 ? new Reason("meaning") : new Reason("match");
            case CATEGORY -> row.value("category_named") > 0 ? new Reason("named") : new Reason("kind");
            case NEAR ->
                Float.isNaN(row.value("distance_km"))
                        ? new Reason("place")
                        : row.value("distance_km") <= CLOSE_KM
                                ? new Reason("close", row.value("distance_km"))
                                : new Reason("near", row.value("distance_km"));
            case RATED ->
                Float.isNaN(row.value("rating"))
                        ? new Reason("unrated")
                        : new Reason(
                                row.value("rating") >= 4.5 ? "well" : "rated",
                                row.value("rating"),
                                Math.round(Math.expm1(row.value("reviews_log"))));
            case PRICE ->
                row.value("price_ratio") <= 0.8
                        ? new Reason("price")
                        : row.value("price_ratio") >= 1.25 ? new Reason("dear") : new Reason("usual");
            case ANSWERS ->
                Float.isNaN(row.value("score_engajamento"))
                        ? new Reason("silent")
                        : new Reason("answers", row.value("score_engajamento"));
            case TRUST -> row.value("score_confianca") >= 0.7 ? new Reason("trust") : new Reason("known");
            case QUALIFIED -> row.value("degree") >= 1 ? new Reason("qualified") : new Reason("unqualified");
            case DISPUTES -> row.value("dispute_rate") > 0 ? new Reason("disputed") : new Reason("undisputed");
            case PROFILE -> new Reason("profile");
        };
    }
}
