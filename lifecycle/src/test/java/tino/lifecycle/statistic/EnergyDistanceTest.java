package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EnergyDistanceTest {
    private final SplittableRandom random = new SplittableRandom(4);

    /**
     * SciPy's {@code energy_distance([0,1,2,3], [4,5,6,7])} is 2.345207879911715, the root of 2·4 − 1.25 − 1.25 where the means within
     * run over all 16 pairs; over the 12 pairs of two they are 4/3 of that.
     */
    @Test
    void agreesWithSciPyInOneDimension() {
        EnergyDistance found =
                EnergyDistance.of(new float[][] {{0}, {1}, {2}, {3}}, new float[][] {{4}, {5}, {6}, {7}}, 99, random);
        double scipy = Math.pow(2.345207879911715, 2);
        assertThat(found.coefficient()).isCloseTo((scipy + 2.5 - 2.5 * 4 / 3) / 8, within(1e-6));
        // Two of the 70 ways to halve them are as far apart.
        assertThat(found.pValue()).isBetween(.01, .1);
    }

    @Test
    void seldomFindsADifferenceWhereThereIsNone() {
        int found = 0;
        double sum = 0;
        for (int round = 0; round < 200; round++) {
            EnergyDistance distance = EnergyDistance.of(cloud(40, 0, 1), cloud(60, 0, 1), 99, random);
            found += distance.pValue() <= .05 ? 1 : 0;
            sum += distance.coefficient();
        }
        assertThat(found).isBetween(3, 21);
        assertThat(sum / 200).isCloseTo(0, within(.002));
    }

    @Test
    void findsAShiftAndASpreadThatHasTheSameMean() {
        assertThat(EnergyDistance.of(cloud(100, 0, 1), cloud(100, .5, 1), 199, random)
                        .pValue())
                .isEqualTo(.005);
        assertThat(EnergyDistance.of(cloud(100, 0, 1), cloud(100, 0, 2), 199, random)
                        .pValue())
                .isEqualTo(.005);
    }

    @Test
    void refusesSingleVectors() {
        assertThatThrownBy(() -> EnergyDistance.of(cloud(1, 0, 1), cloud(5, 0, 1), 9, random))
                .hasMessageContaining("1 and 5 vectors");
    }

    private float[][] cloud(int count, double mean, double spread) {
        float[][] vectors = new float[count][8];
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (mean + spread * random.nextGaussian());
            }
        }
        return vectors;
    }
}
