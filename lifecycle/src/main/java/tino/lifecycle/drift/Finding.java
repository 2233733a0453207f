package tino.lifecycle.drift;

/**
 * What a look found of one column.
 *
 * @param measure what {@code effect} is
 * @param effect how much changed, NaN where nothing could be compared
 * @param limit the least effect that counts
 * @param psi stability index, NaN of vectors and where nothing could be compared
 * @param pValue corrected over all columns, NaN where nothing was tested
 * @param missingBefore share without a value in the baseline
 * @param missingNow and in the window
 * @param missingPValue of the change of that share, corrected likewise
 * @param before decisions with a value in the baseline
 * @param now and in the window
 */
public record Finding(
        Column column,
        Verdict verdict,
        Measure measure,
        double effect,
        double limit,
        double psi,
        double pValue,
        double missingBefore,
        double missingNow,
        double missingPValue,
        long before,
        long now) {

    /** What can be said. */
    public enum Verdict {
        /** As in the baseline, as far as can be told. */
        STEADY,
        /** The values are distributed otherwise. */
        DRIFTED,
        /** The share without a value changed. */
        MISSING,
        /** There were values in the baseline, and there are none now. */
        SILENT,
        /** There are values of another kind than the column's. */
        RETYPED,
        /** There are no values and there were none. */
        EMPTY,
        /** There are values, and the baseline has none to compare with. */
        UNCOMPARED,
        /** Too few decisions to say anything. */
        FEW;

        /** Whether something is wrong that should be looked after. */
        public boolean firing() {
            return this == DRIFTED || this == MISSING || this == SILENT || this == RETYPED;
        }
    }

    /** What the effect is measured by. */
    public enum Measure {
        /** Greatest difference of the cumulative shares. */
        KS,
        /** Stability index. */
        PSI,
        /** Coefficient of the energy distance. */
        ENERGY,
        /** Difference of the shares of ones, or the greatest of those of categories. */
        SHARE,
        /** Difference of the means in standard deviations of the baseline. */
        MEAN
    }
}
