package tino.marketplace.seed;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;
import tino.marketplace.professional.Professional;
import tino.search.GeoPoint;

/**
 * The made-up people of one seed. Person {@code i} is the same however many are made, and {@link Traits} do not depend on
 * the time. Not for use by several threads at once.
 */
public final class Population {
    /** São Paulo's centre as the profiles have it; all live within {@link #SPREAD} degrees of it. */
    public static final GeoPoint CENTRE = new GeoPoint(-23.55, -46.6);

    public static final double SPREAD = .2;

    private static final int TRAITS = 1;
    private static final int FACTS = 2;
    private static final int TEXTS = 3;
    private static final int PAST = 4;
    private static final Duration MONTH = Duration.ofHours(730);

    private final long seed;
    private final Vocabulary vocabulary;
    private final Conversation conversation;
    private final Random names = new Random();
    private final Faker faker = new Faker(Locale.of("pt", "BR"), names);

    public Population(long seed, Vocabulary vocabulary) {
        this.seed = seed;
        this.vocabulary = vocabulary;
        this.conversation = new Conversation(vocabulary);
    }

    /** The profile's id: RFC 9562 version 8 of the seed and the number. */
    public UUID id(int number) {
        return uuid(seed, number, 0);
    }

    /** What person {@code number} is really like. */
    public Traits traits(int number) {
        return Traits.draw(vocabulary, Draw.keyed(seed, number, TRAITS));
    }

    /** @param now when the person is looked at; accounts, reviews and messages are older */
    public SeededProfessional person(int number, Instant now) {
        Traits traits = traits(number);
        RandomGenerator facts = Draw.keyed(seed, number, FACTS);
        names.setSeed(Draw.mix(seed, number));
        String first = traits.feminine()
                ? faker.name().femaleFirstName()
                : faker.name().maleFirstName();
        String name = first + ' ' + faker.name().lastName();
        double months = Math.min(120, .5 + 20 * Draw.exponential(facts));
        Place place = vocabulary.places().get(Draw.weighted(vocabulary.places(), Place::weight, facts));
        Schooling schooling = Schooling.draw(traits, faker, facts);
        Texts texts = new Texts(
                vocabulary.phrases(), traits, name, place, months, schooling, Draw.keyed(seed, number, TEXTS));
        Instant joined = now.minusMillis((long) (months * MONTH.toMillis()));
        UUID id = id(number);
        UUID user = uuid(seed, number, 1);
        Professional profile = new Professional(
                id,
                user,
                texts.title(),
                texts.description(),
                traits.profession().category(),
                price(traits, facts),
                location(place, facts),
                0,
                0,
                0,
                0,
                schooling.score(),
                facts.nextDouble() < Draw.logistic(.6 + .5 * traits.reliability()),
                0,
                schooling.degree(),
                schooling.rank(),
                schooling.orcid(),
                schooling.lattes(),
                mapsRating(traits, facts),
                linkedinScore(traits, facts),
                joined,
                joined);
        RandomGenerator past = Draw.keyed(seed, number, PAST);
        Past happened = Past.draw(profile, traits, conversation.with(traits, past), months, now, past);
        return new SeededProfessional(
                name, profile, traits, happened.reviews(), happened.messages(), happened.disputes());
    }

    /** Good and thorough people ask a little more; most of the spread has other reasons. */
    private static BigDecimal price(Traits traits, RandomGenerator random) {
        double price = traits.profession().price().typical()
                * Math.exp(.12 * traits.quality() + .15 * traits.care() + .28 * random.nextGaussian());
        return BigDecimal.valueOf(Math.max(5, Math.round(price / 5) * 5L));
    }

    private static GeoPoint location(Place place, RandomGenerator random) {
        return new GeoPoint(near(place.lat(), CENTRE.lat(), random), near(place.lon(), CENTRE.lon(), random));
    }

    private static double near(double where, double centre, RandomGenerator random) {
        return Math.clamp(where + .012 * random.nextGaussian(), centre - SPREAD, centre + SPREAD);
    }

    private static @Nullable Double mapsRating(Traits traits, RandomGenerator random) {
        double stars = 4.2 + .3 * traits.quality() + .15 * traits.renown() + .35 * random.nextGaussian();
        return random.nextDouble() < .45 ? Math.round(10 * Math.clamp(stars, 1, 5)) / 10.0 : null;
    }

    private static @Nullable Double linkedinScore(Traits traits, RandomGenerator random) {
        double share = traits.profession().remote() ? .6 : .25;
        double score = .5 + .12 * traits.renown() + .05 * traits.quality() + .15 * random.nextGaussian();
        return random.nextDouble() < share ? Math.round(100 * Math.clamp(score, 0, 1)) / 100.0 : null;
    }

    private static UUID uuid(long seed, int number, int kind) {
        long high = Draw.mix(seed, number, kind, 7);
        long low = Draw.mix(seed, number, kind, 8);
        return new UUID((high & ~0xF000L) | 0x8000L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }
}
