package tino.ranking.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.archive.LoggedDecision;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Moments;
import tino.lifecycle.statistic.RatioSum;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.bias.Propensities;
import tino.ranking.metric.RankingMetrics;
import tino.ranking.replay.ReplayReport.Difference;
import tino.ranking.replay.ReplayReport.Measure;
import tino.ranking.replay.ReplayReport.Quality;

/** Orders past lists again and compares, list by list; keeps sums only. For one thread, which has others help. */
public final class RankingReplay implements Consumer<LoggedDecision> {
    private static final double CONFIDENCE = 0.95;
    private static final int TOP = 3;
    private static final int TEN = 10;

    /** As when versions in shadow are compared. */
    private static final double WEIGHT_LIMIT = 10;

    private static final int TOGETHER = 1_024;
    private static final long MILLIS_A_DAY = 86_400_000;

    private final Ranker ranker;
    private final @Nullable Ranker against;
    private final String layout;
    private final Propensities propensities;
    private final double success;
    private final Map<Long, Sums> days = new TreeMap<>();
    private final Map<Measure, Pair> quality = new EnumMap<>(Measure.class);
    private List<LoggedDecision> waiting = new ArrayList<>(TOGETHER);
    private CompletableFuture<List<Compared>> comparing = CompletableFuture.completedFuture(List.of());
    private long otherLayout;
    private long laterPages;

    /**
     * @param against whom to compare with, {@code null} for the order that was shown
     * @param success the lowest grade that is what people wanted
     * @throws tino.lifecycle.feature.LayoutMismatch if the two are of different layouts
     */
    public RankingReplay(Ranker ranker, @Nullable Ranker against, double success) {
        if (against != null) {
            against.layout().requireSame(ranker.layout());
        }
        this.ranker = ranker;
        this.against = against;
        this.layout = ranker.layout().fingerprint();
        this.propensities = ranker.propensities() != Propensities.NONE || against == null
                ? ranker.propensities()
                : against.propensities();
        this.success = success;
        for (Measure measure : Measure.values()) {
            quality.put(measure, new Pair());
        }
    }

    private static final class Pair {
        final RatioSum before = new RatioSum();
        final RatioSum after = new RatioSum();
        final RatioSum gain = new RatioSum();

        void add(double valueBefore, double valueAfter, double size) {
            before.add(valueBefore, size);
            after.add(valueAfter, size);
            gain.add(valueAfter - valueBefore, size);
        }
    }

    private static final class Sums {
        long lists;
        long otherFirst;
        long otherTop3;
        double overlap10;
        double rankBiasedOverlap;
        double tau;
        final RatioSum mrrBefore = new RatioSum();
        final RatioSum mrrAfter = new RatioSum();
    }

    @Override
    public void accept(LoggedDecision decision) {
        if (decision.rows() == 0) {
            return;
        }
        if (!decision.layout().equals(layout)) {
            otherLayout++;
        } else if (decision.positions()[0] != 1) {
            laterPages++;
        } else {
            waiting.add(decision);
            if (waiting.size() == TOGETHER) {
                compare();
            }
        }
    }

    /** Lists are compared on all processors while the next are read, and added up in their order, so that the figures are the same every time. */
    private void compare() {
        finish();
        List<LoggedDecision> lists = waiting;
        waiting = new ArrayList<>(TOGETHER);
        comparing = CompletableFuture.supplyAsync(
                () -> lists.parallelStream().map(this::compare).toList());
    }

    private void finish() {
        comparing.join().forEach(this::add);
        comparing = CompletableFuture.completedFuture(List.of());
    }

    /**
     * One list.
     *
     * @param weight of its best success, 0 where nothing succeeded
     * @param foundBefore rank of its best success, 1 is the top
     * @param dcgBest of its outcomes, 0 for none
     */
    private record Compared(
            long day,
            boolean otherFirst,
            boolean otherTop3,
            double overlap10,
            double rankBiasedOverlap,
            double tau,
            double weight,
            int foundBefore,
            int foundAfter,
            double dcgBefore,
            double dcgAfter,
            double dcgBest) {}

    private Compared compare(LoggedDecision decision) {
        int[] shown = shown(decision.rows());
        int[] before = against == null ? shown : order(against, decision);
        int[] after = order(ranker, decision);
        int top = Math.min(TOP, shown.length);
        int found = found(shown, decision.grades());
        double[] gainsBefore = gains(decision, before);
        return new Compared(
                DecisionId.time(decision.decision()).toEpochMilli() / MILLIS_A_DAY,
                before[0] != after[0],
                !Arrays.equals(before, 0, top, after, 0, top),
                RankDistance.overlap(before, after, TEN),
                RankDistance.rankBiasedOverlap(before, after),
                RankDistance.tau(before, after),
                found < 0 ? 0 : weight(decision, found),
                found(before, decision.grades()) + 1,
                found(after, decision.grades()) + 1,
                RankingMetrics.dcg(gainsBefore, TEN),
                RankingMetrics.dcg(gains(decision, after), TEN),
                RankingMetrics.dcg(RankingMetrics.best(gainsBefore), TEN));
    }

