package tino.lifecycle.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tino.lifecycle.drift.DriftPolicy.Rule;
import tino.lifecycle.drift.Finding.Measure;
import tino.lifecycle.drift.Finding.Verdict;

final class DriftComparisonTest {
    private static final Column NUMBER = Column.number("x");
    private static final Column CATEGORY = Column.category("c");
    private static final Column VECTOR = Column.vector("v", 4);

    private final SplittableRandom random = new SplittableRandom(12);

    private List<Observation> draw(int count, Supplier<@Nullable Object> value) {
        return Stream.generate(() ->
                        new Observation(new UUID(random.nextLong(), random.nextLong()), Arrays.asList(value.get())))
                .limit(count)
                .toList();
    }

    private Finding compare(
            Column column,
            Rule rule,
            int before,
            Supplier<@Nullable Object> was,
            int now,
            Supplier<@Nullable Object> is) {
        Tallies baseline = Tallies.of(List.of(column), draw(before, was));
        Tallies window = baseline.emptied();
        draw(now, is).forEach(one -> window.add(List.of(column), one));
        return DriftComparison.tested(DriftPolicy.STANDARD.by(rule), random)
                .compare(List.of(column), baseline, window)
                .getFirst();
    }

    private Finding compare(Column column, Supplier<@Nullable Object> was, Supplier<@Nullable Object> is) {
        return compare(column, Rule.TESTED, 5_000, was, 2_000, is);
    }

    private Supplier<@Nullable Object> normal(double mean, double deviation) {
        return () -> mean + deviation * random.nextGaussian();
    }

    private Supplier<@Nullable Object> oneOf(double a, double b) {
        return () -> {
            double u = random.nextDouble();
            return u < a ? "a" : u < a + b ? "b" : "c";
        };
    }

    private Supplier<@Nullable Object> missing(double share, Supplier<@Nullable Object> otherwise) {
        return () -> random.nextDouble() < share ? null : otherwise.get();
    }

    private Supplier<@Nullable Object> cloud(double mean) {
        return () -> {
            float[] vector = new float[4];
            for (int i = 0; i < 4; i++) {
                vector[i] = (float) (mean + random.nextGaussian());
            }
            return vector;
        };
    }

