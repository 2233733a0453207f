package tino.marketplace.simulate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tino.marketplace.seed.Vocabulary;
import tools.jackson.core.type.TypeReference;

/** What clients there are and how they ask, as {@code tino/marketplace/simulate/clients.yml} has it. */
record Clients(
        List<Group> groups,
        Wording wording,
        @JsonProperty("extra_word") double extraWord,
        @JsonProperty("without_accents") double withoutAccents,
        @JsonProperty("names_category") double namesCategory) {

    static Clients load() {
        return Vocabulary.read("/tino/marketplace/simulate/clients.yml", new TypeReference<>() {});
    }

    /**
     * One kind of clients.
     *
     * @param share of all clients
     * @param turned the taste they have once the fashion has turned
     * @param words they add to a query
     * @param priceLimit share who set a highest price
     * @param place share who say where they are
     * @param patient share who scan by position
     */
    record Group(
            String name,
            double share,
            Taste taste,
            Taste turned,
            List<String> words,
            @JsonProperty("price_limit") double priceLimit,
            double place,
            double patient) {

        Taste taste(Fashion fashion) {
            return switch (fashion) {
                case USUAL -> taste;
                case TURNED -> turned;
            };
        }
    }

    /** Shares of the ways to put a need. */
    record Wording(double need, double service, double title, double sign, double profession) {}
}
