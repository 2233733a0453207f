package tino.marketplace.feature;

import java.time.Duration;
import java.time.Instant;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.search.GeoPoint;
import tino.search.Hit;

/** One candidate among the others: where the table of features takes its values from. Missing is NaN. */
final class Candidate {
    private static final double DAYS_A_MONTH = 365.2425 / 12;

    private final Candidates query;
    private final Candidates.Whole whole;
    private final int number;
    private final Hit hit;

    Candidate(Candidates query, Candidates.Whole whole, int number) {
        this.query = query;
        this.whole = whole;
        this.number = number;
        this.hit = query.hits().get(number);
    }

    double number(String field) {
        return number(hit, field);
    }

    static double number(Hit hit, String field) {
        Double value = hit.document().numbers().get(field);
        return value == null ? Double.NaN : value;
    }

    static String category(Hit hit) {
        return hit.document().keywords().getOrDefault(ProfessionalDocuments.CATEGORY, "");
    }

    /** Cosine of query and profile, mapped to 0–1. */
    double similarity() {
        return hit.similarity();
    }

    /** BM25 over the best BM25 of the candidates. */
    double textScore() {
        return whole.bestText() > 0 ? hit.text() / whole.bestText() : 0;
    }

    double textRank() {
        return reciprocal(whole.textRanks()[number]);
    }

    double similarityRank() {
        return reciprocal(whole.similarityRanks()[number]);
    }

    double recallRank() {
        return reciprocal(number + 1);
    }

    double distanceKm() {
        GeoPoint client = query.client();
        GeoPoint place = hit.document().location();
        return client == null || place == null ? Double.NaN : client.distanceKm(place);
    }

    /** max(0, 1 − km / radius). */
    double proximity() {
        double km = distanceKm();
        return Double.isNaN(km) ? km : Math.max(0, 1 - km / query.radiusKm());
    }

    double price() {
        return number(ProfessionalDocuments.PRICE_MIN);
    }

    /** The price over the median of the candidates' prices. */
    double priceRatio() {
        return price() / Math.max(whole.medianPrice(), 1);
    }

    /** The price over the most the client would pay. */
    double priceShare() {
        return price() / Math.max(query.priceMax(), 1);
    }

    double categoryNamed() {
        return whole.categoryNamed().getOrDefault(category(hit), false) ? 1 : 0;
    }

    double categoryShare() {
        return whole.categoryShares().getOrDefault(category(hit), 0.0);
    }

    double titleWords() {
        String title = hit.document().texts().getOrDefault(ProfessionalDocuments.TITLE, "");
        return Words.share(whole.words(), Words.of(title));
    }

    double queryWords() {
        return whole.words().size();
    }

    double months(String field) {
        return days(field) / DAYS_A_MONTH;
    }

    double days(String field) {
        double seconds = number(field);
        return Double.isNaN(seconds)
                ? seconds
                : Math.max(
                        0,
                        Duration.between(Instant.ofEpochSecond((long) seconds), query.now())
                                        .toHours()
                                / 24.0);
    }

    private static double reciprocal(int rank) {
        return rank == 0 ? 0 : 1.0 / rank;
    }
}
