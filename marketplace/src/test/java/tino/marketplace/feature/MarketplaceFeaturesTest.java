package tino.marketplace.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tino.lifecycle.feature.Feature;
import tino.marketplace.Marketplace;
import tino.marketplace.Sample;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.ranking.weight.WeightedRanker;
import tino.search.GeoPoint;
import tino.search.Hit;

class MarketplaceFeaturesTest {
    private static final Professional CARPENTER =
            Sample.professional("Marceneiro", "Móveis sob medida.", "Marceneiro", 300, null);

    private static Hit hit(Professional professional, double text, double similarity) {
        return new Hit(ProfessionalDocuments.of(professional), 1, text, similarity);
    }

    private static MarketplaceFeatures.Row first(Candidates candidates) {
        return new MarketplaceFeatures.Row(MarketplaceFeatures.matrix(candidates), 0);
    }

    private static Candidates candidates(Hit... hits) {
        return new Candidates(
                "eletricista residencial",
                new GeoPoint(-23.55, -46.64),
                20,
                Double.NaN,
                Marketplace.START,
                List.of(hits));
    }

    /** Profile, place and expectations of the seed's {@code tests/test_ranking.py}. */
    @Test
    void agreesWithTheSeedsOwnTest() {
        MarketplaceFeatures.Row row = first(candidates(hit(Sample.electrician(), 3, 0.88)));
        assertThat(row.value("sim_semantico")).isEqualTo(0.88f);
        assertThat(row.value("score_avaliacao")).isCloseTo(4.8f / 5, within(1e-6f));
        assertThat(row.value("score_confianca")).isEqualTo(0.9f);
        assertThat(row.value("score_engajamento")).isEqualTo(0.7f);
        assertThat(row.value("score_qualificacao")).isZero();
        // By hand, on the plane: 111.195 km · √(0.0011² + (0.0012 · cos 23.55°)²) = 0.1730 km.
        assertThat(row.value("distance_km")).isCloseTo(0.1730f, within(0.0005f));
        assertThat(row.value("score_proximidade")).isCloseTo(1 - 0.1730f / 20, within(1e-4f));
    }

    @Test
    void aMissingPlaceIsMissingForModelsAndNothingForWeights() {
        float[] rows = MarketplaceFeatures.matrix(candidates(hit(CARPENTER, 0, 1)));
        MarketplaceFeatures.Row row = new MarketplaceFeatures.Row(rows, 0);
        assertThat(row.value("score_proximidade")).isNaN();
        assertThat(row.value("distance_km")).isNaN();
        double[] scores = new double[1];
        new WeightedRanker(MarketplaceFeatures.LAYOUT, MarketplaceFeatures.DEFAULT_WEIGHTS).score(rows, 1, scores);
        // .40 · 1 + .20 · .9 + .20 · 4.8/5 + .10 · .7 + .10 · 0, by hand with the weights of the design.
        assertThat(scores[0]).isCloseTo(0.842, within(1e-6));
    }

    @Test
    void comparesACandidateWithTheOthers() {
        Candidates candidates =
                candidates(hit(Sample.electrician(), 6, 0.9), hit(CARPENTER, 3, 0.95), hit(CARPENTER, 0, Double.NaN));
        float[] rows = MarketplaceFeatures.matrix(candidates);
        MarketplaceFeatures.Row best = new MarketplaceFeatures.Row(rows, 0);
        MarketplaceFeatures.Row second = new MarketplaceFeatures.Row(rows, 1);
        MarketplaceFeatures.Row last = new MarketplaceFeatures.Row(rows, 2);
        assertThat(best.value("text_score")).isEqualTo(1);
        assertThat(second.value("text_score")).isEqualTo(0.5f);
        assertThat(best.value("text_rank")).isEqualTo(1);
        assertThat(last.value("text_rank")).isZero();
        assertThat(best.value("similarity_rank")).isEqualTo(0.5f);
        assertThat(last.value("sim_semantico")).isNaN();
        assertThat(last.value("similarity_rank")).isZero();
        assertThat(best.value("price_ratio")).isEqualTo(0.5f);
        assertThat(best.value("category_share")).isCloseTo(1 / 3f, within(1e-6f));
        assertThat(best.value("category_named")).isEqualTo(1);
        assertThat(second.value("category_named")).isZero();
        assertThat(best.value("title_words")).isEqualTo(1);
        assertThat(best.value("query_words")).isEqualTo(2);
    }

    @Test
    void tellsAgesFromTheTimeOfTheQuery() {
        Candidates now = candidates(hit(Sample.electrician(), 1, 1));
        Candidates later = new Candidates(
                "x",
                null,
                20,
                100,
                Marketplace.START.plus(Duration.ofDays(10)),
                List.of(hit(Sample.electrician(), 1, 1)));
        assertThat(first(now).value("stale_days")).isEqualTo(365);
        assertThat(first(later).value("stale_days")).isEqualTo(375);
        assertThat(first(now).value("account_months")).isCloseTo(11.99f, within(0.01f));
        assertThat(first(now).value("price_share")).isNaN();
        assertThat(first(later).value("price_share")).isEqualTo(1); // 150 of at most 100, cut to the range
    }

    @Test
    void everyValueLiesInTheRangeItsColumnStates() {
        float[] rows = MarketplaceFeatures.matrix(candidates(hit(Sample.electrician(), 6, 0.9), hit(CARPENTER, 0, 0)));
        List<Feature> features = MarketplaceFeatures.LAYOUT.features();
        for (int i = 0; i < rows.length; i++) {
            Feature feature = features.get(i % features.size());
            if (!Float.isNaN(rows[i])) {
                assertThat((double) rows[i]).as(feature.name()).isBetween(feature.min(), feature.max());
            }
        }
    }

    @Test
    void noCandidatesMakeAnEmptyMatrix() {
        assertThat(MarketplaceFeatures.matrix(candidates())).isEmpty();
    }

    @Test
    void wordsMeetAcrossAccentsCaseAndEndings() {
        assertThat(Words.of("Elétrica para o ELETRICISTA, 24h!")).containsExactly("eletr", "24h");
        assertThat(Words.share(Words.of("instalação elétrica"), Words.of("Eletricista instala tudo")))
                .isEqualTo(1);
    }
}
