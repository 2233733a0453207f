package tino.server.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityReport;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.statistic.Interval;
import tino.server.Models;
import tino.server.Platform;

/** {@code tino quality}: how good champions' answers are. */
@Command(
        name = "quality",
        mixinStandardHelpOptions = true,
        description = {
            "What came of champions' answers in the last 24 hours, beside what their evaluation promised and what is to be expected.",
            "Measures first what is due. Asks for no retraining; the server's job does."
        })
final class QualityCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "E.g. marketplace-ranker (default: all).")
    private @Nullable String model;

    @Override
    public Integer call() {
        try (Platform platform = Platform.open()) {
            QualityMonitor monitor = Models.qualityMonitor(platform);
            KnownModel.tellEach(platform, model, monitor.models(), name -> tell(monitor.look(name)), output);
            return Exit.OK;
        }
    }

    private Map<String, @Nullable Object> tell(QualityReport report) {
        output.print(report.model() + (report.number() == null ? "" : ", version " + report.number()));
        output.print("  " + sentence(report));
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("model", report.model());
        figures.put("version", report.number());
        figures.put("standing", report.standing().name().toLowerCase(Locale.ROOT));
        figures.put("answers", report.tally().answers());
        figures.put("looked", report.tally().looked());
        figures.put("measured_to", told(report.measuredTo()));
        figures.put("newest", told(report.newest()));
        figures.put("p95_ms", Output.finite(report.tally().p95()));
        Map<String, Object> known = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            Map<String, @Nullable Double> values = values(report, figure);
            if (values.values().stream().anyMatch(value -> value != null)) {
                known.put(figure.key(), values);
                output.print(String.format(
                        Locale.ROOT,
                        "  %-12s realised %6s  estimated %6s  evaluation %6s",
                        figure.key(),
                        written(values.get("realised")),
                        written(values.get("estimated")),
                        written(values.get("offline"))));
            }
        }
        figures.put("figures", known);
        return figures;
    }

    private static Map<String, @Nullable Double> values(QualityReport report, Figure figure) {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        values.put("realised", Output.finite(report.tally().figure(figure).mean()));
        values.put("estimated", mean(report.estimated(figure)));
        values.put("offline", mean(report.offline().get(figure)));
        return values;
    }

    private static @Nullable Double mean(@Nullable Interval interval) {
        return interval == null ? null : Output.finite(interval.mean());
    }

    private static String written(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static @Nullable String told(@Nullable Object time) {
        return time == null ? null : time.toString();
    }

    static String sentence(QualityReport report) {
        return switch (report.standing()) {
            case NO_CHAMPION -> "Nobody is champion, so there is nothing to measure.";
            case NOT_ASKED -> "It was asked nothing yet.";
            case IDLE -> "Nobody asked in the last 24 hours; its last answer is of " + report.newest() + ".";
            case STOPPED -> "Its log has stopped: it is asked, and in the last 24 hours no answer of it was logged.";
            case NO_OUTCOMES -> "It answers, and nothing comes of that any more, though it did before.";
            case UNREADABLE -> "Most of its answers do not say their probability or decision.";
            case MEASURED ->
                String.format(
                        Locale.ROOT,
                        "%,d answers in the last 24 hours, measured up to %s; 95 %% took at most %.1f ms.",
                        report.tally().answers(),
                        report.measuredTo(),
                        report.tally().p95());
        };
    }
}
