package tino.lifecycle.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.drift.Finding.Measure;
import tino.lifecycle.drift.Finding.Verdict;
import tino.lifecycle.statistic.EnergyDistance;
import tino.lifecycle.statistic.Holm;
import tino.lifecycle.statistic.Homogeneity;
import tino.lifecycle.statistic.KolmogorovSmirnov;
import tino.lifecycle.statistic.PopulationStability;

/**
 * Compares the columns of a window with those of a baseline. A p-value alone cries wolf where there is much to see, an effect alone
 * where there is little; by the rule {@code TESTED} both must hold. The p-values of all columns are corrected together (Holm), one
 * for the values and one for the missing ones of each; but those of the values of vectors, which permutations give in steps of
 * 1/1000 and only where the effect is large enough, by their own number (Bonferroni).
 */
public final class DriftComparison {
    private static final int STABILITY_BINS = 10;
    private static final int PERMUTATIONS = 999;
    private static final double SIMPLE_SHARE = 0.15;
    private static final double SIMPLE_MEAN = 3;
    private static final double PLAIN_P = 0.05;

    private final DriftPolicy policy;
    private final @Nullable RandomGenerator random;

    private DriftComparison(DriftPolicy policy, @Nullable RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /** By the rule. @param random for the permutations */
    public static DriftComparison tested(DriftPolicy policy, RandomGenerator random) {
        return new DriftComparison(policy, random);
    }

    /** How large the effects are, in a fraction of the time: without a p-value nothing is called drifted. */
    public static DriftComparison effects(DriftPolicy policy) {
        return new DriftComparison(policy, null);
    }

    /** What is known of a column before its p-values are corrected. @param settled a verdict that needs no test */
    private static final class Case {
        final Column column;
        final @Nullable Tally before;
        final @Nullable Tally now;

        @Nullable
        Verdict settled;

        Measure measure = Measure.PSI;
        double effect = Double.NaN;
        double limit = Double.NaN;
        double psi = Double.NaN;
        double p = Double.NaN;
        double missingP = Double.NaN;

        Case(Column column, @Nullable Tally before, @Nullable Tally now) {
            this.column = column;
            this.before = before;
            this.now = now;
        }
    }

    /**
     * @param columns to be judged
     * @param now tallies of the baseline's shape
     * @return one a column, in their order
     */
    public List<Finding> compare(List<Column> columns, Tallies baseline, Tallies now) {
        List<Case> cases = columns.stream()
                .map(column -> new Case(column, baseline.get(column.name()), now.get(column.name())))
                .toList();
        cases.forEach(this::measure);
        if (policy.rule() == DriftPolicy.Rule.TESTED) {
            correct(cases);
        }
        return cases.stream().map(this::finding).toList();
    }

    private void measure(Case one) {
        one.settled = settled(one);
        if (one.settled != null || one.before == null || one.now == null) {
            return;
        }
        if (one.now.present() >= least()) {
            switch (one.before) {
                case NumberTally before -> numbers(one, before, (NumberTally) one.now);
                case CategoryTally before -> categories(one, before.counts(), ((CategoryTally) one.now).counts());
                case VectorTally before -> vectors(one, before.vectors(), ((VectorTally) one.now).vectors());
            }
        }
        long gone = one.before.missing();
        if (random == null) {
            return;
        }
        one.missingP = Homogeneity.of(
                        new long[] {gone, one.before.total() - gone},
                        new long[] {one.now.missing(), one.now.total() - one.now.missing()})
                .pValue();
    }

    private @Nullable Verdict settled(Case one) {
        if (one.before == null || one.now == null) {
            return Verdict.UNCOMPARED;
        }
        if (one.before.kind() != one.column.kind()) {
            return Verdict.RETYPED;
        }
        boolean enough = one.now.total() >= least() && one.before.total() >= least();
        if (one.now.total() > 0 && enough && (double) one.now.odd() / one.now.total() >= policy.missing()) {
            return Verdict.RETYPED;
        }
        if (one.before.present() == 0) {
            return one.now.present() == 0 ? Verdict.EMPTY : Verdict.UNCOMPARED;
        }
        if (!enough) {
            return Verdict.FEW;
        }
        return one.now.present() == 0 ? Verdict.SILENT : null;
    }

    /** Only the rule that tests asks for a minimum; a sample of two is needed for anything. */
    private int least() {
        return policy.rule() == DriftPolicy.Rule.TESTED ? policy.answers() : 2;
    }

    private void numbers(Case one, NumberTally before, NumberTally now) {
        double distance = KolmogorovSmirnov.distance(before.counts(), now.counts());
        if (random != null && policy.rule() != DriftPolicy.Rule.SIMPLE) {
            one.p = KolmogorovSmirnov.of(before.counts(), now.counts()).pValue();
        }
        one.psi = PopulationStability.of(before.grouped(before, STABILITY_BINS), before.grouped(now, STABILITY_BINS));
        if (policy.rule() == DriftPolicy.Rule.SIMPLE) {
            boolean binary = before.binary();
            double off = Math.abs(now.mean() - before.mean());
            set(
                    one,
                    binary ? Measure.SHARE : Measure.MEAN,
                    binary || off == 0 ? off : off / before.deviation(),
                    binary ? SIMPLE_SHARE : SIMPLE_MEAN);
        } else {
            effect(one, Measure.KS, distance, policy.ks());
        }
    }

    private void categories(Case one, long[] before, long[] now) {
        if (random != null) {
            one.p = Homogeneity.of(before, now).pValue();
        }
        one.psi = PopulationStability.of(before, now);
        if (policy.rule() == DriftPolicy.Rule.SIMPLE) {
            double n = Arrays.stream(before).sum();
            double m = Arrays.stream(now).sum();
            double greatest = 0;
            for (int i = 0; i < before.length; i++) {
                greatest = Math.max(greatest, Math.abs(before[i] / n - now[i] / m));
            }
            set(one, Measure.SHARE, greatest, SIMPLE_SHARE);
        } else {
            set(one, Measure.PSI, one.psi, policy.psi());
        }
    }

    private void vectors(Case one, float[][] before, float[][] now) {
        if (before.length < 2 || now.length < 2) {
            one.settled = Verdict.FEW;
            return;
        }
        double coefficient = EnergyDistance.coefficient(before, now);
        boolean matters = coefficient >= policy.energy() || policy.rule() == DriftPolicy.Rule.P_VALUE;
        if (random != null && matters) {
            one.p = EnergyDistance.of(before, now, PERMUTATIONS, random).pValue();
        }
        set(one, Measure.ENERGY, coefficient, policy.energy());
    }

    /** The first of two effects, or the stability index if only that one is large. */
    private void effect(Case one, Measure measure, double effect, double limit) {
        if (effect < limit && one.psi >= policy.psi()) {
            set(one, Measure.PSI, one.psi, policy.psi());
        } else {
            set(one, measure, effect, limit);
        }
    }

    private static void set(Case one, Measure measure, double effect, double limit) {
        one.measure = measure;
        one.effect = effect;
        one.limit = limit;
    }

    private static void correct(List<Case> cases) {
        List<Double> raw = new ArrayList<>();
        List<DoubleConsumer> corrected = new ArrayList<>();
        long vectors = cases.stream()
                .filter(one -> one.column.kind() == Column.Kind.VECTOR)
                .count();
        for (Case one : cases) {
            if (one.column.kind() == Column.Kind.VECTOR) {
                one.p = Math.min(1, vectors * one.p);
            } else if (!Double.isNaN(one.p)) {
                raw.add(one.p);
                corrected.add(p -> one.p = p);
            }
            if (!Double.isNaN(one.missingP)) {
                raw.add(one.missingP);
                corrected.add(p -> one.missingP = p);
            }
        }
        double[] adjusted =
                Holm.adjust(raw.stream().mapToDouble(Double::doubleValue).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            corrected.get(i).accept(adjusted[i]);
        }
    }

    private Finding finding(Case one) {
        double missingBefore = one.before == null ? 0 : one.before.missingShare();
        double missingNow = one.now == null ? 0 : one.now.missingShare();
        Verdict verdict = one.settled != null ? one.settled : verdict(one, Math.abs(missingNow - missingBefore));
        return new Finding(
                one.column,
                verdict,
                one.measure,
                one.effect,
                one.limit,
                one.psi,
                one.p,
                missingBefore,
                missingNow,
                one.missingP,
                one.before == null ? 0 : one.before.present(),
                one.now == null ? 0 : one.now.present());
    }

    private Verdict verdict(Case one, double missing) {
        return switch (policy.rule()) {
            case TESTED -> {
                if (one.effect >= one.limit && one.p <= policy.alpha()) {
                    yield Verdict.DRIFTED;
                }
                yield missing >= policy.missing() && one.missingP <= policy.alpha() ? Verdict.MISSING : Verdict.STEADY;
            }
            case SIMPLE -> one.effect > one.limit ? Verdict.DRIFTED : Verdict.STEADY;
            case P_VALUE -> one.p < PLAIN_P ? Verdict.DRIFTED : Verdict.STEADY;
        };
    }
}
