package tino.marketplace.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tino.marketplace.simulate.Action.Kind;
import tino.marketplace.simulate.Browsing.Habits;

class BrowsingTest {
    private static final int RANKS = 10;

    private final World world = new World(800, 4);
    private final People people = new People(world.people);
    private final Needs needs = new Needs(World.VOCABULARY, 4);

    /** Over lists in random order, attraction averages out and the clicks that are left fall as the propensities say. */
    @Test
    void clicksOfPatientClientsFallWithTheStatedPropensity() {
        double[] clicks = clicksByRank(true, new Habits(.8, .88, .6, .01));
        for (int rank : new int[] {2, 3, 5, 8}) {
            assertThat(clicks[rank - 1] / clicks[0]).isCloseTo(Math.pow(rank, -.8), within(.1));
        }
    }

    /** Without satisfaction, the others reach rank r with probability γ^(r−1) (Chapelle and Zhang 2009). */
    @Test
    void theOthersGoOnWithTheStatedPersistence() {
        double[] clicks = clicksByRank(false, new Habits(.8, .8, 0, .01));
        for (int rank : new int[] {2, 3, 5, 8}) {
            assertThat(clicks[rank - 1] / clicks[0]).isCloseTo(Math.pow(.8, rank - 1), within(.1));
        }
    }

    @Test
    void satisfiedReadersLookNoFurther() {
        double goesOn = sum(clicksByRank(false, new Habits(.8, .88, 0, .01)));
        double stops = sum(clicksByRank(false, new Habits(.8, .88, 1, .01)));
        assertThat(stops).isLessThan(.9 * goesOn);
    }

    @Test
    void everyStepNeedsTheOneBefore() {
        for (int i = 0; i < 500; i++) {
            Need need = needs.draw(3, i);
            List<Action> actions = new Browsing(people).visit(need, world.list(candidates(need, i)));
            for (Action action : actions) {
                if (action.kind() == Kind.QUOTE) {
                    assertThat(kinds(actions, action.card())).contains(Kind.CLICK);
                }
                if (action.kind() == Kind.CONTRACT) {
                    assertThat(kinds(actions, action.card())).contains(Kind.CLICK, Kind.QUOTE);
                }
            }
        }
    }

    /** What graded labels rest on: who goes further was, on average, better. */
    @Test
    void laterStepsSayMoreAboutTheTruth() {
        double[] sum = new double[Kind.values().length];
        int[] count = new int[Kind.values().length];
        double all = 0;
        int shown = 0;
        for (int i = 0; i < 2_000; i++) {
            Need need = needs.draw(4, i);
            List<Person> list = candidates(need, i);
            for (Action action : new Browsing(people).visit(need, world.list(list))) {
                Person person = people.find(action.card().professional()).orElseThrow();
                sum[action.kind().ordinal()] += HiddenTruth.relevance(need, person);
                count[action.kind().ordinal()]++;
            }
            for (Person person : list) {
                all += HiddenTruth.relevance(need, person);
                shown++;
            }
        }
        double clicked = sum[0] / count[0];
        double quoted = sum[1] / count[1];
        double signed = sum[2] / count[2];
        assertThat(clicked).isGreaterThan(1.3 * all / shown);
        assertThat(quoted).isGreaterThan(clicked);
        assertThat(signed).isGreaterThan(quoted);
    }

    /** Common random numbers: the same client does the same with the same list, and with a longer one at least as much. */
    @Test
    void theSameClientSeesTheSame() {
        Need need = needs.draw(5, 5);
        List<Card> list = world.list(candidates(need, 1));
        assertThat(new Browsing(people).visit(need, list)).isEqualTo(new Browsing(people).visit(need, list));
        List<Action> shorter = new Browsing(people).visit(need, list.subList(0, 5));
        assertThat(new Browsing(people).visit(need, list)).startsWith(shorter.toArray(Action[]::new));
    }

    private double[] clicksByRank(boolean patient, Habits habits) {
        Browsing browsing = new Browsing(people, habits);
        double[] clicks = new double[RANKS];
        for (int i = 0; i < 12_000; i++) {
            Need need = needs.draw(6, i);
            if (need.patient() == patient) {
                for (Action action : browsing.visit(need, world.list(candidates(need, i)))) {
                    if (action.kind() == Kind.CLICK) {
                        clicks[action.card().position() - 1]++;
                    }
                }
            }
        }
        return clicks;
    }

    /** Ten of the client's category in random order. */
    private List<Person> candidates(Need need, int seed) {
        List<Person> all = new ArrayList<>(people.of(need.profession().category()));
        Collections.shuffle(all, new Random(seed));
        return all.subList(0, RANKS);
    }

    private static List<Kind> kinds(List<Action> actions, Card card) {
        return actions.stream()
                .filter(action -> action.card().equals(card))
                .map(Action::kind)
                .toList();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
