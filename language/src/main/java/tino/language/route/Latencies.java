package tino.language.route;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.OptionalDouble;

/** How long a provider's recent answers took. */
final class Latencies {
    private static final int KEPT = 256;
    private static final int LEAST = 20;

    /** Older ones say nothing about now; so also one that was too slow is tried again. */
    private static final long RECENT_MILLIS = Duration.ofMinutes(5).toMillis();

    private final InstantSource clock;
    private final long[] nanos = new long[KEPT];
    private final long[] at = new long[KEPT];
    private int count;

    /** The last value that was worked out, and for how many answers and until when it holds. */
    private double p95 = Double.NaN;

    private int p95Count;
    private long p95Until;

    Latencies(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(long took) {
        nanos[count % KEPT] = took;
        at[count % KEPT] = clock.millis();
        count++;
    }

    /** Nanoseconds; empty of fewer than 20 answers in five minutes. Up to 16 answers or a second old. */
    synchronized OptionalDouble p95() {
        Instant now = clock.instant();
        if (count - p95Count >= 16 || now.toEpochMilli() >= p95Until) {
            long[] recent = recent(now.toEpochMilli());
            p95 = recent.length < LEAST ? Double.NaN : of(recent, 0.95);
            p95Count = count;
            p95Until = now.toEpochMilli() + 1000;
        }
        return Double.isNaN(p95) ? OptionalDouble.empty() : OptionalDouble.of(p95);
    }

    /** Milliseconds over all that are kept; NaN of none. */
    synchronized double millis(double share) {
        long[] all = Arrays.copyOf(nanos, Math.min(count, KEPT));
        Arrays.sort(all);
        return all.length == 0 ? Double.NaN : of(all, share) / 1e6;
    }

    private long[] recent(long now) {
        long[] recent = new long[Math.min(count, KEPT)];
        int found = 0;
        for (int i = 0; i < recent.length; i++) {
            if (now - at[i] <= RECENT_MILLIS) {
                recent[found++] = nanos[i];
            }
        }
        recent = Arrays.copyOf(recent, found);
        Arrays.sort(recent);
        return recent;
    }

    private static double of(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
