package tino.prediction.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tino.prediction.metric.Confusion;

class ThresholdChoiceTest {
    private static final OperatingMode PREC80 = OperatingMode.of("prec80");

    /** Cases whose probability is the truth. */
    private record World(double[] probabilities, boolean[] labels) {
        static World of(int cases, double power, SplittableRandom random) {
            double[] probabilities = new double[cases];
            boolean[] labels = new boolean[cases];
            for (int i = 0; i < cases; i++) {
                probabilities[i] = Math.clamp(Math.pow(random.nextDouble(), power), 1e-6, 1 - 1e-6);
                labels[i] = random.nextDouble() < probabilities[i];
            }
            return new World(probabilities, labels);
        }
    }

    /** With u uniform and p = u², what is called from t on has precision (1 − t^1.5) / (3 (1 − √t)). */
    private static double truePrecision(double threshold) {
        double u = Math.sqrt(threshold);
        return (1 - u * u * u) / (3 * (1 - u));
    }

    @Test
    void keepsWhatItPromisesInTheWholePopulationAndStillReachesFar() {
        int broken = 0;
        int unreached = 0;
        double recall = 0;
        int worlds = 400;
        for (int world = 0; world < worlds; world++) {
            World cases = World.of(1_500, 2, new SplittableRandom(world));
            if (ThresholdChoice.of(PREC80, cases.probabilities, cases.labels) instanceof Threshold chosen) {
                broken += truePrecision(chosen.threshold()) < 0.80 ? 1 : 0;
                recall += chosen.recall() / worlds;
                assertThat(chosen.bound()).isGreaterThanOrEqualTo(0.80);
                assertThat(chosen.precision()).isGreaterThan(chosen.bound());
            } else {
                unreached++;
            }
        }
        // At most 5 % of 400, and by chance (binomial, 99.9 %) 34.
        assertThat(broken).isLessThanOrEqualTo(34);
        // Where the very first step has bad luck, it is not reached though it could be.
        assertThat(unreached).isLessThan(10);
        // At precision .80, u = .78 and the recall is 1 − u³ = .52; one test alone, at the right place, would reach
        // .43.
        assertThat(recall).isGreaterThan(0.39);
    }

    /** Whoever takes the lowest threshold that has precision .80 on the cases at hand breaks the promise every other time. */
    @Test
    void theObviousWayWouldNotKeepIt() {
        int broken = 0;
        for (int world = 0; world < 400; world++) {
            World cases = World.of(1_500, 2, new SplittableRandom(world));
            double lowest = Arrays.stream(cases.probabilities)
                    .filter(threshold -> Confusion.at(threshold, cases.probabilities, cases.labels)
                                    .precision()
                            >= 0.80)
                    .min()
                    .orElseThrow();
            broken += truePrecision(lowest) < 0.80 ? 1 : 0;
        }
        assertThat(broken).isGreaterThan(200);
    }

    @Test
    void keepsItsPromiseOfRecall() {
        int broken = 0;
        OperatingMode mode = OperatingMode.of("recall90");
        for (int world = 0; world < 400; world++) {
            World cases = World.of(1_500, 2, new SplittableRandom(world));
            Threshold chosen = (Threshold) ThresholdChoice.of(mode, cases.probabilities, cases.labels);
            broken += 1 - Math.pow(chosen.threshold(), 1.5) < 0.90 ? 1 : 0;
            assertThat(chosen.recall()).isBetween(0.90, 0.96);
        }
        assertThat(broken).isLessThanOrEqualTo(34);
    }

    @Test
    void saysTheBestWhereItCannotPromise() {
        World cases = World.of(2_000, 1, new SplittableRandom(1));
        double[] weak = Arrays.stream(cases.probabilities).map(p -> p / 2).toArray();
        boolean[] labels = new boolean[weak.length];
        SplittableRandom random = new SplittableRandom(2);
        Arrays.setAll(new Object[labels.length], i -> {
            labels[i] = random.nextDouble() < weak[i];
            return i;
        });
        OutOfReach best = (OutOfReach) ThresholdChoice.of(PREC80, weak, labels);
        assertThat(best.bestBound()).isBetween(0.3, 0.6);
        assertThat(best.sentence()).contains("prec80 is out of reach", "at least 0.800", "lower bound 0.");
        assertThat(new ModeOutOfReach(best)).hasMessage(best.sentence());
        assertThat(new ModeOutOfReach(best).best()).isEqualTo(best);
        assertThat(((OutOfReach) ThresholdChoice.of(PREC80, weak, new boolean[weak.length])).sentence())
                .contains("nobody is yes");
        // Of five yeses, none of any recall is 90 % certain.
        boolean[] few = new boolean[weak.length];
        Arrays.fill(few, 0, 5, true);
        assertThat(ThresholdChoice.of(OperatingMode.of("recall90"), weak, few)).isInstanceOf(OutOfReach.class);
        assertThat(ThresholdChoice.of(OperatingMode.BALANCED, new double[0], new boolean[0]))
                .isInstanceOf(OutOfReach.class);
    }

    @Test
    void balancesByTheBestF1() {
        double[] probabilities = {0.9, 0.8, 0.7, 0.6, 0.5};
        boolean[] labels = {true, true, false, true, false};
        Threshold chosen = (Threshold) ThresholdChoice.of(OperatingMode.BALANCED, probabilities, labels);
        // 3 of 4 called are yes, and all yeses are called: F1 = 6/7.
        assertThat(chosen.threshold()).isEqualTo(0.6);
        assertThat(chosen.precision()).isEqualTo(0.75);
        assertThat(chosen.bound()).isNaN();
    }

    @Test
    void partsNoEquals() {
        double[] probabilities = new double[300];
        Arrays.fill(probabilities, 0, 200, 0.9);
        Arrays.fill(probabilities, 200, 300, 0.1);
        boolean[] labels = new boolean[300];
        Arrays.fill(labels, 0, 190, true);
        Threshold chosen = (Threshold) ThresholdChoice.of(PREC80, probabilities, labels);
        assertThat(chosen.called()).isEqualTo(200);
        assertThat(chosen.threshold()).isEqualTo(0.9);
        assertThat(chosen.precision()).isCloseTo(0.95, within(1e-12));
    }

    @Test
    void readsModesAsPeopleWriteThem() {
        assertThat(OperatingMode.of("prec80")).isEqualTo(new OperatingMode(OperatingMode.Aim.PRECISION, 80));
        assertThat(OperatingMode.of("recall97.5").name()).isEqualTo("recall97.5");
        assertThat(OperatingMode.of("balanced")).hasToString("balanced");
        for (String wrong : new String[] {"prec", "prec0", "prec100", "best", "recall-5"}) {
            assertThatThrownBy(() -> OperatingMode.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
