package tino.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.explanation.DecisionReport;
import tino.lifecycle.explanation.Decisions;
import tino.lifecycle.explanation.Explanation;
import tino.server.Models;
import tino.server.Platform;
import tino.server.decision.DecisionDocument;
import tino.server.decision.DecisionLookup;

/** {@code tino why}: accounts for one decision. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = {
            "Says why something was answered: by whom, from which features, and what each added to the score.",
            "Also what the version was learned from, what was champion then, and what came of it."
        })
final class WhyCommand implements Callable<Integer> {
    private static final int ITEMS = 3;
    private static final int FEATURES = 8;

    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "DECISION", description = "The decision_id of an answer.")
    private String decision = "";

    @Option(names = "--item", paramLabel = "ID", description = "Explains this item (default: the first three).")
    private @Nullable String item;

    @Override
    public Integer call() {
        UUID id = id();
        try (Platform platform = Platform.open()) {
            Decisions decisions =
                    platform.decisions(List.copyOf(Models.pipelines(platform).values()));
            DecisionReport report = decisions
                    .find(id)
                    .orElseThrow(() -> new Failure(Exit.NOT_FOUND, DecisionLookup.missing(decisions, id)));
            print(report);
            output.result(DecisionDocument.of(report));
            return Exit.OK;
        }
    }

    private UUID id() {
        try {
            return DecisionLookup.parse(decision);
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, "DECISION: " + e.getMessage(), e);
        }
    }

    private void print(DecisionReport report) {
        List<DecisionReport.Item> explained = report.items().stream()
                .filter(one -> item == null || one.id().equals(item))
                .limit(ITEMS)
                .toList();
        if (item != null && explained.isEmpty()) {
            throw new Failure(Exit.NOT_FOUND, "The decision " + report.id() + " has no item '" + item + "'.");
        }
        output.print(report.id() + "  " + report.at());
        report.asked().forEach((name, value) -> output.print("  " + name + ": " + value));
        output.print("  answered by " + by(report)
                + (report.arm() == null ? "" : ", " + report.arm())
                + (report.live() == null ? "; nobody was champion" : "; version " + report.live() + " was champion"));
        report.authors().forEach(this::print);
        for (DecisionReport.Item one : explained) {
            output.print(line(
                    "  %3d. %s  %.4f%s",
                    one.position(), one.id(), one.score(), one.variant() == null ? "" : " (" + one.variant() + ")"));
            if (one.explanation() != null) {
                print(one.explanation());
            }
        }
        if (item == null && report.items().size() > explained.size()) {
            output.print("  and " + (report.items().size() - explained.size())
                    + " more; --item ID explains one, --json has all");
        }
        output.print(report.outcomes().isEmpty() ? "  nothing came of it so far" : "  what came of it:");
        report.outcomes()
                .forEach(outcome -> output.print("    " + outcome.at() + "  " + outcome.type()
                        + (outcome.item() == null ? "" : "  " + outcome.item())));
    }

    private static String by(DecisionReport report) {
        if (report.authors().size() > 1) {
            return "two variants of an experiment together";
        }
        return report.version() == null
                ? "the fallback of " + report.model()
                        + (report.fallback() == null
                                ? ""
                                : " (" + report.fallback().toLowerCase(Locale.ROOT) + ")")
                : report.model() + " version " + report.version();
    }

    private void print(DecisionReport.Author author) {
        String name = (author.variant() == null ? "" : author.variant() + ": ")
                + (author.version() == null ? "the fallback" : "version " + author.version());
        output.print("  " + name
                + (author.registered() == null || author.registered().dataset() == null
                        ? ""
                        : ", learned from dataset " + author.registered().dataset())
                + (author.run() == null
                        ? ""
                        : " by run " + author.run().id() + " (" + author.run().reason() + ")"));
        if (author.unexplained() != null) {
            output.print("    not explained: " + author.unexplained());
        }
    }

    private void print(Explanation explanation) {
        List<Explanation.Contribution> weightiest = explanation.weightiest();
        output.print(line("        %-22s %10s  %+.4f", "baseline", "", explanation.baseline()));
        weightiest.stream()
                .limit(FEATURES)
                .forEach(one -> output.print(line(
                        "        %-22s %10s  %+.4f",
                        one.feature(),
                        Double.isNaN(one.value()) ? "missing" : line("%.4g", one.value()),
                        one.amount())));
        double rest = weightiest.stream()
                .skip(FEATURES)
                .mapToDouble(Explanation.Contribution::amount)
                .sum();
        if (weightiest.size() > FEATURES) {
            output.print(line("        %-22s %10s  %+.4f", (weightiest.size() - FEATURES) + " others", "", rest));
        }
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
