package tino.lifecycle.statistic;

/**
 * Intervals and p-values that hold at every look at once: whoever looks after each answer and stops as soon as 0 is
 * excluded is still wrong at most as often as stated. An ordinary interval holds for one look planned beforehand.
 *
 * <p>The asymptotic confidence sequence with a normal mixture: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas,
 * "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52(6), 2024, theorem 2.2;
 * the boundary is that of Robbins, "Statistical methods related to the law of the iterated logarithm", 1970. With n
 * values of standard deviation σ the half width is
 *
 * <pre>σ √( 2 (nρ² + 1) / (nρ)² · ln( √(nρ² + 1) / α ) )</pre>
 *
 * where ρ makes it narrowest, for α = 0.05, about {@code tunedFor} values. As ρ does not depend on α, the intervals of
 * different confidence lie within each other, and the p-value belongs to them.
 *
 * <p>As with the central limit theorem, few values, or values that are seldom other than 0, make it a promise in the
 * limit. While no spread has been seen nothing is excluded.
 */
public final class ConfidenceSequence {
    /** GrowthBook's choice for A/B tests. */
    public static final long TUNED_FOR = 5_000;

    private static final double TUNED_ALPHA = 0.05;

    private ConfidenceSequence() {}

    /**
     * The interval of the mean.
     *
     * @param confidence e.g. 0.95
     * @param tunedFor the number of values at which the interval shall be narrowest, above 0
     */
    public static Interval mean(Moments sample, double confidence, long tunedFor) {
        return interval(sample.mean(), sample.standardError(), sample.n(), confidence, tunedFor);
    }

    /**
     * The interval of {@code mean(a) − mean(b)} of two independent samples, whose n together is the n of the formula.
     *
     * @param confidence e.g. 0.95
     * @param tunedFor the number of values, of both together, at which the interval shall be narrowest, above 0
     */
    public static Interval difference(Moments a, Moments b, double confidence, long tunedFor) {
        return interval(a.mean() - b.mean(), standardError(a, b), a.n() + b.n(), confidence, tunedFor);
    }

    /**
     * The smallest α whose interval of the mean excludes 0, at most 1. Over a stream of looks the smallest so far is
     * valid too.
     */
    public static double pValue(Moments sample, long tunedFor) {
        return pValue(sample.mean(), sample.standardError(), sample.n(), tunedFor);
    }

    /** The smallest α whose interval of the difference excludes 0, at most 1. */
    public static double pValue(Moments a, Moments b, long tunedFor) {
        return pValue(a.mean() - b.mean(), standardError(a, b), a.n() + b.n(), tunedFor);
    }

    /** 0, as without any spread, where a sample is too small to show one. */
    private static double standardError(Moments a, Moments b) {
        return a.n() < 2 || b.n() < 2 ? 0 : Math.hypot(a.standardError(), b.standardError());
    }

    private static Interval interval(double mean, double standardError, long n, double confidence, long tunedFor) {
        double mass = mass(n, tunedFor);
        double errors = Math.sqrt(2 * (mass + 1) / mass * (0.5 * Math.log1p(mass) - Math.log(1 - confidence)));
        double half = standardError > 0 ? standardError * errors : Double.POSITIVE_INFINITY;
        return new Interval(mean, mean - half, mean + half, confidence);
    }

    /** One over the mixture martingale: the interval's formula solved for α. */
    private static double pValue(double mean, double standardError, long n, long tunedFor) {
        if (!(standardError > 0)) {
            return 1;
        }
        double mass = mass(n, tunedFor);
        double z = mean / standardError;
        return Math.min(1, Math.exp(0.5 * Math.log1p(mass) - z * z * mass / (2 * (mass + 1))));
    }

    /** nρ², with the paper's approximation of the best ρ for {@code tunedFor} values. */
    private static double mass(long n, long tunedFor) {
        if (tunedFor < 1) {
            throw new IllegalArgumentException("A sequence is tuned for at least one value, got " + tunedFor);
        }
        double bits = -2 * Math.log(TUNED_ALPHA);
        return n * (bits + Math.log1p(bits)) / tunedFor;
    }
}
