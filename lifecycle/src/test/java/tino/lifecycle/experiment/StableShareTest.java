package tino.lifecycle.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StableShareTest {

    /** The authors' own test vectors: RFC 9923, appendix C, and fnv/test_fnv.c of Landon Curt Noll. */
    @ParameterizedTest
    @CsvSource({
        "'', cbf29ce484222325",
        "a, af63dc4c8601ec8c",
        "b, af63df4c8601f1a5",
        "c, af63de4c8601eff2",
        "fo, 08985907b541d342",
        "foo, dcb27518fed9d577",
        "foob, dd120e790c2512af",
        "fooba, cac165afa2fef40a",
        "foobar, 85944171f73967e8"
    })
    void hashesAsItsAuthorsDo(String text, String hash) {
        assertThat(Long.toHexString(StableShare.fnv1a(0xcbf29ce484222325L, text)))
                .isEqualTo(hash.replaceFirst("^0", ""));
    }

    @Test
    void spreadsUnitsEvenly() {
        int[] tenths = new int[10];
        IntStream.range(0, 100_000).forEach(unit -> tenths[(int) (10 * StableShare.of("salt", "unit-" + unit))]++);
        double chiSquared = IntStream.of(tenths)
                .mapToDouble(n -> Math.pow(n - 10_000, 2) / 10_000)
                .sum();
        // The 99.9 % quantile of chi-squared with 9 degrees of freedom (NIST/SEMATECH e-Handbook, table 1.3.6.7.4).
        assertThat(chiSquared).isLessThan(27.877);
    }

    @Test
    void givesAUnitTheSameShareAlwaysAndAnotherUnderAnotherSalt() {
        assertThat(StableShare.of("a", "ana")).isEqualTo(StableShare.of("a", "ana"));
        long both = IntStream.range(0, 10_000)
                .filter(unit -> StableShare.of("a", "u" + unit) < 0.5 && StableShare.of("b", "u" + unit) < 0.5)
                .count();
        // Independent halves: a quarter is in both; five standard deviations of a binomial are 217.
        assertThat(both).isBetween(2_283L, 2_717L);
    }

    @Test
    void doesNotConfuseWhereTheSaltEnds() {
        assertThat(StableShare.of("ab", "c")).isNotEqualTo(StableShare.of("a", "bc"));
    }
}
