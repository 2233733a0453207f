package tino.lifecycle.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.statistic.ConfidenceSequence;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Moments;
import tino.lifecycle.statistic.Preference;
import tino.lifecycle.statistic.SampleRatio;

/**
 * What an experiment says so far. It may be read at any time and ended at any: all intervals hold at every look.
 *
 * @param arms what came of each variant's answers; empty where both gave each answer together
 * @param sampleRatio whether as many people met each, {@code null} where each met both
 * @param comparisons by measure, the one that decides first; empty where both gave each answer together
 * @param preference whose choices people took, {@code null} where each met one variant
 * @param preferred of {@link Preference#delta}, {@code null} as that
 */
public record ExperimentReport(
        Experiment experiment,
        Map<Variant, Arm> arms,
        @Nullable SampleRatio sampleRatio,
        List<Comparison> comparisons,
        @Nullable Preference preference,
        @Nullable Interval preferred) {
    static final double CONFIDENCE = 0.95;

    /** What is measured, per answer; the first decides, the others are to be looked at. */
    public enum Measure {
        /** The highest grade that came of it, 0 for nothing. */
        GRADE,
        /** Whether a success came among the first. */
        HIT,
        /** Whether anything came of it. */
        CTR
    }

    /** What can be concluded now. */
    public enum Verdict {
        /** The variants were not met as planned: something loses or adds people of one, and no figure can be trusted. */
        MISMATCH,
        /** Nothing yet; both may be as good. */
        UNDECIDED,
        A_BETTER,
        B_BETTER
    }

    /**
     * @param people that met it; answers to nobody known count one each
     * @param measures per answer; their errors count people, as answers to one person are not independent
     */
    public record Arm(long people, long answers, Map<Measure, Moments> measures) {}

    /**
     * @param difference b − a, see {@link ConfidenceSequence}
     * @param pValue the smallest α at which the difference is one, at this look and all before
     */
    public record Comparison(Measure measure, double a, double b, Interval difference, double pValue) {}

    static ExperimentReport of(Experiment experiment, Map<Variant, Arm> arms) {
        Arm a = arm(arms, Variant.A);
        Arm b = arm(arms, Variant.B);
        return new ExperimentReport(
                experiment,
                Map.of(Variant.A, a, Variant.B, b),
                SampleRatio.of(new long[] {a.people, b.people}, new double[] {1, 1}),
                Arrays.stream(Measure.values())
                        .map(measure -> compare(measure, moments(a, measure), moments(b, measure)))
                        .toList(),
                null,
                null);
    }

    static ExperimentReport of(Experiment experiment, Preference preference) {
        return new ExperimentReport(
                experiment,
                Map.of(),
                null,
                List.of(),
                preference,
                preference.interval(CONFIDENCE, ConfidenceSequence.TUNED_FOR));
    }

    private static Arm arm(Map<Variant, Arm> arms, Variant variant) {
        return arms.getOrDefault(variant, new Arm(0, 0, Map.of()));
    }

    private static Moments moments(Arm arm, Measure measure) {
        return arm.measures.getOrDefault(measure, Moments.NONE);
    }

    private static Comparison compare(Measure measure, Moments a, Moments b) {
        return new Comparison(
                measure,
                a.mean(),
                b.mean(),
                ConfidenceSequence.difference(b, a, CONFIDENCE, ConfidenceSequence.TUNED_FOR),
                ConfidenceSequence.pValue(b, a, ConfidenceSequence.TUNED_FOR));
    }

    public Verdict verdict() {
        if (sampleRatio != null && sampleRatio.mismatch()) {
            return Verdict.MISMATCH;
        }
        if (preferred != null) {
            // Above 0 is A's side.
            return verdict(-preferred.high(), -preferred.low());
        }
        Interval decisive = comparisons.getFirst().difference();
        return verdict(decisive.low(), decisive.high());
    }

    private static Verdict verdict(double low, double high) {
        return low > 0 ? Verdict.B_BETTER : high < 0 ? Verdict.A_BETTER : Verdict.UNDECIDED;
    }
}
