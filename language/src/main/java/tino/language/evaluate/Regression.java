package tino.language.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.PairedBootstrap;

/**
 * Whether answers got better or worse: two results over the same questions, pair by pair.
 *
 * <p>Each verdict holds with 95 % for itself. Of twenty measures that did not change, one is to be expected to look as if it had.
 *
 * @param questions that both were asked, in the same words
 * @param changes one a measure that both have
 */
public record Regression(int questions, List<Change> changes) {

    /** What happened to a measure. */
    public enum Verdict {
        BETTER,
        WORSE,
        /** The interval of the difference has 0 in it. */
        UNCLEAR
    }

    /**
     * What happened to a measure.
     *
     * @param questions to which it applies in both
     * @param before mean over them, like {@code now}
     * @param difference now less before, with its 95 % interval
     */
    public record Change(
            String measure, int questions, double before, double now, Interval difference, Verdict verdict) {}

    /** @throws IllegalArgumentException if they have no question in common */
    public static Regression of(EvaluationResult now, EvaluationResult before, RandomGenerator random) {
        Map<String, QuestionResult> earlier =
                before.questions().stream().collect(Collectors.toMap(QuestionResult::id, Function.identity()));
        List<QuestionResult> ours = new ArrayList<>();
        List<QuestionResult> theirs = new ArrayList<>();
        for (QuestionResult question : now.questions()) {
            QuestionResult other = earlier.get(question.id());
            if (other != null && other.question().equals(question.question())) {
                ours.add(question);
                theirs.add(other);
            }
        }
        if (ours.isEmpty()) {
            throw new IllegalArgumentException("Expected results over the same questions, got "
                    + now.head().benchmark() + " " + now.head().version() + " and "
                    + before.head().benchmark() + " " + before.head().version() + ", which have none in common.");
        }
        List<Change> changes = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            change(measure, ours, theirs, random, changes);
        }
        return new Regression(ours.size(), changes);
    }

    private static void change(
            Measure measure,
            List<QuestionResult> ours,
            List<QuestionResult> theirs,
            RandomGenerator random,
            List<Change> changes) {
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            double[] pair = {ours.get(i).value(measure), theirs.get(i).value(measure)};
            if (Double.isFinite(pair[0]) && Double.isFinite(pair[1])) {
                pairs.add(pair);
            }
        }
        if (pairs.isEmpty()) {
            return;
        }
        double[] now = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
        double[] before = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
        Interval difference = PairedBootstrap.difference(now, before, Summary.CONFIDENCE, random);
        changes.add(new Change(
                measure.key(), pairs.size(), mean(before), mean(now), difference, verdict(measure, difference)));
    }

    private static Verdict verdict(Measure measure, Interval difference) {
        if (difference.contains(0)) {
            return Verdict.UNCLEAR;
        }
        return difference.low() > 0 == measure.moreIsBetter() ? Verdict.BETTER : Verdict.WORSE;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** What got worse, surely. */
    public List<Change> worse() {
        return changes.stream()
                .filter(change -> change.verdict == Verdict.WORSE)
                .toList();
    }
}
