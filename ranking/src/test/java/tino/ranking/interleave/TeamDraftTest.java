package tino.ranking.interleave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tino.lifecycle.statistic.Preference;
import tino.ranking.Ranking;
import tino.ranking.interleave.Interleaved.Team;

final class TeamDraftTest {

    /** By hand from the paper's procedure: A ranks a b c d g h e f, B ranks b e a f g h c d. */
    @Test
    void fillsTheListAsDoneByHand() {
        // Rows: a 0, b 1, c 2, d 3, e 4, f 5, g 6, h 7.
        int[] a = {0, 1, 2, 3, 6, 7, 4, 5};
        int[] b = {1, 4, 0, 5, 6, 7, 2, 3};
        // A takes a, then B b; B takes e, then A c; B, whose a is gone, takes f, then A d; A takes g, then B h.
        Interleaved list = TeamDraft.interleave(a, b, coins(true, false, false, true));
        assertThat(list.order()).containsExactly(0, 1, 4, 2, 5, 3, 6, 7);
        assertThat(list.teams()).containsExactly(Team.A, Team.B, Team.B, Team.A, Team.B, Team.A, Team.A, Team.B);
    }

    private static RandomGenerator coins(boolean... falls) {
        int[] next = {0};
        return new Random(0) {
            @Override
            public boolean nextBoolean() {
                return falls[next[0]++];
            }
        };
    }

    @RepeatedTest(200)
    void showsEveryRowOnceAndBothTeamsAlike(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int rows = random.nextInt(0, 40);
        int[] a = shuffled(rows, random);
        int[] b = shuffled(rows, random);
        Interleaved list = TeamDraft.interleave(a, b, random);
        assertThat(list.order())
                .containsExactlyInAnyOrder(IntStream.range(0, rows).toArray());
        for (int ranks = 0; ranks <= rows; ranks++) {
            assertThat(list.chosen(Team.A, ranks) - list.chosen(Team.B, ranks))
                    .isBetween(ranks % 2 == 0 ? 0 : -1, ranks % 2 == 0 ? 0 : 1);
        }
        // Each team's rows stand in the order that its ranker gave them.
        for (Team team : Team.values()) {
            int[] own = IntStream.range(0, rows)
                    .filter(rank -> list.teams()[rank] == team)
                    .map(rank -> list.order()[rank])
                    .toArray();
            int[] wish = Arrays.stream(team == Team.A ? a : b)
                    .filter(row -> Arrays.stream(own).anyMatch(one -> one == row))
                    .toArray();
            assertThat(own).containsExactly(wish);
        }
    }

    private static int[] shuffled(int rows, RandomGenerator random) {
        return Ranking.order(random.doubles(rows).toArray(), 0, rows);
    }

    @Test
    void creditsWhatCameOfARowToWhoChoseIt() {
        Interleaved list = new Interleaved(new int[] {2, 0, 1}, new Team[] {Team.A, Team.B, Team.A});
        double[] clicks = {5, 1, 0.5};
        assertThat(list.credit(Team.A, clicks)).isEqualTo(1.5);
        assertThat(list.credit(Team.B, clicks)).isEqualTo(5);
    }

    @Test
    void refusesOrdersOfOtherRows() {
        Random random = new Random(1);
        assertThatThrownBy(() -> TeamDraft.interleave(new int[] {0, 1}, new int[] {0}, random))
                .hasMessageContaining("rows 0 to 1")
                .hasMessageContaining("got [0]");
        assertThatThrownBy(() -> TeamDraft.interleave(new int[] {0, 0}, new int[] {0, 1}, random))
                .hasMessageContaining("got [0, 0]");
    }

    /** Lists of ten as likely relevant rows, read with probability rank^−.8 and clicked where relevant. */
    private static final class World {
        private final SplittableRandom random;
        private double[] relevance = {};

        World(long seed) {
            random = new SplittableRandom(seed);
        }

        /** A ranker that sees relevance through noise of the given width. */
        int[] order(double noise) {
            double[] seen = Arrays.stream(relevance)
                    .map(value -> value + noise * random.nextGaussian())
                    .toArray();
            return Ranking.order(seen, 0, seen.length);
        }

        Preference play(int lists, double noiseOfA, double noiseOfB) {
            Preference preference = Preference.NONE;
            for (int list = 0; list < lists; list++) {
                relevance = random.doubles(10).toArray();
                Interleaved shown = TeamDraft.interleave(order(noiseOfA), order(noiseOfB), random);
                double[] clicks = new double[10];
                for (int rank = 0; rank < 10; rank++) {
                    double looked = Math.pow(rank + 1.0, -0.8);
                    int row = shown.order()[rank];
                    clicks[row] = random.nextDouble() < looked * relevance[row] * relevance[row] ? 1 : 0;
                }
                preference = preference.plus(shown.credit(Team.A, clicks), shown.credit(Team.B, clicks));
            }
            return preference;
        }
    }

    @Test
    void peoplePreferTheBetterRankerOnWhicheverSide() {
        Preference ahead = new World(1).play(2_000, 0.1, 0.6);
        assertThat(ahead.signTest()).isLessThan(1e-4);
        assertThat(ahead.interval(0.95, 2_000).low()).isGreaterThan(0);
        Preference behind = new World(2).play(2_000, 0.6, 0.1);
        assertThat(behind.interval(0.95, 2_000).high()).isLessThan(0);
        assertThat(behind.delta()).isCloseTo(-ahead.delta(), within(0.03));
    }

    @Test
    void rankersAsGoodAsEachOtherAlarmAsSeldomAsPromised() {
        int alarms = 0;
        int experiments = 1_000;
        World world = new World(3);
        Preference all = Preference.NONE;
        for (int experiment = 0; experiment < experiments; experiment++) {
            Preference one = world.play(100, 0.4, 0.4);
            alarms += one.signTest() < 0.05 ? 1 : 0;
            all = all.plus(one);
        }
        // Exact, so at most 5 %; three standard errors of 1,000 experiments are 2 %.
        assertThat((double) alarms / experiments).isBetween(0.01, 0.07);
        assertThat(Math.abs(all.delta())).isLessThan(0.005);
    }

    @Test
    void oneAndTheSameOrderIsPreferredToItselfByNobody() {
        Preference preference = new World(4).play(20_000, 0, 0);
        assertThat(preference.lists()).isEqualTo(20_000);
        assertThat(preference.interval(0.95, 20_000).contains(0)).isTrue();
        assertThat(Math.abs(preference.delta())).isLessThan(0.01);
    }
}
