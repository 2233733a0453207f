package tino.lifecycle.drift;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Numbers counted between edges that the baseline's own quantiles gave. A sketch that finds its edges by itself (KLL, t-digest) errs by
 * a part of the ranks; here the share of values up to each edge is exact, however much is merged, and what happens between two
 * edges holds at most 1/128 of the baseline unless one value does.
 */
public final class NumberTally extends Tally {
    private static final int BINS = 128;
    /** Relative. */
    private static final double HAIR = 1e-9;

    private final double[] edges;
    private final long[] counts;
    private long finite;
    private double mean;
    private double squares;

    private NumberTally(double[] edges) {
        this.edges = edges;
        this.counts = new long[edges.length + 1];
    }

    /** An empty one whose bins hold about equal shares of these values, or one value each where there are few. */
    static NumberTally shapedBy(double[] values) {
        double[] sorted =
                DoubleStream.of(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new NumberTally(new double[0]);
        }
        double[] distinct = DoubleStream.of(sorted).distinct().toArray();
        double[] chosen = distinct.length <= BINS
                ? distinct
                : DoubleStream.iterate(1, i -> i <= BINS, i -> i + 1)
                        .map(i -> sorted[(int) Math.ceil(i * sorted.length / BINS) - 1])
                        .distinct()
                        .toArray();
        // What lies below all that was seen shall be told from the least.
        double below = sorted[0] - Math.max(1, Math.abs(sorted[0])) * HAIR;
        return new NumberTally(DoubleStream.concat(DoubleStream.of(below), DoubleStream.of(chosen))
                .toArray());
    }

    @Override
    public Column.Kind kind() {
        return Column.Kind.NUMBER;
    }

    @Override
    boolean count(long lot, Object value) {
        if (!(value instanceof Number number)) {
            return false;
        }
        double x = number.doubleValue();
        int found = Arrays.binarySearch(edges, x);
        counts[found >= 0 ? found : -found - 1]++;
        if (Double.isFinite(x)) {
            finite++;
            double off = x - mean;
            mean += off / finite;
            squares += off * (x - mean);
        }
        return true;
    }

    @Override
    void include(Tally other) {
        NumberTally added = (NumberTally) other;
        if (!Arrays.equals(edges, added.edges)) {
            throw new IllegalArgumentException(
                    "Only counts between the same edges can be added; these are of two baselines.");
        }
        for (int bin = 0; bin < counts.length; bin++) {
            counts[bin] += added.counts[bin];
        }
        long both = finite + added.finite;
        if (both > 0) {
            double off = added.mean - mean;
            mean += off * added.finite / both;
            squares += added.squares + off * off * finite / both * added.finite;
            finite = both;
        }
    }

    @Override
    public Tally emptied() {
        return new NumberTally(edges);
    }

    @Override
    public long present() {
        return Arrays.stream(counts).sum();
    }

    /** Upper edges of all bins but the last, which has none; rising. */
    public double[] edges() {
        return edges.clone();
    }

    /** One a bin, one more than there are edges. */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * The bins taken together to at most so many, with about equal shares of this one: what a stability index is read from. @param
     * other of the same shape, whose counts are to be grouped
     */
    long[] grouped(NumberTally other, int groups) {
        long[] grouped = new long[groups];
        double total = Math.max(1, present());
        long below = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            double middle = (below + counts[bin] / 2.0) / total;
            grouped[Math.min(groups - 1, (int) (groups * middle))] += other.counts[bin];
            below += counts[bin];
        }
        return grouped;
    }

    /** Of the finite values, 0 of none. */
    public double mean() {
        return mean;
    }

    /** Standard deviation of the finite values, 0 of fewer than two. */
    public double deviation() {
        return finite < 2 ? 0 : Math.sqrt(squares / (finite - 1));
    }

    /** Whether its shape knows nothing but 0 and 1. */
    public boolean binary() {
        return edges.length > 1 && Arrays.stream(edges).skip(1).allMatch(edge -> edge == 0 || edge == 1);
    }

    @Override
    void write(ObjectNode to) {
        to.put("mean", mean).put("std", deviation());
        if (binary()) {
            to.put("rate1", mean);
        }
        to.put("finite", finite).put("squares", squares);
        ArrayNode edgeNodes = to.putArray("edges");
        Arrays.stream(edges).forEach(edgeNodes::add);
        ArrayNode countNodes = to.putArray("counts");
        Arrays.stream(counts).forEach(countNodes::add);
    }

    static NumberTally read(JsonNode json) {
        JsonNode edgeNodes = json.path("edges");
        NumberTally tally = new NumberTally(
                edgeNodes.valueStream().mapToDouble(JsonNode::asDouble).toArray());
        for (int bin = 0; bin < tally.counts.length; bin++) {
            tally.counts[bin] = json.path("counts").path(bin).asLong();
        }
        tally.finite = json.path("finite").asLong();
        tally.mean = json.path("mean").asDouble();
        tally.squares = json.path("squares").asDouble();
        return tally;
    }
}
