package tino.lifecycle.gate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.PairedBootstrap;

/** What the gate said of a challenger, check by check. */
public record GateVerdict(List<Finding> findings) {
    private static final double CONFIDENCE = 0.95;
    /** Sums of the same numbers in another order differ by less; what differs by less is equal. */
    private static final double ROUNDING = 1e-12;

    public GateVerdict {
        findings = List.copyOf(findings);
    }

    public boolean passed() {
        return findings.stream().allMatch(Finding::passed);
    }

    /** All findings in one line. */
    public String text() {
        return findings.stream().map(Finding::text).collect(Collectors.joining("; "));
    }

    /**
     * Judges a challenger. All evaluations are over the same rows in the same order. What cannot be judged (nothing there,
     * a value that is not finite) is not passed; only a comparison with nobody is.
     *
     * @param champion {@code null} if there is none
     * @param fallback {@code null} if there is none
     * @throws IllegalArgumentException if an evaluation lacks a metric or an attribute that is checked, or was made over
     *     other rows
     */
    public static GateVerdict of(
            Gate gate,
            Evaluation challenger,
            @Nullable Evaluation champion,
            @Nullable Evaluation fallback,
            RandomGenerator random) {
        return new GateVerdict(gate.checks().stream()
                .map(check ->
                        find(check, challenger, check.against() == Against.CHAMPION ? champion : fallback, random))
                .toList());
    }

    private static Finding find(
            Check check, Evaluation challenger, @Nullable Evaluation other, RandomGenerator random) {
        Figure ours = Figure.of(check, challenger);
        if (ours.problem() != null) {
            return new Finding(check, ours.value(), null, null, null, ours.problem(), false);
        }
        if (check.against() == null) {
            return constant(check, ours, random);
        }
        if (other == null) {
            return new Finding(check, ours.value(), null, null, null, null, true);
        }
        return compared(check, ours, Figure.of(check, other), random);
    }

    private static Finding constant(Check check, Figure ours, RandomGenerator random) {
        double value = ours.value();
        Interval interval = interval(ours, ours::over, random);
        double tolerance = check.intervalTolerance() == null ? Double.POSITIVE_INFINITY : check.intervalTolerance();
        if (check.atLeast() != null) {
            double least = check.atLeast();
            boolean passed = value >= least - ROUNDING && interval.low() >= least - tolerance - ROUNDING;
            return new Finding(check, value, null, least, interval, null, passed);
        }
        double most = check.atMost() == null ? Double.NaN : check.atMost();
        boolean passed = value <= most + ROUNDING && interval.high() <= most + tolerance + ROUNDING;
        return new Finding(check, value, null, most, interval, null, passed);
    }

    private static Finding compared(Check check, Figure ours, Figure theirs, RandomGenerator random) {
        double value = ours.value();
        double reference = theirs.value();
        if (theirs.problem() != null) {
            return new Finding(check, value, reference, null, null, theirs.problem(), false);
        }
        requireSameRows(check, ours, theirs);
        int sign = check.low() ? -1 : 1;
        double needed = needed(check, reference);
        Interval gain = interval(ours, units -> sign * (ours.over(units) - theirs.over(units)), random);
        boolean better = check.betterBy() != null;
        boolean reached = reaches(sign * (value - reference), needed, better && needed == 0);
        boolean surely =
                check.intervalTolerance() == null || reaches(gain.low(), needed - check.intervalTolerance(), better);
        return new Finding(check, value, reference, reference + sign * needed, gain, null, reached && surely);
    }

    /** What the gain must be at least; negative where a loss is allowed. */
    private static double needed(Check check, double reference) {
        return check.betterBy() != null
                ? check.betterBy().from(reference)
                : check.notWorseBy() != null ? -check.notWorseBy().from(reference) : 0;
    }

    private static boolean reaches(double gain, double needed, boolean strictly) {
        return strictly ? gain > needed + ROUNDING : gain >= needed - ROUNDING;
    }

    private static void requireSameRows(Check check, Figure ours, Figure theirs) {
        int here = count(ours);
        int there = count(theirs);
        if (here != there) {
            throw new IllegalArgumentException("Expected '" + check.metric()
                    + "' of both models over the same rows, got " + here + " and " + there + " values");
        }
    }

    private static int count(Figure figure) {
        int units = 0;
        for (int[] stratum : figure.strata()) {
            units += stratum.length;
        }
        return units;
    }

    private static Interval interval(Figure figure, ToDoubleFunction<int[]> statistic, RandomGenerator random) {
        return PairedBootstrap.of(figure.strata(), statistic, CONFIDENCE, PairedBootstrap.RESAMPLES, random);
    }
}
