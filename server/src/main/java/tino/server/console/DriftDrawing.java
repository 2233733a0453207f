package tino.server.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.drift.CategoryTally;
import tino.lifecycle.drift.NumberTally;
import tino.lifecycle.drift.Tally;
import tino.lifecycle.drift.VectorTally;

/**
 * Two distributions over the same bars. Heights are shares of the tallest bar, places shares of the width, both in percent.
 *
 * @param from what the left end stands for @param to the right end; both {@code null} where bars have names
 */
record DriftDrawing(
        List<Bar> bars, @Nullable Double from, @Nullable Double to) {
    private static final int BARS = 24;
    private static final int NAMES = 8;
    /** Of the training's values lie outside of what is drawn, at either end. */
    private static final double TAIL = 0.005;

    /** @param name {@code null} for a range of numbers, empty for all other categories @param before share @param now share */
    record Bar(@Nullable String name, int index, int count, double before, double now, double highest) {
        public String x() {
            return percent((double) index / count);
        }

        /** Where the second of a pair stands. */
        public String half() {
            return percent((index + 0.5) / count);
        }

        public String width() {
            return percent(0.92 / count);
        }

        public String halfWidth() {
            return percent(0.42 / count);
        }

        public String y(double share) {
            return percent(1 - share / highest);
        }

        public String height(double share) {
            return percent(share / highest);
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    /** @return {@code null} where there is nothing to draw */
    static @Nullable DriftDrawing of(@Nullable Tally before, @Nullable Tally now) {
        return switch (before) {
            case NumberTally numbers
            when now instanceof NumberTally others && numbers.present() > 0 -> of(numbers, others);
            case CategoryTally names
            when now instanceof CategoryTally others && names.present() > 0 -> of(names, others);
            case VectorTally vectors
            when now instanceof VectorTally others && vectors.present() > 0 -> of(vectors.vectors(), others.vectors());
            case null, default -> null;
        };
    }

    private static DriftDrawing of(NumberTally before, NumberTally now) {
        double[] edges = before.edges();
        long[] counts = before.counts();
        double from = quantile(edges, counts, TAIL);
        double to = quantile(edges, counts, 1 - TAIL);
        if (to <= from) {
            from -= 0.5;
            to += 0.5;
        }
        boolean values = edges.length <= BARS + 1;
        return bars(spread(edges, counts, from, to, values), spread(edges, now.counts(), from, to, values), from, to);
    }

    private static double quantile(double[] edges, long[] counts, double share) {
        double total = Arrays.stream(counts).sum();
        long below = 0;
        for (int bin = 0; bin < edges.length; bin++) {
            below += counts[bin];
            if (below >= share * total) {
                return edges[bin];
            }
        }
        return edges[edges.length - 1];
    }

    /** Counts of bins over bars of equal width, evenly within a bin. @param values whether each bin is a single value */
    private static double[] spread(double[] edges, long[] counts, double from, double to, boolean values) {
        double[] bars = new double[BARS];
        for (int bin = 0; bin < counts.length; bin++) {
            double high = bin < edges.length ? edges[bin] : Math.max(to, edges[edges.length - 1]);
            double low = values || bin == 0 || bin == edges.length ? high : edges[bin - 1];
            int first = bar(low, from, to);
            int last = Math.max(first, bar(high, from, to));
            for (int bar = first; bar <= last; bar++) {
                bars[bar] += (double) counts[bin] / (last - first + 1);
            }
        }
        return bars;
    }

    private static int bar(double value, double from, double to) {
        return Math.clamp((long) (BARS * (value - from) / (to - from)), 0, BARS - 1);
    }

    private static DriftDrawing of(CategoryTally before, CategoryTally now) {
        List<String> names =
                new ArrayList<>(before.names().stream().limit(NAMES).toList());
        double[] was = first(before.counts(), names.size());
        double[] is = first(now.counts(), names.size());
        names.add("");
        return bars(was, is, names, null, null);
    }

    /** The first so many, and all others together. */
    private static double[] first(long[] counts, int many) {
        double[] kept = new double[many + 1];
        for (int i = 0; i < counts.length; i++) {
            kept[Math.min(i, many)] += counts[i];
        }
        return kept;
    }

    /** By their distance from the middle of the training's. */
    private static DriftDrawing of(float[][] before, float[][] now) {
        double[] middle = new double[before[0].length];
        for (float[] vector : before) {
            for (int i = 0; i < middle.length; i++) {
                middle[i] += vector[i] / before.length;
            }
        }
        double[] was = Arrays.stream(before)
                .mapToDouble(vector -> distance(vector, middle))
                .toArray();
        double[] is = Arrays.stream(now)
                .mapToDouble(vector -> distance(vector, middle))
                .toArray();
        double from = Arrays.stream(was).min().orElse(0);
        double to = Math.max(from + 1e-6, Arrays.stream(was).max().orElse(1));
        return bars(counted(was, from, to), counted(is, from, to), from, to);
    }

    private static double distance(float[] vector, double[] middle) {
        return Math.sqrt(IntStream.range(0, middle.length)
                .mapToDouble(i -> (vector[i] - middle[i]) * (vector[i] - middle[i]))
                .sum());
    }

    private static double[] counted(double[] values, double from, double to) {
        double[] bars = new double[BARS];
        for (double value : values) {
            bars[bar(value, from, to)]++;
        }
        return bars;
    }

    private static DriftDrawing bars(double[] before, double[] now, double from, double to) {
        return bars(before, now, null, from, to);
    }

    private static DriftDrawing bars(
            double[] before, double[] now, @Nullable List<String> names, @Nullable Double from, @Nullable Double to) {
        double total = Math.max(1, Arrays.stream(before).sum());
        double totalNow = Math.max(1, Arrays.stream(now).sum());
        double highest = 0;
        for (int i = 0; i < before.length; i++) {
            highest = Math.max(highest, Math.max(before[i] / total, now[i] / totalNow));
        }
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            bars.add(new Bar(
                    names == null ? null : names.get(i),
                    i,
                    before.length,
                    before[i] / total,
                    now[i] / totalNow,
                    highest == 0 ? 1 : highest));
        }
        return new DriftDrawing(bars, from, to);
    }
}
