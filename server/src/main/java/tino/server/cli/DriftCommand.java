package tino.server.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tino.lifecycle.drift.Finding;
import tino.lifecycle.monitor.DriftReport;
import tino.lifecycle.monitor.DriftWatch;
import tino.server.Models;
import tino.server.Platform;

/** {@code tino drift}: whether what champions decide from is still what they were trained on. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = {
            "Compares what champions decide from, in the days of the window, with what they were trained on.",
            "Counts first what the log has of new answers. Asks for no retraining; the server's job does."
        })
final class DriftCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "E.g. marketplace-ranker (default: all).")
    private @Nullable String model;

    @Override
    public Integer call() {
        try (Platform platform = Platform.open()) {
            DriftWatch watch = Models.driftWatch(platform);
            KnownModel.tellEach(platform, model, watch.models(), name -> tell(watch.look(name)), output);
            return Exit.OK;
        }
    }

    private Map<String, @Nullable Object> tell(DriftReport report) {
        output.print(report.model() + (report.number() == null ? "" : ", version " + report.number()));
        output.print("  " + sentence(report));
        for (Finding finding : report.findings()) {
            output.print(String.format(
                    Locale.ROOT,
                    "  %-24s %-10s %-6s %8s of %-6s  psi %-7s p %-8s missing %5.1f %% → %5.1f %%",
                    finding.column().name(),
                    finding.verdict().name().toLowerCase(Locale.ROOT),
                    finding.measure().name().toLowerCase(Locale.ROOT),
                    number(finding.effect(), "%.3f"),
                    number(finding.limit(), "%.2f"),
                    number(finding.psi(), "%.3f"),
                    number(finding.pValue(), "%.2g"),
                    100 * finding.missingBefore(),
                    100 * finding.missingNow()));
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("model", report.model());
        figures.put("version", report.number());
        figures.put("standing", report.standing().name().toLowerCase(Locale.ROOT));
        figures.put("answers", report.answers());
        figures.put("counted", report.counted());
        figures.put("read_to", report.readTo() == null ? null : report.readTo().toString());
        figures.put("newest", report.newest() == null ? null : report.newest().toString());
        figures.put(
                "firing",
                report.firing().stream().map(one -> one.column().name()).toList());
        figures.put(
                "columns", report.findings().stream().map(DriftCommand::figures).toList());
        return figures;
    }

    static String sentence(DriftReport report) {
        return switch (report.standing()) {
            case NO_CHAMPION -> "Nobody is champion, so there is nothing to compare.";
            case NO_BASELINE ->
                "Its training is not known here, so there is nothing to compare with; a version trained here has a baseline.";
            case EMPTY_BASELINE -> "Its training had no decision in it, so there is nothing to compare with.";
            case NOT_ASKED -> "It was asked nothing yet.";
            case STOPPED ->
                "Its log has stopped: it is asked, and the last answer logged is "
                        + (report.newest() == null ? "missing" : "of " + report.newest()) + ".";
            case COMPARED ->
                String.format(
                        Locale.ROOT,
                        "%,d of %,d answers since %s counted, up to %s; something is wrong with %d of %d columns.",
                        report.counted(),
                        report.answers(),
                        report.first(),
                        report.readTo(),
                        report.firing().size(),
                        report.findings().size());
        };
    }

    private static String number(double value, String format) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }

    private static Map<String, @Nullable Object> figures(Finding finding) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("column", finding.column().name());
        figures.put("kind", finding.column().kind().name().toLowerCase(Locale.ROOT));
        figures.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
        figures.put("measure", finding.measure().name().toLowerCase(Locale.ROOT));
        figures.put("effect", Output.finite(finding.effect()));
        figures.put("limit", Output.finite(finding.limit()));
        figures.put("psi", Output.finite(finding.psi()));
        figures.put("p", Output.finite(finding.pValue()));
        figures.put("missing_before", finding.missingBefore());
        figures.put("missing_now", finding.missingNow());
        figures.put("missing_p", Output.finite(finding.missingPValue()));
        figures.put("before", finding.before());
        figures.put("now", finding.now());
        return figures;
    }
}
