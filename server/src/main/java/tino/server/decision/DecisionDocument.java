package tino.server.decision;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.explanation.DecisionReport;
import tino.lifecycle.explanation.Explanation;

/** A decision's report as JSON has it. */
public final class DecisionDocument {
    private DecisionDocument() {}

    public static Map<String, Object> of(DecisionReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("decision_id", report.id().toString());
        document.put("at", report.at().toString());
        document.put("model", report.model());
        put(document, "version", report.version());
        put(document, "arm", report.arm());
        put(document, "fallback", lower(report.fallback()));
        put(document, "champion_then", report.live());
        document.put("asked", report.asked());
        document.put(
                "scored_by",
                report.authors().stream().map(DecisionDocument::author).toList());
        document.put(
                "items", report.items().stream().map(DecisionDocument::item).toList());
        document.put(
                "outcomes",
                report.outcomes().stream().map(DecisionDocument::outcome).toList());
        return document;
    }

    private static Map<String, Object> author(DecisionReport.Author author) {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "variant", letter(author.variant()));
        put(document, "version", author.version());
        if (author.registered() != null) {
            document.put("registered_at", author.registered().createdAt().toString());
            document.put("code_commit", author.registered().codeCommit());
            document.put("metrics", author.registered().metrics());
            put(document, "dataset", author.registered().dataset());
            put(document, "run", author.registered().run());
        }
        if (author.dataset() != null) {
            document.put("dataset_rows", author.dataset().rows());
            document.put("dataset_from", author.dataset().period().from().toString());
            document.put("dataset_to", author.dataset().period().to().toString());
        }
        if (author.run() != null) {
            document.put("run_reason", author.run().reason());
            document.put("run_started_at", author.run().startedAt().toString());
        }
        put(document, "unexplained", author.unexplained());
        return document;
    }

    private static Map<String, Object> item(DecisionReport.Item item) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", item.id());
        document.put("position", item.position());
        put(document, "score", finite(item.score()));
        put(document, "variant", letter(item.variant()));
        Explanation explanation = item.explanation();
        if (explanation != null) {
            document.put("baseline", explanation.baseline());
            document.put("explained_score", explanation.score());
            document.put(
                    "contributions",
                    explanation.contributions().stream()
                            .sorted(Comparator.comparingDouble(one -> -Math.abs(one.amount())))
                            .map(DecisionDocument::contribution)
                            .toList());
        }
        return document;
    }

    private static Map<String, Object> contribution(Explanation.Contribution one) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("feature", one.feature());
        put(document, "value", finite(one.value()));
        document.put("amount", one.amount());
        return document;
    }

    private static Map<String, Object> outcome(DecisionReport.Outcome outcome) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", outcome.type());
        put(document, "item", outcome.item());
        document.put("at", outcome.at().toString());
        return document;
    }

    /** What is not there is left out. */
    private static void put(Map<String, Object> document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, value);
        }
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable String letter(@Nullable Variant variant) {
        return variant == null ? null : variant.name();
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
