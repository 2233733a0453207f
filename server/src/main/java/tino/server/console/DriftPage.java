package tino.server.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tino.lifecycle.drift.Baseline;
import tino.lifecycle.drift.DriftPolicy;
import tino.lifecycle.drift.Finding;
import tino.lifecycle.drift.Finding.Verdict;
import tino.lifecycle.drift.Tallies;
import tino.lifecycle.drift.Tally;
import tino.lifecycle.monitor.DriftReport;
import tino.lifecycle.monitor.DriftWatch;

/** {@code /console/drift}: what champions decide from, beside what they were trained on, and how that went over the days. */
@Controller
@RequestMapping("/console/drift")
final class DriftPage {
    private static final int DAYS = 30;
    /** Times the limit that a day's bar may be high. */
    private static final double TOP = 2;

    private final DriftWatch watch;

    DriftPage(DriftWatch watch) {
        this.watch = watch;
    }

    /**
     * A day of a column's history.
     *
     * @param times effect in limits, {@code null} where nothing could be compared
     */
    record Past(LocalDate day, @Nullable Double times, int index, int count) {
        public String x() {
            return percent((double) index / count);
        }

        public String width() {
            return percent(0.8 / count);
        }

        public String height() {
            return percent(times == null ? 0 : Math.max(0.02, Math.min(TOP, times) / TOP));
        }

        public String y() {
            return percent(1 - (times == null ? 0 : Math.max(0.02, Math.min(TOP, times) / TOP)));
        }

        public boolean above() {
            return times != null && times >= 1;
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.2f%%", 100 * share);
        }
    }

    /** A column as it is shown. @param drawing {@code null} where there is nothing to draw */
    record Row(Finding finding, @Nullable DriftDrawing drawing, List<Past> past) {
        /** How a page's style calls it. */
        public String tone() {
            return finding.verdict().firing() ? "bad" : finding.verdict() == Verdict.STEADY ? "good" : "";
        }

        public boolean compared() {
            return Double.isFinite(finding.effect());
        }

        public boolean tested() {
            return Double.isFinite(finding.pValue());
        }
    }

    /** One model's part of the page. */
    record Part(DriftReport report, DriftPolicy policy, List<Row> rows) {}

    @GetMapping
    String page(Model page) {
        page.addAttribute("parts", watch.models().stream().map(this::part).toList());
        return "console/drift";
    }

    private Part part(String model) {
        DriftReport report = watch.report(model);
        List<DriftReport.Day> days = watch.history(model, DAYS);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < report.findings().size(); i++) {
            Finding finding = report.findings().get(i);
            rows.add(new Row(finding, drawing(report, finding), past(days, i)));
        }
        // What needs somebody comes first.
        rows.sort(Comparator.comparing(row -> !row.finding().verdict().firing()));
        return new Part(report, watch.policy(model), rows);
    }

    private static @Nullable DriftDrawing drawing(DriftReport report, Finding finding) {
        Baseline baseline = report.baseline();
        Tallies window = report.window();
        String column = finding.column().name();
        @Nullable Tally before = baseline == null ? null : baseline.tallies().get(column);
        return DriftDrawing.of(before, window == null ? null : window.get(column));
    }

    private static List<Past> past(List<DriftReport.Day> days, int column) {
        List<Past> past = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            Finding finding = days.get(i).findings().get(column);
            double times = finding.effect() / finding.limit();
            past.add(
                    new Past(days.get(i).day(), Double.isFinite(times) ? Double.valueOf(times) : null, i, days.size()));
        }
        return past;
    }
}
