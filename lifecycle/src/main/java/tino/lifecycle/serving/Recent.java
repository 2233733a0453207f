package tino.lifecycle.serving;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import tino.lifecycle.rollout.Speed;

/** The newest answers of one version: how long they took and whether the fallback had to give them. Without locks. */
final class Recent {
    private static final int ANSWERS = 512;

    /** Twice the nanoseconds, plus one where the fallback answered. */
    private final AtomicLongArray answers = new AtomicLongArray(ANSWERS);

    private final AtomicInteger count = new AtomicInteger();

    void add(long nanos, boolean fallback) {
        int place = count.getAndUpdate(n -> n == Integer.MAX_VALUE ? ANSWERS : n + 1);
        answers.setRelease(place % ANSWERS, 2 * Math.max(1, nanos) + (fallback ? 1 : 0));
    }

    Speed speed(boolean loaded) {
        int known = Math.min(count.get(), ANSWERS);
        long[] copy = new long[known];
        int fallbacks = 0;
        for (int i = 0; i < known; i++) {
            long answer = answers.getAcquire(i);
            fallbacks += (int) (answer & 1);
            copy[i] = answer >>> 1;
        }
        if (known == 0) {
            return new Speed(0, 0, Double.NaN, loaded);
        }
        Arrays.sort(copy);
        long p95 = copy[Math.min(known - 1, (int) Math.ceil(0.95 * known) - 1)];
        return new Speed(known, fallbacks / (double) known, p95 / 1e6, loaded);
    }
}
