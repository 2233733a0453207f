package tino.server.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Reliability;
import tino.prediction.metric.Confusion;
import tino.prediction.metric.GroupRates;
import tino.prediction.metric.Judgement;
import tino.prediction.threshold.OperatingMode;
import tino.prediction.threshold.Threshold;

/** What was measured of a classifier, for people and for scripts. */
final class PredictedFigures {
    private static final int WIDTH = 50;

    private PredictedFigures() {}

    /** Figures by name, and their 95 % intervals under {@code intervals}. */
    static Map<String, @Nullable Object> json(Judgement judgement) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        Map<String, @Nullable Object> intervals = new LinkedHashMap<>();
        measures(judgement).forEach((name, interval) -> {
            result.put(name, Output.finite(interval.mean()));
            intervals.put(name, ends(interval));
        });
        result.put("threshold", judgement.threshold());
        result.put("rows", judgement.cases());
        result.put("positives", judgement.positives());
        result.put("intervals", intervals);
        result.put("confusion", Map.of("at_half", judgement.atHalf(), "at_threshold", judgement.atThreshold()));
        result.put("reliability", judgement.reliability().bins());
        Map<String, @Nullable Object> groups = new LinkedHashMap<>();
        for (GroupRates rates : judgement.groups()) {
            groups.put(rates.attribute(), json(rates));
        }
        if (!groups.isEmpty()) {
            result.put("groups", groups);
        }
        return result;
    }

    private static Map<String, @Nullable Object> json(GroupRates rates) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("demographic_parity_gap", Output.interval(rates.demographicParity()));
        result.put("equal_opportunity_gap", Output.interval(rates.equalOpportunity()));
        Map<String, @Nullable Object> groups = new LinkedHashMap<>();
        for (GroupRates.Group group : rates.groups()) {
            groups.put(
                    group.name(),
                    Map.of(
                            "rows", group.confusion().cases(),
                            "called", group.confusion().calledShare(),
                            "precision", group.confusion().precision(),
                            "recall", group.confusion().recall()));
        }
        result.put("groups", groups);
        return result;
    }

    static Map<String, @Nullable Object> json(Threshold threshold) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("threshold", threshold.threshold());
        result.put("precision", threshold.precision());
        result.put("recall", threshold.recall());
        result.put("bound", Output.finite(threshold.bound()));
        result.put("called", threshold.called());
        return result;
    }

    private static List<@Nullable Double> ends(Interval interval) {
        return Arrays.asList(Output.finite(interval.low()), Output.finite(interval.high()));
    }

    static Map<String, Interval> measures(Judgement judgement) {
        Map<String, Interval> measures = new LinkedHashMap<>();
        measures.put("error", judgement.error());
        measures.put("roc_auc", judgement.rocArea());
        measures.put("pr_auc", judgement.prArea());
        measures.put("log_loss", judgement.logLoss());
        measures.put("brier", judgement.brier());
        measures.put("ece", judgement.calibrationError());
        measures.put("precision", judgement.precision());
        measures.put("recall", judgement.recall());
        return measures;
    }

    static void print(Judgement judgement, Output output) {
        measures(judgement).forEach((name, interval) -> output.print(line(name, interval)));
        output.print(String.format(
                Locale.ROOT, "%-10s %.4f: %s", "threshold", judgement.threshold(), words(judgement.atThreshold())));
        output.print(String.format(Locale.ROOT, "%-10s %.4f: %s", "", 0.5, words(judgement.atHalf())));
        for (GroupRates rates : judgement.groups()) {
            output.print(line(rates.attribute() + ": demographic parity gap", rates.demographicParity()));
            output.print(line(rates.attribute() + ": equal opportunity gap", rates.equalOpportunity()));
            for (GroupRates.Group group : rates.groups()) {
                output.print(String.format(
                        Locale.ROOT,
                        "  %s: %d rows, %.3f called, precision %.3f, recall %.3f",
                        group.name(),
                        group.confusion().cases(),
                        group.confusion().calledShare(),
                        group.confusion().precision(),
                        group.confusion().recall()));
            }
        }
        diagram(judgement.reliability(), output);
    }

    private static String line(String name, Interval interval) {
        return String.format(
                Locale.ROOT, "%-10s %.4f  (%.4f to %.4f)", name, interval.mean(), interval.low(), interval.high());
    }

    private static String words(Confusion confusion) {
        return confusion.truePositives() + " rightly and " + confusion.falsePositives() + " wrongly called, "
                + confusion.falseNegatives() + " missed, " + confusion.trueNegatives() + " rightly left";
    }

    /** A row a bin: what was said (○), what came true (●), both (◉). */
    private static void diagram(Reliability reliability, Output output) {
        output.print("said ○, came true ●, 0 to 1:");
        for (Reliability.Bin bin : reliability.bins()) {
            char[] row = "·".repeat(WIDTH + 1).toCharArray();
            int said = (int) Math.round(WIDTH * bin.predicted());
            int came = (int) Math.round(WIDTH * bin.observed());
            row[said] = '○';
            row[came] = said == came ? '◉' : '●';
            output.print(String.format(
                    Locale.ROOT,
                    "%.2f–%.2f %s %.3f %.3f %8d",
                    bin.from(),
                    bin.to(),
                    new String(row),
                    bin.predicted(),
                    bin.observed(),
                    bin.count()));
        }
    }

    static String sentence(Threshold threshold) {
        String promise = threshold.mode().aim() == OperatingMode.Aim.BALANCED
                ? "best F1"
                : String.format(
                        Locale.ROOT,
                        "%s at least %.3f with 95 %% confidence",
                        threshold.mode().aim().name().toLowerCase(Locale.ROOT),
                        threshold.bound());
        return String.format(
                Locale.ROOT,
                "%-9s from %.4f on: precision %.3f, recall %.3f; %s",
                threshold.mode().name(),
                threshold.threshold(),
                threshold.precision(),
                threshold.recall(),
                promise);
    }
}
