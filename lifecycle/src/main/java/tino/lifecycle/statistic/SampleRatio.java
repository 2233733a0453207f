package tino.lifecycle.statistic;

import java.util.Arrays;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.SignificanceResult;

/**
 * Whether as many units met each variant as was planned. If not, something loses or adds units of one of them, and nothing
 * that the experiment says can be trusted: Fabijan et al., "Diagnosing sample ratio mismatch in online controlled
 * experiments", KDD 2019.
 *
 * @param chiSquare Pearson's statistic, with one degree of freedom less than there are variants
 * @param pValue how likely such counts or rarer ones are if all is well
 */
public record SampleRatio(double chiSquare, double pValue) {
    /** Below this it is an alarm: the usual limit, low because it is looked at often and is never expected. */
    public static final double ALARM = 0.001;

    /**
     * @param observed units of each variant, at least two variants
     * @param planned the share of each, above 0; in any scale
     */
    public static SampleRatio of(long[] observed, double[] planned) {
        if (observed.length != planned.length
                || observed.length < 2
                || Arrays.stream(observed).anyMatch(count -> count < 0)
                || !Arrays.stream(planned).allMatch(share -> share > 0 && Double.isFinite(share))) {
            throw new IllegalArgumentException("At least two variants with a count and a planned share above 0 each are"
                    + " needed, got counts " + Arrays.toString(observed) + " and shares " + Arrays.toString(planned));
        }
        if (Arrays.stream(observed).sum() == 0) {
            return new SampleRatio(0, 1);
        }
        SignificanceResult result = ChiSquareTest.withDefaults().test(planned, observed);
        return new SampleRatio(result.getStatistic(), result.getPValue());
    }

    public boolean mismatch() {
        return pValue < ALARM;
    }
}
