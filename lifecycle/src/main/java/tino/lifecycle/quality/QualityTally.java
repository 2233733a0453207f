package tino.lifecycle.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tino.lifecycle.statistic.ConfidenceEstimate;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Moments;
import tino.lifecycle.statistic.Reliability;

/**
 * What answers of some time came to; tallies of other times can be added. Its size does not grow with the answers.
 *
 * @param answers that the version gave
 * @param looked of these it is known what came of them: fewer, where there were too many to look at them all
 * @param outcomes of {@code looked} with any outcome
 * @param hits of {@code looked} with a success among the first
 * @param watched answers that {@code prompt} is of
 * @param prompt of {@code watched} an outcome came soon: within the time after which one may be missed
 * @param plain answers outside of trials and experiments that were the version's to give
 * @param fallbacks of {@code plain} the fallback had to give
 * @param times step of the scale of {@link #step} to how many answers took so long
 * @param ndcg of the lists of which something came
 * @param unreadable answers without a probability or decision that can be read
 * @param cells answers with a probability
 */
public record QualityTally(
        long answers,
        long looked,
        long outcomes,
        long hits,
        long watched,
        long prompt,
        long plain,
        long fallbacks,
        Map<Integer, Long> times,
        Moments ndcg,
        long unreadable,
        List<Cell> cells) {
    public static final QualityTally NONE =
            new QualityTally(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Moments.NONE, 0, List.of());

    /** Bins of probabilities, equally wide. */
    public static final int BINS = 20;

    /** Steps of a doubling of time: each is 9 % more than the one before. */
    public static final int STEPS = 8;

    private static final double CONFIDENCE = 0.95;
    private static final double P95 = 0.95;

    /**
     * Answers of about the same probability and the same decision.
     *
     * @param bin of 0 to {@link #BINS} − 1
     * @param sum of their probabilities
     * @param known of these it is known what would have been right
     * @param knownSum of the probabilities of these
     * @param right of these a yes would have been
     */
    public record Cell(int bin, boolean yes, long count, double sum, long known, double knownSum, long right) {
        Cell plus(Cell other) {
            return new Cell(
                    bin,
                    yes,
                    count + other.count,
                    sum + other.sum,
                    known + other.known,
                    knownSum + other.knownSum,
                    right + other.right);
        }
    }

    public QualityTally {
        times = Map.copyOf(times);
        cells = List.copyOf(cells);
    }

    public QualityTally plus(QualityTally other) {
        SortedMap<Integer, Long> allTimes = new TreeMap<>(times);
        other.times.forEach((step, count) -> allTimes.merge(step, count, Long::sum));
        SortedMap<Integer, Cell> allCells = new TreeMap<>();
        for (List<Cell> part : List.of(cells, other.cells)) {
            part.forEach(cell -> allCells.merge(2 * cell.bin + (cell.yes ? 1 : 0), cell, Cell::plus));
        }
        return new QualityTally(
                answers + other.answers,
                looked + other.looked,
                outcomes + other.outcomes,
                hits + other.hits,
                watched + other.watched,
                prompt + other.prompt,
                plain + other.plain,
                fallbacks + other.fallbacks,
                allTimes,
                ndcg.plus(other.ndcg),
                unreadable + other.unreadable,
                List.copyOf(allCells.values()));
    }

    /** 95th percentile of the time of an answer in ms, at most 9 % too high; NaN where none is known. */
    public double p95() {
        long all = times.values().stream().mapToLong(Long::longValue).sum();
        long below = 0;
        for (Map.Entry<Integer, Long> step : new TreeMap<>(times).entrySet()) {
            below += step.getValue();
            if (below >= P95 * all) {
                return Math.pow(2, (double) step.getKey() / STEPS) / 1e3;
            }
        }
        return Double.NaN;
    }

    /** How the probabilities were borne out, as far as it is known. */
    public Reliability reliability() {
        List<Reliability.Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int at = bin;
            Cell both = cells.stream()
                    .filter(cell -> cell.bin == at)
                    .reduce(new Cell(at, false, 0, 0, 0, 0, 0), Cell::plus);
            if (both.known > 0) {
                bins.add(new Reliability.Bin(
                        (double) bin / BINS,
                        (bin + 1.0) / BINS,
                        both.known,
                        both.knownSum / both.known,
                        (double) both.right / both.known));
            }
        }
        return new Reliability(bins);
    }

    /** What the decisions will have come to, whether it is known yet or not. @param reference how such probabilities were borne out */
    public ConfidenceEstimate estimate(Reliability reference) {
        return ConfidenceEstimate.of(
                cells.stream()
                        .map(cell -> new ConfidenceEstimate.Group(cell.sum / cell.count, cell.count, cell.yes))
                        .toList(),
                reference,
                CONFIDENCE);
    }

    /** Decisions of which it is known what would have been right. */
    public long known() {
        return cells.stream().mapToLong(Cell::known).sum();
    }

    /** A figure as it came out, with its interval of 95 %; not a number where nothing is known of it. */
    public Interval figure(Figure figure) {
        return switch (figure) {
            case OUTCOME -> share(outcomes, looked);
            case HIT -> share(hits, looked);
            case FALLBACK -> share(fallbacks, plain);
            case NDCG -> ndcg.n() == 0 ? share(0, 0) : Interval.normal(ndcg.mean(), ndcg.standardError(), CONFIDENCE);
            case ACCURACY -> share(sum(true, true) + sum(false, false), known());
            case PRECISION -> share(sum(true, true), sum(true, true) + sum(true, false));
            case RECALL -> share(sum(true, true), sum(true, true) + sum(false, true));
            case CALIBRATION -> {
                double error = reliability().expectedError();
                yield new Interval(error, Double.NaN, Double.NaN, CONFIDENCE);
            }
        };
    }

    /** Decisions that were so and should have been so. */
    private long sum(boolean yes, boolean right) {
        return cells.stream()
                .filter(cell -> cell.yes == yes)
                .mapToLong(cell -> right ? cell.right : cell.known - cell.right)
                .sum();
    }

    private static Interval share(long successes, long n) {
        return Interval.share(successes, n, CONFIDENCE);
    }
}
