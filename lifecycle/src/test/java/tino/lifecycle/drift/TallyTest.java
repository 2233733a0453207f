package tino.lifecycle.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tino.lifecycle.statistic.KolmogorovSmirnov;

final class TallyTest {
    private static final List<Column> COLUMNS =
            List.of(Column.number("age"), Column.category("city"), Column.vector("text", 3));

    private final SplittableRandom random = new SplittableRandom(8);

    private Observation observation(@Nullable Object age, @Nullable Object city, float @Nullable [] text) {
        return new Observation(new UUID(random.nextLong(), random.nextLong()), Arrays.asList(age, city, text));
    }

    private List<Observation> observations(int count, double shift) {
        return IntStream.range(0, count)
                .mapToObj(i -> observation(
                        random.nextGaussian() + shift,
                        "city-" + (int) (8 * Math.pow(random.nextDouble(), 2)),
                        i % 10 == 0 ? null : new float[] {random.nextFloat(), random.nextFloat(), (float) shift}))
                .toList();
    }

    private static Tallies counted(Tallies shape, List<Observation> observations) {
        Tallies tallies = shape.emptied();
        observations.forEach(one -> tallies.add(COLUMNS, one));
        return tallies;
    }

    private static <T extends Tally> T get(Class<T> type, Tallies tallies, String column) {
        return type.cast(Objects.requireNonNull(tallies.get(column)));
    }

    @Test
    void partsMergedInAnyOrderAreTheWhole() {
        Tallies baseline = Tallies.of(COLUMNS, observations(5_000, 0));
        List<Observation> all = observations(3_000, .3);
        List<Tallies> parts = new ArrayList<>();
        for (int from = 0; from < 3_000; from += 500) {
            parts.add(counted(baseline, all.subList(from, from + 500)));
        }
        Collections.reverse(parts);
        Tallies merged = baseline.emptied();
        parts.forEach(merged::merge);
        Tallies whole = counted(baseline, all);
        NumberTally ages = get(NumberTally.class, merged, "age");
        NumberTally wholeAges = get(NumberTally.class, whole, "age");
        assertThat(ages.counts()).isEqualTo(wholeAges.counts());
        assertThat(ages.mean()).isCloseTo(wholeAges.mean(), within(1e-12));
        assertThat(ages.deviation()).isCloseTo(wholeAges.deviation(), within(1e-12));
        assertThat(get(CategoryTally.class, merged, "city").counts())
                .isEqualTo(get(CategoryTally.class, whole, "city").counts());
        assertThat(get(VectorTally.class, merged, "text").vectors())
                .isDeepEqualTo(get(VectorTally.class, whole, "text").vectors());
        assertThat(get(VectorTally.class, merged, "text").missing()).isEqualTo(300);
    }

    @Test
    void staysAsLargeAsItIsHoweverMuchIsCounted() {
        Tallies baseline = Tallies.of(COLUMNS, observations(20_000, 0));
        int after = counted(baseline, observations(2_000, 0)).toJson().length();
        Tallies many = counted(baseline, observations(2_000, 0));
        for (int i = 0; i < 20; i++) {
            many.merge(counted(baseline, observations(2_000, 0)));
        }
        assertThat(many.toJson().length()).isLessThan(after + 500);
        assertThat(get(NumberTally.class, many, "age").edges()).hasSizeLessThan(130);
        assertThat(get(VectorTally.class, many, "text").vectors()).hasDimensions(VectorTally.MOST, 3);
    }

    @Test
    void isTheSameWhenReadBack() {
        Tallies baseline = Tallies.of(COLUMNS, observations(1_000, 0));
        assertThat(Tallies.ofJson(baseline.toJson()).toJson().length())
                .isEqualTo(baseline.toJson().length());
        Tallies read = Tallies.ofJson(baseline.toJson());
        read.merge(counted(read, observations(10, 0)));
        assertThat(get(NumberTally.class, read, "age").total()).isEqualTo(1_010);
        assertThat(get(NumberTally.class, Tallies.ofJson(baseline.toJson()), "age")
                        .deviation())
                .isEqualTo(get(NumberTally.class, baseline, "age").deviation());
    }

