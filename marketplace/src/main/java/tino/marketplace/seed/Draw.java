package tino.marketplace.seed;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Drawing from lists and distributions, all randomness passed in. */
public final class Draw {
    private Draw() {}

    public static <T> T one(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    /** The index of an element, drawn in proportion to its weight. */
    public static <T> int weighted(List<T> list, ToDoubleFunction<? super T> weight, RandomGenerator random) {
        double total = list.stream().mapToDouble(weight).sum();
        double left = random.nextDouble() * total;
        for (int i = 0; i < list.size() - 1; i++) {
            left -= weight.applyAsDouble(list.get(i));
            if (left < 0) {
                return i;
            }
        }
        return list.size() - 1;
    }

    /** A Poisson count with that mean (Knuth's product of uniforms; exact, for means up to some hundreds). */
    public static int poisson(double mean, RandomGenerator random) {
        int count = 0;
        for (double left = mean - exponential(random); left > 0; left -= exponential(random)) {
            count++;
        }
        return count;
    }

    /** Exponential with mean 1. */
    public static double exponential(RandomGenerator random) {
        return -Math.log1p(-random.nextDouble());
    }

    public static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** A generator of its own for everything that a key names: same key, same stream, whatever else was drawn before. */
    public static RandomGenerator keyed(long... key) {
        return new SplittableRandom(mix(key));
    }

    /** One well-mixed number for a key (SplitMix64 finaliser, folded). */
    public static long mix(long... key) {
        long mixed = 0x9E3779B97F4A7C15L;
        for (long part : key) {
            mixed = (mixed ^ part) + 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }
}
