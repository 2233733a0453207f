package tino.marketplace.simulate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import tino.marketplace.seed.Draw;
import tino.marketplace.seed.Place;
import tino.marketplace.seed.Profession;
import tino.marketplace.seed.Profession.Speciality;
import tino.marketplace.seed.Vocabulary;
import tino.search.GeoPoint;

/** Clients and their needs, drawn by a seed. Number {@code i} of a day is the same however many are drawn. */
public final class Needs {
    private final Vocabulary vocabulary;
    private final Clients clients;
    private final long seed;

    public Needs(Vocabulary vocabulary, long seed) {
        this(vocabulary, Clients.load(), seed);
    }

    Needs(Vocabulary vocabulary, Clients clients, long seed) {
        this.vocabulary = vocabulary;
        this.clients = clients;
        this.seed = seed;
    }

    /** @see #draw(long, int, Fashion) */
    public Need draw(long stream, int number) {
        return draw(stream, number, Fashion.USUAL);
    }

    /**
     * @param stream keeps independent series of clients apart, e.g. one a day, another for a panel
     * @param fashion changes what the client likes and nothing else
     */
    public Need draw(long stream, int number, Fashion fashion) {
        long key = Draw.mix(seed, stream, number);
        RandomGenerator random = Draw.keyed(key);
        Clients.Group group = clients.groups().get(Draw.weighted(clients.groups(), Clients.Group::share, random));
        Profession profession = Draw.one(vocabulary.professions(), random);
        int number1 = Draw.weighted(profession.specialities(), Speciality::weight, random);
        Place place = vocabulary.places().get(Draw.weighted(vocabulary.places(), Place::weight, random));
        return new Need(
                key,
                group.name(),
                profession,
                number1,
                personal(group.taste(fashion), random),
                new GeoPoint(place.lat() + .012 * random.nextGaussian(), place.lon() + .012 * random.nextGaussian()),
                random.nextDouble() < group.patient(),
                query(profession, profession.specialities().get(number1), group, random),
                random.nextDouble() < clients.namesCategory() ? profession.category() : null,
                random.nextDouble() < group.priceLimit() ? limit(profession, random) : null,
                random.nextDouble() < group.place());
    }

    /** Everybody weighs a little differently than the group: half as much to twice as much, mostly near it. */
    private static Taste personal(Taste taste, RandomGenerator random) {
        return new Taste(
                taste.quality() * spread(random),
                taste.reliability() * spread(random),
                taste.warmth() * spread(random),
                taste.care() * spread(random),
                taste.price() * spread(random),
                taste.distance() * spread(random));
    }

    private static double spread(RandomGenerator random) {
        return Math.exp(.3 * random.nextGaussian());
    }

    private static double limit(Profession profession, RandomGenerator random) {
        return 10 * Math.round(profession.price().typical() * random.nextDouble(.9, 1.6) / 10);
    }

    private String query(Profession profession, Speciality wanted, Clients.Group group, RandomGenerator random) {
        String name = random.nextBoolean()
                ? profession.names().m()
                : profession.names().f();
        Clients.Wording ways = clients.wording();
        List<Double> shares = List.of(ways.need(), ways.service(), ways.title(), ways.sign(), ways.profession());
        List<String> words = new ArrayList<>();
        switch (Draw.weighted(shares, share -> share, random)) {
            case 0 -> words.add(Draw.one(wanted.needs(), random));
            case 1 -> {
                if (random.nextBoolean()) {
                    words.add(name);
                }
                words.add(Draw.one(wanted.services(), random));
            }
            case 2 -> words.add(Draw.one(wanted.titles(), random).replaceAll("\\(([^|)]*)\\|[^)]*\\)", "$1"));
            case 3 -> {
                if (random.nextBoolean()) {
                    words.add(name);
                }
                words.add(Draw.one(wanted.signs(), random));
            }
            default -> words.add(name);
        }
        if (random.nextDouble() < clients.extraWord()) {
            words.add(Draw.one(group.words(), random));
        }
        String query = String.join(" ", words).toLowerCase(Locale.ROOT);
        return random.nextDouble() < clients.withoutAccents()
                ? Normalizer.normalize(query, Normalizer.Form.NFD).replaceAll("\\p{M}", "")
                : query;
    }
}
