package tino.server.cli;

import java.util.Locale;
import tino.lifecycle.statistic.Reliability;
import tino.prediction.metric.Judgement;
import tino.prediction.metric.PrecisionRecall;

/** A judgement of a classifier as one HTML file that needs nothing else: figures, reliability, precision and recall. */
final class PredictedPage {
    private static final int SIZE = 320;
    private static final int MARGIN = 40;
    /** More points than pixels draw nothing more. */
    private static final int POINTS = 600;

    private PredictedPage() {}

    static String of(String title, Judgement judgement, double[] probabilities, boolean[] labels) {
        StringBuilder rows = new StringBuilder();
        PredictedFigures.measures(judgement)
                .forEach((name, interval) -> rows.append(String.format(
                        Locale.ROOT,
                        "<tr><th>%s<td>%.4f<td>%.4f to %.4f",
                        name,
                        interval.mean(),
                        interval.low(),
                        interval.high())));
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%1$s</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430 }
                table { border-collapse: collapse } th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid #dde2e8 }
                td { font-variant-numeric: tabular-nums } svg { width: 22rem; max-width: 100%%; font: 11px system-ui, sans-serif }
                figure { display: inline-block; margin: 0 2rem 1rem 0 } .axis { stroke: #aab3bf; fill: none } .line { stroke: #3565c4; fill: none; stroke-width: 2 }
                .even { stroke: #8793a3; stroke-dasharray: 5 4 } .bin { fill: #3565c4; fill-opacity: .75 } .at { fill: #c43535 }
                </style>
                <h1>%1$s</h1>
                <p>%2$d rows, %3$d of them yes. Intervals of 95 %%. Precision and recall from the probability %4$.4f on.</p>
                <table><tr><th><th>measured<th>interval%5$s</table>
                <figure><figcaption>Reliability: said (across) and came true (up); dots as large as their share of rows</figcaption>
                %6$s</figure>
                <figure><figcaption>Recall (across) and precision (up); the dot is the threshold</figcaption>
                %7$s</figure>
                </html>
                """.formatted(
                        escaped(title),
                        judgement.cases(),
                        judgement.positives(),
                        judgement.threshold(),
                        rows,
                        frame(reliability(judgement.reliability())),
                        frame(curve(judgement, probabilities, labels)));
    }

    private static String reliability(Reliability reliability) {
        StringBuilder drawing = new StringBuilder(String.format(
                Locale.ROOT,
                "<line class=\"even\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
                MARGIN,
                SIZE,
                MARGIN + SIZE,
                0));
        long all = reliability.count();
        for (Reliability.Bin bin : reliability.bins()) {
            drawing.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"bin\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>said %.3f, came true %.3f, %d rows</title></circle>",
                    x(bin.predicted()),
                    y(bin.observed()),
                    3 + 15 * Math.sqrt((double) bin.count() / all),
                    bin.predicted(),
                    bin.observed(),
                    bin.count()));
        }
        return drawing.toString();
    }

    private static String curve(Judgement judgement, double[] probabilities, boolean[] labels) {
        if (judgement.positives() == 0) {
            return "";
        }
        PrecisionRecall curve = PrecisionRecall.of(probabilities, labels);
        StringBuilder drawing = new StringBuilder("<polyline class=\"line\" points=\"");
        int last = curve.recall().length - 1;
        int step = Math.max(1, last / POINTS);
        for (int i = 0; i < last; i += step) {
            drawing.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(curve.recall()[i]), y(curve.precision()[i])));
        }
        return drawing.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f\"/><circle class=\"at\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>",
                        x(curve.recall()[last]),
                        y(curve.precision()[last]),
                        x(judgement.atThreshold().recall()),
                        y(judgement.atThreshold().precision())))
                .toString();
    }

    private static double x(double share) {
        return MARGIN + SIZE * share;
    }

    private static double y(double share) {
        return SIZE * (1 - share);
    }

    private static String frame(String content) {
        return """
                <svg viewBox="0 -10 %1$d %2$d" role="img">
                <rect class="axis" x="%3$d" y="0" width="%4$d" height="%4$d"/>
                %5$s
                <text x="%3$d" y="%6$d">0</text><text x="%7$d" y="%6$d" text-anchor="end">1</text>
                <text x="%8$d" y="%4$d" text-anchor="end">0</text><text x="%8$d" y="8" text-anchor="end">1</text>
                </svg>""".formatted(
                        SIZE + MARGIN + 20, SIZE + 40, MARGIN, SIZE, content, SIZE + 16, SIZE + MARGIN, MARGIN - 6);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
