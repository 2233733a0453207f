package tino.server.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.explanation.DecisionReport;
import tino.lifecycle.explanation.Explanation;
import tino.server.decision.DecisionLookup;

/** {@code /console/decisions}: a decision accounted for, each item's score drawn as what its features add. */
@Controller
@RequestMapping("/console/decisions")
final class DecisionsPage {
    private static final int FEATURES = 10;
    /** Scores by floats add up to this. */
    private static final double ROUNDING = 1e-4;

    private final DecisionLookup lookup;

    DecisionsPage(DecisionLookup lookup) {
        this.lookup = lookup;
    }

    /**
     * An item with its bars.
     *
     * @param bars the weightiest, then one for all others if there are more; empty where nothing explains it
     * @param outcomes types of what came of it
     * @param differs whether the explanation does not add up to the score that was logged
     */
    record Row(DecisionReport.Item item, List<Bar> bars, List<String> outcomes, boolean differs) {}

    /**
     * What a feature adds, drawn to the left or right of zero in the middle.
     *
     * @param feature {@code null} for all others together
     * @param others how many these are
     * @param value {@code null} where it is missing
     * @param from left end in percent of the width
     * @param width in percent
     */
    record Bar(
            @Nullable String feature, int others, @Nullable Double value, double amount, String from, String width) {
        static Bar of(@Nullable String feature, int others, double value, double amount, double longest) {
            double length = longest > 0 ? 50 * Math.min(1, Math.abs(amount) / longest) : 0;
            return new Bar(
                    feature,
                    others,
                    Double.isNaN(value) ? null : value,
                    amount,
                    percent(amount < 0 ? 50 - length : 50),
                    percent(length));
        }

        private static String percent(double value) {
            return String.format(Locale.ROOT, "%.2f%%", value);
        }
    }

    @GetMapping
    String ask(@RequestParam(defaultValue = "") String id) {
        return id.isBlank()
                ? "console/decisions"
                : "redirect:/console/decisions/" + UriUtils.encodePathSegment(id.strip(), "UTF-8");
    }

    @GetMapping("/{id}")
    String one(@PathVariable String id, Model page, HttpServletResponse response) {
        DecisionReport report;
        try {
            report = lookup.get(id);
        } catch (ErrorResponseException e) {
            response.setStatus(e.getStatusCode().value());
            page.addAttribute("id", id);
            page.addAttribute("problem", e.getStatusCode().value());
            return "console/decisions";
        }
        page.addAttribute("report", report);
        page.addAttribute(
                "rows", report.items().stream().map(item -> row(report, item)).toList());
        return "console/account";
    }

    /** Of all bars of one author: scores of two are not to be compared. */
    private static double longest(DecisionReport report, @Nullable Variant variant) {
        return report.items().stream()
                .filter(item -> item.variant() == variant)
                .map(DecisionReport.Item::explanation)
                .filter(Objects::nonNull)
                .flatMap(explanation -> bars(explanation, 1).stream())
                .mapToDouble(bar -> Math.abs(bar.amount()))
                .max()
                .orElse(1);
    }

    private static Row row(DecisionReport report, DecisionReport.Item item) {
        Explanation explanation = item.explanation();
        return new Row(
                item,
                explanation == null ? List.of() : bars(explanation, longest(report, item.variant())),
                report.outcomes().stream()
                        .filter(outcome -> item.id().equals(outcome.item()))
                        .map(DecisionReport.Outcome::type)
                        .toList(),
                explanation != null
                        && !explanation.translated()
                        && Math.abs(explanation.score() - item.score())
                                > ROUNDING * Math.max(1, Math.abs(item.score())));
    }

    private static List<Bar> bars(Explanation explanation, double longest) {
        List<Explanation.Contribution> all = explanation.weightiest();
        Stream<Bar> first =
                all.stream().limit(FEATURES).map(one -> Bar.of(one.feature(), 0, one.value(), one.amount(), longest));
        double rest = all.stream()
                .skip(FEATURES)
                .mapToDouble(Explanation.Contribution::amount)
                .sum();
        return all.size() <= FEATURES
                ? first.toList()
                : Stream.concat(first, Stream.of(Bar.of(null, all.size() - FEATURES, Double.NaN, rest, longest)))
                        .toList();
    }
}
