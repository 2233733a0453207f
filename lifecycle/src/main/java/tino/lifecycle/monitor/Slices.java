package tino.lifecycle.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tino.lifecycle.event.DecisionId;

/**
 * Short pieces of a time, as many in each part of it and always the same, which together are a share of it: decisions are found by their
 * time, so what lies between is never read. A piece begins anywhere in its part, so that no rhythm of a minute falls in with it.
 *
 * @param lows of decisions, inclusive @param highs exclusive; as many
 */
record Slices(List<String> lows, List<String> highs) {
    /** Pieces of less would cut through what belongs to one moment. */
    private static final long SHORTEST_MS = 20;

    private static final int MOST = 1_000;

    /** All of {@code [from, to)}. */
    static Slices whole(Instant from, Instant to) {
        return new Slices(List.of(lowest(from)), List.of(lowest(to)));
    }

    /** @param share above 0; from 1 on all of it */
    static Slices of(Instant from, Instant to, double share) {
        double length = Duration.between(from, to).toMillis();
        int count = Math.clamp((long) (share * length / SHORTEST_MS), 1, MOST);
        double part = length / count;
        long piece = Math.max(1, Math.round(share * part));
        if (share >= 1 || piece >= part) {
            return whole(from, to);
        }
        SplittableRandom random = new SplittableRandom(from.toEpochMilli());
        List<String> lows = new ArrayList<>(count);
        List<String> highs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Instant low = from.plusMillis((long) (i * part + random.nextDouble() * (part - piece)));
            lows.add(lowest(low));
            highs.add(lowest(low.plusMillis(piece)));
        }
        return new Slices(lows, highs);
    }

    private static String lowest(Instant time) {
        return DecisionId.lowest(time).toString();
    }
}
