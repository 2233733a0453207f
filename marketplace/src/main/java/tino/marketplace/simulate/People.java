package tino.marketplace.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.Professionals;
import tino.marketplace.seed.Population;
import tino.marketplace.seed.SeededPeople;
import tino.marketplace.seed.Traits;
import tino.marketplace.seed.Vocabulary;

/** Everybody the simulation knows the truth about: the professionals that were made up in this home and are still there. */
public final class People {
    private final Map<UUID, Person> all;
    private final Map<String, List<Person>> byCategory;

    public People(Collection<Person> people) {
        all = new HashMap<>();
        byCategory = new HashMap<>();
        for (Person person : people) {
            all.put(person.id(), person);
            byCategory
                    .computeIfAbsent(person.traits().profession().category(), _ -> new ArrayList<>())
                    .add(person);
        }
    }

    /** Joins the table with the traits that follow from the seeds. Profiles written by people are nobody we know. */
    public static People load(Path home, Vocabulary vocabulary, Professionals professionals) {
        Map<UUID, Traits> traits = new HashMap<>();
        for (SeededPeople.Batch batch : SeededPeople.read(home).batches()) {
            Population population = new Population(batch.seed(), vocabulary);
            for (int number = batch.from(); number < batch.to(); number++) {
                traits.put(population.id(number), population.traits(number));
            }
        }
        List<Person> people = new ArrayList<>();
        try (Stream<Professional> profiles = professionals.stream()) {
            profiles.forEach(profile -> {
                Traits known = traits.get(profile.id());
                if (known != null) {
                    double price = profile.priceMin().doubleValue();
                    people.add(new Person(profile.id(), profile.userId(), known, price, profile.location()));
                }
            });
        }
        return new People(people);
    }

    public Optional<Person> find(UUID id) {
        return Optional.ofNullable(all.get(id));
    }

    List<Person> of(String category) {
        return byCategory.getOrDefault(category, List.of());
    }

    public int size() {
        return all.size();
    }
}
