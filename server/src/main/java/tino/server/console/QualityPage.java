package tino.server.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityReport;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.quality.QualityTally;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Reliability;

/** {@code /console/quality}: how good champions' answers are, beside what was promised and what is to be expected, and how that went. */
@Controller
@RequestMapping("/console/quality")
final class QualityPage {
    private static final int DAYS = 30;

    private final QualityMonitor monitor;

    QualityPage(QualityMonitor monitor) {
        this.monitor = monitor;
    }

    /** How numbers of a panel are written. */
    enum Unit {
        SHARE,
        SCORE,
        MILLISECONDS,
        COUNT
    }

    /**
     * A figure as it is shown.
     *
     * @param name its key in the texts
     * @param realised {@code null}: not known yet
     * @param estimated {@code null}: not possible
     * @param offline {@code null}: not measured
     * @param drawing {@code null}: nothing to draw
     */
    record Panel(
            String name,
            Unit unit,
            @Nullable Interval realised,
            @Nullable Interval estimated,
            @Nullable Interval offline,
            @Nullable QualityDrawing drawing) {}

    /** One model's part of the page. @param reliability of its probabilities in these days, as far as outcomes are known */
    record Part(QualityReport report, List<QualityReport.Day> days, List<Panel> panels, Reliability reliability) {
        /** How a page's style calls it. */
        public String tone() {
            return switch (report.standing()) {
                case STOPPED, NO_OUTCOMES, UNREADABLE -> "bad";
                case NO_CHAMPION -> "warn";
                case NOT_ASKED, IDLE -> "";
                case MEASURED -> "good";
            };
        }

        /** Whether there is an estimate somewhere, for the legend. */
        public boolean estimated() {
            return drawings().anyMatch(drawing -> !drawing.band().isEmpty());
        }

        public boolean offline() {
            return drawings().anyMatch(drawing -> !drawing.offline().isEmpty());
        }

        public boolean changed() {
            return drawings().anyMatch(drawing -> !drawing.changes().isEmpty());
        }

        private Stream<QualityDrawing> drawings() {
            return panels.stream().flatMap(panel -> Stream.ofNullable(panel.drawing()));
        }
    }

    @GetMapping
    String page(Model page) {
        page.addAttribute("parts", monitor.models().stream().map(this::part).toList());
        return "console/quality";
    }

    private Part part(String model) {
        QualityReport report = monitor.report(model);
        List<QualityReport.Day> days = monitor.days(model, DAYS);
        List<Panel> panels = new ArrayList<>();
        if (report.number() != null) {
            figures(report.form()).forEach(figure -> panels.add(panel(report, days, figure)));
            panels.add(panel(
                    "latency",
                    Unit.MILLISECONDS,
                    days,
                    day -> day.tally().p95(),
                    report.tally().p95()));
            panels.add(panel(
                    "answers",
                    Unit.COUNT,
                    days,
                    day -> day.tally().answers(),
                    report.tally().answers()));
        }
        Reliability reliability = days.stream()
                .filter(day -> Objects.equals(day.number(), report.number()))
                .map(QualityReport.Day::tally)
                .reduce(QualityTally.NONE, QualityTally::plus)
                .reliability();
        return new Part(report, days, panels, reliability);
    }

    private static List<Figure> figures(@Nullable AnswerForm form) {
        return switch (form) {
            case AnswerForm.Ranking _ -> List.of(Figure.NDCG, Figure.OUTCOME, Figure.HIT, Figure.FALLBACK);
            case AnswerForm.Classification _ ->
                List.of(
                        Figure.ACCURACY,
                        Figure.PRECISION,
                        Figure.RECALL,
                        Figure.CALIBRATION,
                        Figure.OUTCOME,
                        Figure.FALLBACK);
            case null -> List.of(Figure.OUTCOME, Figure.HIT, Figure.FALLBACK);
        };
    }

    private static Panel panel(QualityReport report, List<QualityReport.Day> days, Figure figure) {
        Interval offline = report.offline().get(figure);
        return new Panel(
                figure.key(),
                figure == Figure.NDCG || figure == Figure.CALIBRATION ? Unit.SCORE : Unit.SHARE,
                known(report.tally().figure(figure)),
                report.estimated(figure),
                offline,
                QualityDrawing.of(
                        days.stream()
                                .map(day -> new QualityDrawing.Point(
                                        day.tally().figure(figure).mean(), day.estimated(figure), day.number()))
                                .toList(),
                        offline == null ? Double.NaN : offline.mean(),
                        1,
                        false));
    }

    private static Panel panel(
            String name,
            Unit unit,
            List<QualityReport.Day> days,
            ToDoubleFunction<QualityReport.Day> value,
            double now) {
        return new Panel(
                name,
                unit,
                known(new Interval(now, Double.NaN, Double.NaN, 0.95)),
                null,
                null,
                QualityDrawing.of(
                        days.stream()
                                .map(day -> new QualityDrawing.Point(value.applyAsDouble(day), null, day.number()))
                                .toList(),
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        unit == Unit.COUNT));
    }

    private static @Nullable Interval known(Interval interval) {
        return Double.isFinite(interval.mean()) ? interval : null;
    }
}
