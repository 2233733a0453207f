package tino.marketplace.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tino.marketplace.seed.Population;
import tino.marketplace.seed.SeededProfessional;
import tino.marketplace.seed.Vocabulary;

/** A small marketplace in memory. */
final class World {
    static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    final List<Person> people = new ArrayList<>();
    private final Map<UUID, Card> cards = new HashMap<>();

    World(int size, long seed) {
        Population population = new Population(seed, VOCABULARY);
        for (int i = 0; i < size; i++) {
            SeededProfessional one = population.person(i, NOW);
            double price = one.profile().priceMin().doubleValue();
            people.add(new Person(
                    one.profile().id(),
                    one.profile().userId(),
                    one.traits(),
                    price,
                    one.profile().location()));
            cards.put(
                    one.profile().id(),
                    new Card(
                            one.profile().id(),
                            i + 1,
                            one.reviews().stream()
                                    .mapToInt(review -> review.stars())
                                    .average()
                                    .orElse(0),
                            one.reviews().size(),
                            price,
                            null,
                            one.profile().kycVerified()));
        }
    }

    /** The cards of these people in this order. */
    List<Card> list(List<Person> ranked) {
        List<Card> list = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            Card card = Objects.requireNonNull(cards.get(ranked.get(i).id()));
            list.add(new Card(
                    card.professional(),
                    i + 1,
                    card.rating(),
                    card.reviews(),
                    card.price(),
                    card.km(),
                    card.verified()));
        }
        return list;
    }
}
