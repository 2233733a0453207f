package tino.marketplace.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tino.ranking.metric.RankingMetrics;

class HiddenTruthTest {
    private final World world = new World(1_000, 3);
    private final People people = new People(world.people);
    private final Needs needs = new Needs(World.VOCABULARY, 3);

    @Test
    void theSameClientIsTheSameHoweverManyAreDrawn() {
        assertThat(new Needs(World.VOCABULARY, 3).draw(7, 41)).isEqualTo(needs.draw(7, 41));
        assertThat(needs.draw(8, 41).key()).isNotEqualTo(needs.draw(7, 41).key());
    }

    @Test
    void nobodyOfAnotherCategoryIsOfAnyUse() {
        Need need = needs.draw(1, 1);
        assertThat(world.people)
                .filteredOn(person -> !person.traits().profession().equals(need.profession()))
                .allSatisfy(person ->
                        assertThat(HiddenTruth.relevance(need, person)).isZero());
    }

    /** Perfect matches are rare, useless colleagues common: a ranking has something to find. */
    @Test
    void gradesOfAClientsOwnCategoryAreSpread() {
        Map<Integer, Integer> grades = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            Need need = needs.draw(1, i);
            for (Person person : people.of(need.profession().category())) {
                grades.merge(HiddenTruth.grade(need, person), 1, Integer::sum);
            }
        }
        double all = grades.values().stream().mapToInt(count -> count).sum();
        assertThat(grades.getOrDefault(0, 0) / all).isBetween(.4, .8);
        assertThat(grades.getOrDefault(4, 0) / all).isBetween(.002, .05);
        assertThat(grades.getOrDefault(3, 0)).isGreaterThan(grades.getOrDefault(4, 0));
    }

    @Test
    void groupsDisagreeAboutTheSamePeople() {
        Need thrifty = first("thrifty");
        Need demanding = new Need(
                thrifty.key(),
                "demanding",
                thrifty.profession(),
                thrifty.speciality(),
                first("demanding").taste(),
                thrifty.home(),
                thrifty.patient(),
                thrifty.query(),
                null,
                null,
                true);
        List<UUID> best = best(thrifty).subList(0, 10);
        assertThat(best(demanding).subList(0, 10)).isNotEqualTo(best);
    }

    @Test
    void theIdealOrderHasNdcgOneAndItsReverseNearlyNone() {
        Need need = needs.draw(1, 5);
        List<UUID> best = best(need);
        assertThat(TrueQuality.ndcg(need, best, people).orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(TrueQuality.ndcg(need, best.reversed(), people).orElseThrow())
                .isLessThan(.05);
    }

    /** Judged by hand with the textbook's formula for one list. */
    @Test
    void ndcgIsTheTextbooks() {
        Need need = needs.draw(1, 9);
        List<UUID> some = best(need).subList(3, 8);
        double[] ideal = new double[10];
        double[] got = new double[5];
        for (int i = 0; i < 10; i++) {
            ideal[i] = Math.pow(
                            2,
                            HiddenTruth.grade(
                                    need, people.find(best(need).get(i)).orElseThrow()))
                    - 1;
        }
        for (int i = 0; i < 5; i++) {
            got[i] =
                    Math.pow(2, HiddenTruth.grade(need, people.find(some.get(i)).orElseThrow())) - 1;
        }
        assertThat(TrueQuality.ndcg(need, some, people).orElseThrow())
                .isCloseTo(RankingMetrics.dcg(got, 10) / RankingMetrics.dcg(ideal, 10), within(1e-12));
    }

    private Need first(String group) {
        return IntStream.range(0, 100)
                .mapToObj(i -> needs.draw(2, i))
                .filter(need -> need.group().equals(group))
                .findFirst()
                .orElseThrow();
    }

    private List<UUID> best(Need need) {
        return world.people.stream()
                .sorted(Comparator.comparingInt((Person person) -> HiddenTruth.grade(need, person))
                        .reversed())
                .map(Person::id)
                .toList();
    }
}
