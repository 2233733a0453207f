package tino.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tino.ranking.replay.ReplayReport;
import tino.ranking.replay.ReplayReport.Difference;
import tino.ranking.replay.ReplayReport.Quality;

/** A replay as one HTML file that needs nothing else: figures, and by day a drawing of them. */
final class ReplayPage {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 180;
    private static final int LEFT = 40;

    private ReplayPage() {}

    static String of(ReplayCommand.Told told) {
        ReplayReport report = told.report();
        Difference all = report.all();
        StringBuilder rows = new StringBuilder();
        row(rows, "lists", String.format(Locale.ROOT, "%,d", all.lists()));
        row(rows, "left out, of another layout", String.format(Locale.ROOT, "%,d", report.otherLayout()));
        row(rows, "left out, later pages", String.format(Locale.ROOT, "%,d", report.laterPages()));
        row(rows, "another first", percent(all.otherFirst()));
        row(rows, "other first three, or in another order", percent(all.otherTop3()));
        row(rows, "overlap at 10", ReplayCommand.Told.number(all.overlap10()));
        row(rows, "rank-biased overlap (p = 0.9)", ReplayCommand.Told.number(all.rankBiasedOverlap()));
        row(rows, "Kendall’s τ", ReplayCommand.Told.number(all.tau()));
        StringBuilder qualities = new StringBuilder();
        for (Quality quality : report.quality()) {
            qualities.append("<tr><th>%s<td>%s<td>%s<td>%s<td>%,d"
                    .formatted(
                            ReplayCommand.Told.name(quality.measure()),
                            ReplayCommand.Told.number(quality.before().mean()),
                            ReplayCommand.Told.number(quality.after().mean()),
                            ReplayCommand.Told.text(quality.gain()),
                            quality.lists()));
        }
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Replay: %1$s beside %2$s</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430 }
                table { border-collapse: collapse } th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid #dde2e8 }
                td { font-variant-numeric: tabular-nums } svg { width: 100%%; height: auto; font: 11px system-ui, sans-serif }
                .bar { fill: #3565c4 } .before { stroke: #8793a3 } .after { stroke: #3565c4 } .line { fill: none; stroke-width: 2 }
                .axis { stroke: #aab3bf } .dash { stroke-dasharray: 5 4 }
                </style>
                <h1>%1$s beside %2$s</h1>
                <table>%3$s</table>
                <h2>Where people found what they wanted</h2>
                <p>%4$s</p>
                <table><tr><th><th>before<th>after<th>gain, 95 %% interval<th>lists%5$s</table>
                <h2>Share of lists with another first, by day</h2>
                %6$s
                <h2>Mean reciprocal rank of what succeeded, by day</h2>
                <p>Dashed: %2$s. Solid: %1$s.</p>
                %7$s
                </html>
                """.formatted(
                        escaped(told.after()),
                        escaped(told.before()),
                        rows,
                        report.corrected()
                                ? "Outcomes count the more the less likely they were looked at where they were shown."
                                : "Outcomes count as logged, which favours the order that was shown.",
                        qualities,
                        bars(report.byDay()),
                        lines(report.byDay()));
    }

    private static void row(StringBuilder rows, String name, String value) {
        rows.append("<tr><th>").append(name).append("<td>").append(value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String bars(List<Difference> days) {
        StringBuilder drawing = new StringBuilder();
        double step = step(days);
        for (int i = 0; i < days.size(); i++) {
            double height = HEIGHT * days.get(i).otherFirst();
            drawing.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s:"
                            + " %s</title></rect>",
                    LEFT + i * step + step * 0.1,
                    HEIGHT - height,
                    step * 0.8,
                    height,
                    days.get(i).day(),
                    percent(days.get(i).otherFirst())));
        }
        return drawing(days, drawing, "100 %");
    }

    private static String lines(List<Difference> days) {
        StringBuilder drawing = new StringBuilder();
        line(drawing, "before dash", days, Difference::mrrBefore);
        line(drawing, "after", days, Difference::mrrAfter);
        return drawing(days, drawing, "1");
    }

    /** Days on which nothing succeeded leave no point. */
    private static void line(
            StringBuilder drawing, String style, List<Difference> days, ToDoubleFunction<Difference> value) {
        drawing.append("<polyline class=\"line ").append(style).append("\" points=\"");
        double step = step(days);
        for (int i = 0; i < days.size(); i++) {
            double y = value.applyAsDouble(days.get(i));
            if (!Double.isNaN(y)) {
                drawing.append(String.format(Locale.ROOT, "%.1f,%.1f ", LEFT + (i + 0.5) * step, HEIGHT - HEIGHT * y));
            }
        }
        drawing.append("\"/>");
    }

    private static double step(List<Difference> days) {
        return (double) (WIDTH - LEFT) / days.size();
    }

    private static String drawing(List<Difference> days, StringBuilder content, String top) {
        return """
                <svg viewBox="0 -10 %1$d %2$d" role="img">
                <text x="0" y="4">%9$s</text><text x="0" y="%3$d">0</text>
                <line class="axis" x1="%4$d" x2="%1$d" y1="%3$d" y2="%3$d"/>
                %5$s
                <text x="%4$d" y="%6$d">%7$s</text><text x="%1$d" y="%6$d" text-anchor="end">%8$s</text>
                </svg>""".formatted(
                        WIDTH,
                        HEIGHT + 40,
                        HEIGHT,
                        LEFT,
                        content,
                        HEIGHT + 18,
                        days.getFirst().day(),
                        days.getLast().day(),
                        top);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