    private static int[] shown(int rows) {
        int[] order = new int[rows];
        Arrays.setAll(order, row -> row);
        return order;
    }

    private static int[] order(Ranker ranker, LoggedDecision decision) {
        double[] scores = new double[decision.rows()];
        ranker.score(decision.vectors(), scores.length, scores);
        return Ranking.order(scores, 0, scores.length);
    }

    private void add(Compared list) {
        Sums day = days.computeIfAbsent(list.day, none -> new Sums());
        day.lists++;
        day.otherFirst += list.otherFirst ? 1 : 0;
        day.otherTop3 += list.otherTop3 ? 1 : 0;
        day.overlap10 += list.overlap10;
        day.rankBiasedOverlap += list.rankBiasedOverlap;
        day.tau += list.tau;
        if (list.weight > 0) {
            double weight = list.weight;
            pair(Measure.MRR).add(weight / list.foundBefore, weight / list.foundAfter, weight);
            pair(Measure.HIT3).add(list.foundBefore <= TOP ? weight : 0, list.foundAfter <= TOP ? weight : 0, weight);
            day.mrrBefore.add(weight / list.foundBefore, weight);
            day.mrrAfter.add(weight / list.foundAfter, weight);
        }
        if (list.dcgBest > 0) {
            pair(Measure.NDCG10).add(list.dcgBefore, list.dcgAfter, list.dcgBest);
        }
    }

    private Pair pair(Measure measure) {
        return quality.getOrDefault(measure, new Pair());
    }

    /** The rank (0 is the top) of the first success, −1 without one. */
    private int found(int[] order, float[] grades) {
        for (int rank = 0; rank < order.length; rank++) {
            if (grades[order[rank]] >= success) {
                return rank;
            }
        }
        return -1;
    }

    /** What outcomes are worth, by rank; the normaliser is shared by all lists, as in {@code ListEvaluation.NDCG}. */
    private double[] gains(LoggedDecision decision, int[] order) {
        double[] gains = new double[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            float grade = decision.grades()[order[rank]];
            gains[rank] = grade > 0 ? grade * weight(decision, order[rank]) : 0;
        }
        return gains;
    }

    private double weight(LoggedDecision decision, int row) {
        return propensities.weight(decision.positions()[row], WEIGHT_LIMIT);
    }

    /**
     * What came of it.
     *
     * @throws IllegalStateException if there was no list to compare, saying what was left out
     */
    public ReplayReport report() {
        compare();
        finish();
        if (days.isEmpty()) {
            throw new IllegalStateException("Expected lists of the layout '"
                    + ranker.layout().name() + "' in the period, there are none (" + otherLayout
                    + " of another layout, "
                    + laterPages + " later pages). Maybe another period, see --from and --to.");
        }
        Sums all = new Sums();
        List<Difference> byDay = new ArrayList<>();
        days.forEach((day, sums) -> {
            byDay.add(difference(LocalDate.ofEpochDay(day), sums));
            all.lists += sums.lists;
            all.otherFirst += sums.otherFirst;
            all.otherTop3 += sums.otherTop3;
            all.overlap10 += sums.overlap10;
            all.rankBiasedOverlap += sums.rankBiasedOverlap;
            all.tau += sums.tau;
        });
        List<Quality> judged = new ArrayList<>();
        quality.forEach((measure, pair) -> judged.add(new Quality(
                measure,
                pair.gain.moments().n(),
                interval(pair.before.moments()),
                interval(pair.after.moments()),
                interval(pair.gain.moments()))));
        Difference whole = difference(byDay.getFirst().day(), all);
        return new ReplayReport(
                new Difference(
                        whole.day(),
                        whole.lists(),
                        whole.otherFirst(),
                        whole.otherTop3(),
                        whole.overlap10(),
                        whole.rankBiasedOverlap(),
                        whole.tau(),
                        mean(pair(Measure.MRR).before.moments()),
                        mean(pair(Measure.MRR).after.moments())),
                byDay,
                judged,
                propensities != Propensities.NONE,
                otherLayout,
                laterPages);
    }

    private static Difference difference(LocalDate day, Sums sums) {
        double lists = sums.lists;
        return new Difference(
                day,
                sums.lists,
                sums.otherFirst / lists,
                sums.otherTop3 / lists,
                sums.overlap10 / lists,
                sums.rankBiasedOverlap / lists,
                sums.tau / lists,
                mean(sums.mrrBefore.moments()),
                mean(sums.mrrAfter.moments()));
    }

    private static double mean(Moments moments) {
        return moments.n() == 0 ? Double.NaN : moments.mean();
    }

    /** For one look at a period that was chosen before. */
    private static Interval interval(Moments moments) {
        double error = moments.n() < 2 ? Double.POSITIVE_INFINITY : moments.standardError();
        return Interval.normal(mean(moments), error, CONFIDENCE);
    }
}
