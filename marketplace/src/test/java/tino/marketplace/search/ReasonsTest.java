package tino.marketplace.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tino.lifecycle.explanation.Explanation;
import tino.lifecycle.explanation.Explanation.Contribution;
import tino.marketplace.feature.MarketplaceFeatures;

class ReasonsTest {
    private static Reasons of(Map<String, Double> values, Map<String, Double> amounts) {
        List<Contribution> contributions = MarketplaceFeatures.LAYOUT.names().stream()
                .map(name ->
                        new Contribution(name, values.getOrDefault(name, Double.NaN), amounts.getOrDefault(name, 0.0)))
                .toList();
        return Reasons.of(new Explanation(0.1, contributions));
    }

    @Test
    void addsUpWhatFeaturesOfOneThemeSay() {
        Reasons reasons = of(
                Map.of("rating", 4.8, "reviews_log", Math.log1p(12), "distance_km", 3.25, "price_ratio", 1.0),
                Map.of("rating", 0.3, "reviews_log", 0.2, "distance_km", 0.4, "price_log", -0.1));
        assertThat(reasons.speaksFor()).extracting(Reason::key).containsExactly("well", "close");
        assertThat(reasons.speaksFor().getFirst().arguments()).containsExactly(4.8f, 12L);
        assertThat(reasons.speaksAgainst()).extracting(Reason::key).containsExactly("usual");
    }

    /** A model may like what is dear and dislike who is near: the words say what is so, the heading how it counted. */
    @Test
    void saysWhatIsSoWhateverTheModelMakesOfIt() {
        Reasons reasons = of(
                Map.of("distance_km", 1.0, "price_ratio", 2.0), Map.of("score_proximidade", -0.5, "price_ratio", 0.5));
        assertThat(reasons.speaksFor()).extracting(Reason::key).containsExactly("dear");
        assertThat(reasons.speaksAgainst()).extracting(Reason::key).containsExactly("close");
    }

    @Test
    void leavesOutWhatHardlyCounts() {
        Reasons reasons = of(Map.of(), Map.of("rating", 1.0, "stale_days", 0.02, "degree", -0.02));
        assertThat(reasons.speaksFor()).extracting(Reason::key).containsExactly("unrated");
        assertThat(reasons.speaksAgainst()).isEmpty();
    }
}
