package tino.prediction.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tino.lifecycle.archive.LoggedDecision;
import tino.lifecycle.event.DecisionId;
import tino.prediction.Classifier;
import tino.prediction.Prediction;

/** Makes past predictions again and compares decision by decision; keeps sums only. For one thread. */
public final class PredictionReplay implements Consumer<LoggedDecision> {
    private final Classifier classifier;
    private final String mode;
    private final String layout;
    private final double success;
    private final Sums all = new Sums();
    private final Map<LocalDate, Sums> days = new TreeMap<>();
    private long otherLayout;

    /**
     * @param mode e.g. {@code prec80}
     * @param success the lowest grade that is a yes
     * @throws IllegalArgumentException if the classifier has no such mode
     */
    public PredictionReplay(Classifier classifier, String mode, double success) {
        classifier.threshold(mode);
        this.classifier = classifier;
        this.mode = mode;
        this.layout = classifier.layout().fingerprint();
        this.success = success;
    }

    /**
     * Decisions as they were and as they would be.
     *
     * @param predictions compared
     * @param nowYes said no to then and yes now
     * @param nowNo the other way round
     * @param meanChange of the probability
     */
    public record Difference(
            long predictions, long nowYes, long nowNo, double meanBefore, double meanAfter, double meanChange) {
        /** Share of other decisions. */
        public double other() {
            return (double) (nowYes + nowNo) / predictions;
        }
    }

    /**
     * Of predictions whose outcome is known.
     *
     * @param yes that came true
     * @param called said yes to
     * @param hits said yes to, and came true
     */
    public record Quality(long known, long yes, long called, long hits) {
        public double precision() {
            return (double) hits / called;
        }

        public double recall() {
            return (double) hits / yes;
        }
    }

    public record Day(LocalDate day, Difference difference) {}

    /** @param otherLayout predictions from features of another layout, left out */
    public record Report(Difference all, List<Day> byDay, Quality before, Quality after, long otherLayout) {}

    private static final class Sums {
        private long predictions;
        private long nowYes;
        private long nowNo;
        private double before;
        private double after;
        private double change;
        private long known;
        private long yes;
        private final long[] called = new long[2];
        private final long[] hits = new long[2];

        void add(double was, boolean saidYes, Prediction now, double grade, double success) {
            predictions++;
            nowYes += !saidYes && now.decision() ? 1 : 0;
            nowNo += saidYes && !now.decision() ? 1 : 0;
            before += was;
            after += now.probability();
            change += Math.abs(now.probability() - was);
            if (!Double.isNaN(grade)) {
                boolean came = grade >= success;
                known++;
                yes += came ? 1 : 0;
                count(0, saidYes, came);
                count(1, now.decision(), came);
            }
        }

        private void count(int when, boolean said, boolean came) {
            called[when] += said ? 1 : 0;
            hits[when] += said && came ? 1 : 0;
        }

        Difference difference() {
            return new Difference(
                    predictions, nowYes, nowNo, before / predictions, after / predictions, change / predictions);
        }

        Quality quality(int when) {
            return new Quality(known, yes, called[when], hits[when]);
        }
    }

    @Override
    public void accept(LoggedDecision decision) {
        if (!decision.layout().equals(layout)) {
            otherLayout++;
            return;
        }
        Prediction now = classifier.predict(decision.vectors(), mode);
        double was = decision.scores()[0];
        boolean saidYes = decision.positions()[0] == 1;
        Instant at = DecisionId.time(decision.decision());
        all.add(was, saidYes, now, decision.grades()[0], success);
        days.computeIfAbsent(LocalDate.ofInstant(at, ZoneOffset.UTC), _ -> new Sums())
                .add(was, saidYes, now, decision.grades()[0], success);
    }

    /** @throws IllegalStateException if there was nothing to compare, saying why */
    public Report report() {
        if (all.predictions == 0) {
            throw new IllegalStateException(
                    "Expected predictions of the layout " + layout + " in the period, there are none"
                            + (otherLayout == 0 ? "" : "; " + otherLayout + " are of another layout")
                            + ". Maybe another period, see --from and --to.");
        }
        List<Day> byDay = new ArrayList<>();
        days.forEach((day, sums) -> byDay.add(new Day(day, sums.difference())));
        return new Report(all.difference(), byDay, all.quality(0), all.quality(1), otherLayout);
    }
}