    /** Of a shift by half a standard deviation the true distance is 2Φ(1/4) − 1 = .1974. */
    @Test
    void findsAShiftOfTheMean() {
        Finding found = compare(NUMBER, normal(0, 1), normal(.5, 1));
        assertThat(found.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(found.measure()).isEqualTo(Measure.KS);
        assertThat(found.effect()).isBetween(.17, .23);
        assertThat(found.pValue()).isLessThan(1e-6);
    }

    @Test
    void findsAnotherSpreadByItsStabilityIndexToo() {
        assertThat(compare(NUMBER, normal(0, 1), normal(0, 1.6)).verdict()).isEqualTo(Verdict.DRIFTED);
    }

    @Test
    void staysQuietWhereADifferenceIsSureButSmall() {
        Finding found = compare(NUMBER, Rule.TESTED, 20_000, normal(0, 1), 40_000, normal(.08, 1));
        assertThat(found.pValue()).isLessThan(1e-6);
        assertThat(found.verdict()).isEqualTo(Verdict.STEADY);
        assertThat(compare(NUMBER, Rule.P_VALUE, 20_000, normal(0, 1), 40_000, normal(.08, 1))
                        .verdict())
                .isEqualTo(Verdict.DRIFTED);
    }

    @Test
    void staysQuietWhereADifferenceIsLargeButUnsure() {
        Tallies baseline = Tallies.of(List.of(NUMBER), draw(5_000, normal(0, 1)));
        int large = 0;
        int drifted = 0;
        for (int round = 0; round < 200; round++) {
            Tallies window = baseline.emptied();
            draw(60, normal(0, 1)).forEach(one -> window.add(List.of(NUMBER), one));
            Finding found = DriftComparison.tested(DriftPolicy.STANDARD.from(50), random)
                    .compare(List.of(NUMBER), baseline, window)
                    .getFirst();
            large += found.effect() >= found.limit() ? 1 : 0;
            drifted += found.verdict() == Verdict.DRIFTED ? 1 : 0;
        }
        assertThat(large).isGreaterThan(50);
        // At a hundredth each 2 are expected at most, and 6 or more come once in a hundred times.
        assertThat(drifted).isLessThan(6);
    }

    @Test
    void findsOtherSharesOfCategories() {
        Finding found = compare(CATEGORY, oneOf(.5, .3), oneOf(.2, .4));
        assertThat(found.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(found.measure()).isEqualTo(Measure.PSI);
        assertThat(compare(CATEGORY, oneOf(.5, .3), oneOf(.48, .31)).verdict()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void findsCategoriesNeverSeen() {
        assertThat(compare(CATEGORY, oneOf(.5, .3), () -> random.nextDouble() < .2 ? "new" : "a")
                        .verdict())
                .isEqualTo(Verdict.DRIFTED);
    }

    @Test
    void findsAnotherDistributionOfVectors() {
        Finding found = compare(VECTOR, cloud(0), cloud(.7));
        assertThat(found.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(found.measure()).isEqualTo(Measure.ENERGY);
        assertThat(compare(VECTOR, cloud(0), cloud(0)).verdict()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void saysWhatIsMissing() {
        Supplier<@Nullable Object> values = normal(0, 1);
        assertThat(compare(NUMBER, missing(.1, values), missing(.3, values)).verdict())
                .isEqualTo(Verdict.MISSING);
        assertThat(compare(NUMBER, missing(.3, values), values).verdict()).isEqualTo(Verdict.MISSING);
        assertThat(compare(NUMBER, missing(.10, values), missing(.12, values)).verdict())
                .isEqualTo(Verdict.STEADY);
        assertThat(compare(NUMBER, values, () -> null).verdict()).isEqualTo(Verdict.SILENT);
        assertThat(compare(NUMBER, () -> Double.NaN, () -> Double.NaN).verdict())
                .isEqualTo(Verdict.EMPTY);
        assertThat(compare(NUMBER, () -> Double.NaN, values).verdict()).isEqualTo(Verdict.UNCOMPARED);
        assertThat(compare(VECTOR, cloud(0), () -> null).verdict()).isEqualTo(Verdict.SILENT);
    }

    @Test
    void saysThatAColumnChangedItsType() {
        assertThat(compare(NUMBER, normal(0, 1), () -> random.nextDouble() < .1 ? "much" : (Object) 1.0)
                        .verdict())
                .isEqualTo(Verdict.RETYPED);
        assertThat(compare(CATEGORY, oneOf(.5, .5), () -> 3).verdict()).isEqualTo(Verdict.RETYPED);
        Tallies numbers = Tallies.of(List.of(NUMBER), draw(500, normal(0, 1)));
        assertThat(DriftComparison.tested(DriftPolicy.STANDARD, random)
                        .compare(List.of(Column.category("x"), CATEGORY), numbers, numbers)
                        .stream()
                        .map(Finding::verdict))
                .containsExactly(Verdict.RETYPED, Verdict.UNCOMPARED);
    }

    @Test
    void saysNothingOfFew() {
        assertThat(compare(NUMBER, Rule.TESTED, 5_000, normal(0, 1), 199, normal(3, 1))
                        .verdict())
                .isEqualTo(Verdict.FEW);
        assertThat(compare(NUMBER, Rule.TESTED, 199, normal(0, 1), 5_000, normal(3, 1))
                        .verdict())
                .isEqualTo(Verdict.FEW);
        assertThat(compare(NUMBER, Rule.TESTED, 5_000, normal(0, 1), 0, normal(0, 1))
                        .verdict())
                .isEqualTo(Verdict.FEW);
    }

    /** {@code |rate_now - rate_base| > 0.15} of binary ones, {@code |mean_now - mean_base| / std_base > 3} of others. */
    @Test
    void knowsTheSimpleRulesOfTheHiringService() {
        Supplier<@Nullable Object> rare = () -> random.nextDouble() < .2 ? 1 : 0;
        Supplier<@Nullable Object> rarer = () -> random.nextDouble() < .3 ? 1 : 0;
        Supplier<@Nullable Object> often = () -> random.nextDouble() < .4 ? 1 : 0;
        Finding found = compare(NUMBER, Rule.SIMPLE, 4_000, rare, 4_000, often);
        assertThat(found.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(found.measure()).isEqualTo(Measure.SHARE);
        assertThat(found.effect()).isBetween(.17, .23);
        assertThat(compare(NUMBER, Rule.SIMPLE, 4_000, rare, 4_000, rarer).verdict())
                .isEqualTo(Verdict.STEADY);
        assertThat(compare(NUMBER, Rule.SIMPLE, 4_000, normal(10, 2), 50, normal(17, 2))
                        .verdict())
                .isEqualTo(Verdict.DRIFTED);
        assertThat(compare(NUMBER, Rule.SIMPLE, 4_000, normal(10, 2), 4_000, normal(15, 2))
                        .verdict())
                .isEqualTo(Verdict.STEADY);
    }

    @Test
    void aConstantThatStaysIsSteadyAndOneThatDoesNotDrifts() {
        for (Rule rule : Rule.values()) {
            assertThat(compare(NUMBER, rule, 500, () -> 4, 500, () -> 4).verdict())
                    .as("%s", rule)
                    .isEqualTo(Verdict.STEADY);
            assertThat(compare(NUMBER, rule, 500, () -> 4, 500, () -> 5).verdict())
                    .as("%s", rule)
                    .isEqualTo(Verdict.DRIFTED);
        }
    }

    @Test
    void refusesPoliciesThatMakeNoSense() {
        assertThatThrownBy(() -> DriftPolicy.STANDARD.from(1)).hasMessageContaining("at least 2 answers");
        assertThatThrownBy(() -> new DriftPolicy(
                        Rule.TESTED,
                        7,
                        200,
                        -.1,
                        .2,
                        .01,
                        .05,
                        .01,
                        Duration.ofDays(1),
                        Duration.ZERO,
                        1,
                        true,
                        Duration.ZERO,
                        Duration.ofDays(1)))
                .hasMessageContaining("ks");
    }
}
