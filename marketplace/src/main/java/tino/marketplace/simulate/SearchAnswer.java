package tino.marketplace.simulate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.marketplace.search.Badge;
import tino.marketplace.search.Results;

/** What {@code GET /api/search/} says, as far as a client reads it. */
record SearchAnswer(
        @JsonProperty("decision_id") @Nullable UUID decision,
        @JsonProperty("ranked_by") String rankedBy,
        List<Result> results) {

    /** An answer given in this process. */
    static SearchAnswer of(Results results) {
        return new SearchAnswer(
                null,
                results.rankedBy(),
                results.results().stream()
                        .map(result -> new Result(
                                UUID.fromString(result.id()),
                                result.position(),
                                result.rating(),
                                result.reviewsCount(),
                                result.priceMin(),
                                result.distanceKm(),
                                result.badges().stream().map(Badge::label).toList()))
                        .toList());
    }

    record Result(
            UUID id,
            int position,
            double rating,
            @JsonProperty("reviews_count") int reviews,
            @JsonProperty("price_min") double price,
            @JsonProperty("distance_km") @Nullable Double km,
            List<String> badges) {

        Card card() {
            return new Card(id, position, rating, reviews, price, km, badges.contains(Badge.VERIFIED.label()));
        }
    }

    List<Card> cards() {
        return results.stream().map(Result::card).toList();
    }

    List<UUID> ids() {
        return results.stream().map(Result::id).toList();
    }
}
