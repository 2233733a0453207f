package tino.marketplace.simulate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@code GET /api/search/} says, as far as a client reads it. */
record SearchAnswer(
        @JsonProperty("decision_id") @Nullable UUID decision,
        @JsonProperty("ranked_by") String rankedBy,
        List<Result> results) {

    record Result(
            UUID id,
            int position,
            double rating,
            @JsonProperty("reviews_count") int reviews,
            @JsonProperty("price_min") double price,
            @JsonProperty("distance_km") @Nullable Double km,
            List<String> badges) {

        Card card() {
            return new Card(id, position, rating, reviews, price, km, badges.contains("Verificado"));
        }
    }

    List<Card> cards() {
        return results.stream().map(Result::card).toList();
    }

    List<UUID> ids() {
        return results.stream().map(Result::id).toList();
    }
}
