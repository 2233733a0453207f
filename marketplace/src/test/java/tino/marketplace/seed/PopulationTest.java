package tino.marketplace.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.marketplace.professional.Categories;
import tino.marketplace.review.Review;
import tino.search.GeoPoint;

class PopulationTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static List<SeededProfessional> people = List.of();

    @BeforeAll
    static void make() {
        Population population = new Population(1, VOCABULARY);
        people = IntStream.range(0, 2_000)
                .mapToObj(i -> population.person(i, NOW))
                .toList();
    }

    @Test
    void sameSeedSamePeople() {
        Population again = new Population(1, VOCABULARY);
        assertThat(again.person(1_234, NOW)).isEqualTo(people.get(1_234));
        assertThat(again.person(7, NOW)).isEqualTo(people.get(7));
        assertThat(new Population(2, VOCABULARY).person(7, NOW).profile().id())
                .isNotEqualTo(people.get(7).profile().id());
    }

    @Test
    void traitsComeBackFromSeedAndNumberAlone() {
        Population again = new Population(1, VOCABULARY);
        for (int i = 0; i < 50; i++) {
            assertThat(again.traits(i)).isEqualTo(people.get(i).traits());
            assertThat(again.id(i)).isEqualTo(people.get(i).profile().id());
        }
    }

    @Test
    void everybodyIsSomebodyElse() {
        assertThat(people.stream().map(person -> person.profile().id()).distinct())
                .hasSize(people.size());
        assertThat(people.stream().map(person -> person.profile().userId()).distinct())
                .hasSize(people.size());
        assertThat(people.stream().map(person -> person.profile().description()).distinct())
                .hasSize(people.size());
        assertThat(people.stream().map(SeededProfessional::name).distinct().count())
                .isGreaterThan(1_800);
    }

    @Test
    void theyLiveWithinAFifthOfADegreeOfSaoPauloAndInEveryCategory() {
        assertThat(people).allSatisfy(person -> {
            GeoPoint home = Objects.requireNonNull(person.profile().location());
            assertThat(home.lat()).isBetween(-23.7501, -23.3499);
            assertThat(home.lon()).isBetween(-46.8001, -46.3999);
            assertThat(person.profile().createdAt()).isBefore(NOW);
        });
        assertThat(people.stream().map(person -> person.profile().category()).distinct())
                .containsExactlyInAnyOrderElementsOf(Categories.all());
    }

    @Test
    void profilesKeepTheLimitsOfTheTables() {
        assertThat(people).allSatisfy(person -> {
            assertThat(person.profile().title()).isNotBlank().hasSizeLessThanOrEqualTo(120);
            assertThat(person.profile().title() + person.profile().description())
                    .doesNotContainPattern("[<>{}|]{1}[^ ]|null");
            assertThat(person.profile().priceMin().doubleValue()).isBetween(20.0, 2_000.0);
            assertThat(person.profile().academicScore()).isBetween(0.0, 1.0);
        });
    }

    /** The shares and means the class documentation of {@link Past} and {@link Population} promises. */
    @Test
    void thePastIsPlausible() {
        double verified = share(
                people.stream().filter(person -> person.profile().kycVerified()).count());
        assertThat(verified).isBetween(.55, .75);
        double few = share(
                people.stream().filter(person -> person.reviews().size() <= 3).count());
        assertThat(few).isBetween(.2, .5);
        List<Review> reviews =
                people.stream().flatMap(person -> person.reviews().stream()).toList();
        assertThat(reviews.stream().mapToInt(Review::stars).average().orElseThrow())
                .isBetween(4.0, 4.4);
        assertThat(reviews).allSatisfy(review -> assertThat(review.createdAt()).isBefore(NOW));
        double disputed = share(
                people.stream().filter(person -> !person.disputes().isEmpty()).count());
        assertThat(disputed).isBetween(.05, .4);
    }

    /** A sign is noisy and partial: it correlates with what it hints at, and is far from giving it away. */
    @Test
    void whatIsShownOnlyHintsAtWhatIsTrue() {
        List<SeededProfessional> reviewed =
                people.stream().filter(person -> person.reviews().size() >= 1).toList();
        assertThat(correlation(
                        reviewed,
                        person -> person.traits().quality(),
                        person -> person.reviews().stream()
                                .mapToInt(Review::stars)
                                .average()
                                .orElseThrow()))
                .isBetween(.4, .85);
        assertThat(correlation(
                        people,
                        person -> person.traits().reliability(),
                        person -> person.profile().kycVerified() ? 1 : 0))
                .isBetween(.1, .4);
        assertThat(correlation(
                        people,
                        person -> person.traits().quality(),
                        person -> Math.log(person.profile().priceMin().doubleValue()
                                / person.traits().profession().price().typical())))
                .isBetween(.2, .6);
        assertThat(correlation(
                        people,
                        person -> person.traits().quality(),
                        person -> person.profile().description().length()))
                .isBetween(-.1, .2);
    }

    /** Type/token figures of generated text: a vocabulary of about two thousand words, and few sentences said twice. */
    @Test
    void textsAreVaried() {
        List<String> words = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        for (SeededProfessional person : people) {
            String text = person.profile().description();
            words.addAll(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")));
            sentences.addAll(Arrays.asList(text.split("(?<=[.!?]) ")));
        }
        Set<String> types = new HashSet<>(words);
        assertThat(types.size()).isGreaterThan(1_800);
        assertThat(new HashSet<>(sentences).size() / (double) sentences.size()).isGreaterThan(.4);
        assertThat(words.size() / (double) people.size()).isBetween(35.0, 120.0);
    }

    @Test
    void idsAreVersionEight() {
        assertThat(people).allSatisfy(person -> {
            UUID id = person.profile().id();
            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
        });
    }

    private static double share(long count) {
        return count / (double) people.size();
    }

    private interface Measure {
        double of(SeededProfessional person);
    }

    private static double correlation(List<SeededProfessional> of, Measure x, Measure y) {
        double mx = of.stream().mapToDouble(x::of).average().orElseThrow();
        double my = of.stream().mapToDouble(y::of).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (SeededProfessional person : of) {
            double dx = x.of(person) - mx;
            double dy = y.of(person) - my;
            xy += dx * dy;
            xx += dx * dx;
            yy += dy * dy;
        }
        return xy / Math.sqrt(xx * yy);
    }
}
