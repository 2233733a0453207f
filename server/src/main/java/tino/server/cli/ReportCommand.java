package tino.server.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.rollout.ShadowLog;
import tino.marketplace.measure.SearchQuality;
import tino.server.Models;
import tino.server.Platform;
import tino.server.Settings;
import tino.server.report.IsoWeek;
import tino.server.report.WeeklyReport;
import tino.server.report.WeeklyReports;

/** {@code tino report}: what the job of Monday morning does, for any week. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Says what a week came to, and writes shadow_eval_WEEK.csv into the lake. As a page: /console/reports.")
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Option(names = "--week", paramLabel = "WEEK", description = "E.g. 2026-W47 (default: the last whole week).")
    private @Nullable String week;

    @Override
    public Integer call() {
        ZoneId zone = Settings.load().jobs().zone();
        try (Platform platform = Platform.open()) {
            WeeklyReports reports = new WeeklyReports(
                    platform.database(),
                    platform.events(),
                    new SearchQuality(platform.events(), platform.clock(), zone),
                    platform.registry(),
                    platform.rollouts(),
                    Models.pipelines(platform).values(),
                    platform.home().lake(),
                    platform.clock(),
                    zone);
            WeeklyReport report = reports.report(week == null ? reports.last() : IsoWeek.parse(week));
            Path file = reports.write(report);
            show(report);
            output.print("The table of the shadows is in " + file + ".");
            output.result(figures(report, file));
            return Exit.OK;
        }
    }

    private void show(WeeklyReport report) {
        output.print("Week " + report.week() + ", " + report.week().monday() + " to "
                + report.week().sunday());
        output.print(String.format(
                Locale.ROOT,
                "  lists %d (week before %d), CTR@10 %.3f (%.3f), nDCG@10 by clicks %.3f (%.3f)",
                report.search().lists(),
                report.before().lists(),
                report.search().ctr10(),
                report.before().ctr10(),
                report.search().ndcg10(),
                report.before().ndcg10()));
        for (WeeklyReport.Model model : report.models()) {
            output.print("  " + model.name() + ": answers by version (0: the fallback) " + model.answers());
            model.champions()
                    .forEach(change -> output.print("    %s: %s version %d by %s: %s"
                            .formatted(
                                    change.at(),
                                    change.action().name().toLowerCase(Locale.ROOT),
                                    change.number(),
                                    change.who(),
                                    change.why())));
            model.withdrawn()
                    .forEach(one -> output.print("    %s: withdrawn version %d by %s: %s"
                            .formatted(one.at(), one.version(), one.who(), one.why())));
            for (ShadowLog.Week shadow : model.shadows()) {
                output.print(String.format(
                        Locale.ROOT,
                        "    version %d in shadow: %d decisions, %d successes, Hit@3 %.3f (control %.3f)",
                        shadow.version(),
                        shadow.decisions(),
                        shadow.successes(),
                        shadow.hitShadow(),
                        shadow.hitControl()));
            }
        }
        report.alerts()
                .forEach(alert -> output.print(
                        "  alert " + alert.name() + " fired at " + alert.firedAt() + ": " + alert.summary()));
    }

    private static Map<String, Object> figures(WeeklyReport report, Path file) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("week", report.week().toString());
        figures.put("lists", report.search().lists());
        figures.put("ctr10", Output.finite(report.search().ctr10()));
        figures.put("ndcg10", Output.finite(report.search().ndcg10()));
        figures.put(
                "models",
                report.models().stream()
                        .map(model -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("model", model.name());
                            one.put("answers", model.answers());
                            one.put("champions", model.champions().size());
                            one.put("withdrawn", model.withdrawn().size());
                            one.put(
                                    "shadows",
                                    model.shadows().stream()
                                            .map(ShadowLog.Week::version)
                                            .toList());
                            return one;
                        })
                        .toList());
        figures.put("alerts", report.alerts().size());
        figures.put("file", file.toString());
        return figures;
    }
}