    /** The distance is that of all values less what happens between two edges: 1/128 of the baseline and its like at most. */
    @Test
    void losesNoMoreOfTheDistanceThanABinHolds() {
        for (double shift : new double[] {0, .1, .25, 1}) {
            double[] before =
                    random.doubles(6_000).map(x -> x + random.nextGaussian()).toArray();
            double[] now = random.doubles(4_000)
                    .map(x -> x + random.nextGaussian() + shift)
                    .toArray();
            NumberTally shape = NumberTally.shapedBy(before);
            NumberTally a = (NumberTally) shape.emptied();
            NumberTally b = (NumberTally) shape.emptied();
            Arrays.stream(before).forEach(x -> a.add(0, x));
            Arrays.stream(now).forEach(x -> b.add(0, x));
            double exact = KolmogorovSmirnov.of(before, now).distance();
            assertThat(KolmogorovSmirnov.of(a.counts(), b.counts()).distance())
                    .isBetween(exact - 1.0 / 128, exact + 1e-12);
        }
    }

    @Test
    void givesEveryValueOfAFewABinOfItsOwn() {
        NumberTally tally = (NumberTally)
                NumberTally.shapedBy(new double[] {3, 1, 1, 2, Double.NaN}).emptied();
        for (double value : new double[] {0, 1, 1, 2, 2.5, 3, 4, -1e9}) {
            tally.add(0, value);
        }
        assertThat(tally.counts()).containsExactly(2, 2, 1, 2, 1);
        assertThat(tally.binary()).isFalse();
        assertThat(NumberTally.shapedBy(new double[] {0, 1, 1}).binary()).isTrue();
    }

    @Test
    void infiniteValuesAreAtTheEnds() {
        NumberTally tally =
                (NumberTally) NumberTally.shapedBy(new double[] {1, 2}).emptied();
        tally.add(0, Double.POSITIVE_INFINITY);
        tally.add(0, Double.NEGATIVE_INFINITY);
        tally.add(0, 2.0);
        assertThat(tally.counts()).containsExactly(1, 0, 1, 1);
        assertThat(tally.mean()).isEqualTo(2);
    }

    @Test
    void takesCategoriesBeyondTheMostFrequentTogether() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            names.addAll(Collections.nCopies(200 - i, "n" + i));
        }
        CategoryTally tally = (CategoryTally) CategoryTally.shapedBy(names).emptied();
        assertThat(tally.names()).hasSize(100).startsWith("n0", "n1").doesNotContain("n100");
        tally.add(0, "n0");
        tally.add(0, "n149");
        tally.add(0, "never seen");
        assertThat(tally.counts()[0]).isEqualTo(1);
        assertThat(tally.counts()[100]).isEqualTo(2);
    }

    @Test
    void noticesValuesOfAnotherKindAndVectorsOfAnotherLength() {
        Tallies baseline = Tallies.of(COLUMNS, observations(100, 0));
        Tallies now = baseline.emptied();
        now.add(COLUMNS, observation("thirty", 30, new float[2]));
        now.add(COLUMNS, observation(Double.NaN, null, null));
        for (Column column : COLUMNS) {
            assertThat(get(Tally.class, now, column.name()).odd())
                    .as(column.name())
                    .isEqualTo(1);
            assertThat(get(Tally.class, now, column.name()).missing())
                    .as(column.name())
                    .isEqualTo(1);
            assertThat(get(Tally.class, now, column.name()).total()).isEqualTo(2);
        }
    }

    @Test
    void doesNotAddWhatWasCountedAgainstAnotherBaseline() {
        Tally one = NumberTally.shapedBy(new double[] {1, 2});
        assertThatThrownBy(() -> one.merge(NumberTally.shapedBy(new double[] {1, 3})))
                .hasMessageContaining("two baselines");
        assertThatThrownBy(() -> one.merge(new VectorTally(2))).hasMessageContaining("VECTOR");
    }

    @Test
    void drawsVectorsEvenly() {
        VectorTally tally = new VectorTally(1);
        for (int i = 0; i < 10_000; i++) {
            tally.add(Observation.lot(new UUID((long) i << 16, i)), new float[] {i});
        }
        double mean =
                Arrays.stream(tally.vectors()).mapToDouble(v -> v[0]).average().orElseThrow();
        // 250 of 10,000: the standard error is 183.
        assertThat(mean).isBetween(4_400.0, 5_600.0);
    }

    @Test
    void textsAreAlikeByTheirPiecesWhateverTheirAccentsAndCase() {
        assertThat(HashedText.vector("Chuveiro não esquenta")).isEqualTo(HashedText.vector("  chuveiro nao ESQUENTA!"));
        assertThat(HashedText.vector(" ?! ")).isNull();
        assertThat(dot("chuveiro não esquenta", "chuveiro frio"))
                .isGreaterThan(dot("chuveiro não esquenta", "aula de inglês") + .2);
    }

    private static double dot(String a, String b) {
        float[] x = Objects.requireNonNull(HashedText.vector(a));
        float[] y = Objects.requireNonNull(HashedText.vector(b));
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }
}
