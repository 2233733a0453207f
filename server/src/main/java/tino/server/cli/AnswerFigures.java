package tino.server.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.language.evaluate.EvaluationResult;
import tino.language.evaluate.Measure;
import tino.language.evaluate.Regression;
import tino.language.evaluate.Summary;
import tino.language.evaluate.Summary.Figure;

/**
 * An evaluation of answers as it is printed.
 *
 * @param questions of the benchmark
 * @param regression against the result before, {@code null} for none
 * @param run it was recorded as, {@code null}: it was not
 */
record AnswerFigures(
        int questions,
        EvaluationResult result,
        @Nullable Regression regression,
        @Nullable UUID run) {
    private static final List<Measure> RECALL =
            List.of(Measure.RECALL_AT_1, Measure.RECALL_AT_3, Measure.RECALL_AT_5, Measure.RECALL_AT_10);

    void print(Output output) {
        EvaluationResult.Head head = result.head();
        output.print(String.format(
                Locale.ROOT,
                "%s %s, answered by %s: %d questions",
                head.benchmark(),
                head.version(),
                head.system(),
                questions));
        head.remarks().forEach(output::remark);
        Summary summary = result.summary();
        summary.all().forEach((measure, figure) -> output.print(line(measure, figure)));
        if (summary.failed() > 0) {
            output.print(summary.failed() + " questions could not be answered, e.g.: "
                    + result.questions().stream()
                            .filter(question -> question.error() != null)
                            .findFirst()
                            .map(question -> question.id() + ": " + question.error())
                            .orElse(""));
        }
        if (summary.categories().size() > 1) {
            output.print("F1 and recall by category:");
            summary.categories()
                    .forEach((category, figures) -> output.print(String.format(
                            Locale.ROOT,
                            "  %-36s %4d  F1 %s  R@1 %s  R@5 %s",
                            category,
                            figures.values().stream()
                                    .mapToInt(Figure::questions)
                                    .max()
                                    .orElse(0),
                            mean(figures, Measure.F1),
                            mean(figures, Measure.RECALL_AT_1),
                            mean(figures, Measure.RECALL_AT_5))));
        }
        if (regression != null) {
            output.print("Against the result before, over " + regression.questions() + " questions:");
            regression
                    .changes()
                    .forEach(change -> output.print(String.format(
                            Locale.ROOT,
                            "  %-20s %.4f -> %.4f  %+.4f (%+.4f to %+.4f)  %s",
                            change.measure(),
                            change.before(),
                            change.now(),
                            change.difference().mean(),
                            change.difference().low(),
                            change.difference().high(),
                            change.verdict().name().toLowerCase(Locale.ROOT))));
        }
        if (run != null) {
            output.print("Recorded as run " + run);
        }
    }

    private static String line(String measure, Figure figure) {
        return String.format(
                Locale.ROOT,
                "  %-20s %.4f  (%.4f to %.4f, %d questions)",
                measure,
                figure.mean(),
                figure.low(),
                figure.high(),
                figure.questions());
    }

    private static String mean(Map<String, Figure> figures, Measure measure) {
        Figure figure = figures.get(measure.key());
        return figure == null ? "   –  " : String.format(Locale.ROOT, "%.4f", figure.mean());
    }

    /** Figures by name, those that do not apply {@code null}; of recall by depth. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("benchmark", result.head().benchmark());
        json.put("version", result.head().version());
        json.put("hash", result.head().hash());
        json.put("system", result.head().system());
        json.put("questions", questions);
        json.put("failed", result.summary().failed());
        json.putAll(figures(result.summary().all()));
        json.put("by_category", grouped(result.summary().categories()));
        json.put("by_difficulty", grouped(result.summary().difficulties()));
        Map<String, Object> intervals = new LinkedHashMap<>();
        result.summary()
                .all()
                .forEach((measure, figure) -> intervals.put(measure, List.of(figure.low(), figure.high())));
        json.put("intervals", intervals);
        json.put("remarks", result.head().remarks());
        if (regression != null) {
            json.put("against", regression);
        }
        if (run != null) {
            json.put("run", run.toString());
        }
        return json;
    }

    private static Map<String, Object> grouped(Map<String, Map<String, Figure>> groups) {
        Map<String, Object> all = new LinkedHashMap<>();
        groups.forEach((group, figures) -> {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put(
                    "questions",
                    figures.values().stream().mapToInt(Figure::questions).max().orElse(0));
            json.putAll(figures(figures));
            all.put(group, json);
        });
        return all;
    }

    private static Map<String, @Nullable Object> figures(Map<String, Figure> figures) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Map<String, @Nullable Object> recall = new LinkedHashMap<>();
        json.put("recall_at", recall);
        for (Measure measure : Measure.values()) {
            Figure figure = figures.get(measure.key());
            Double mean = figure == null ? null : figure.mean();
            if (RECALL.contains(measure)) {
                recall.put(measure.key().substring("recall_at_".length()), mean);
            } else {
                json.put(measure.key(), mean);
            }
        }
        return json;
    }
}
