package tino.server.console;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import tino.server.report.IsoWeek;
import tino.server.report.WeeklyReports;

/** {@code /console/reports}: what each week came to, for people who look once a week. */
@Controller
@RequestMapping("/console/reports")
final class ReportsPage {
    private static final int WEEKS = 12;

    private final WeeklyReports reports;

    ReportsPage(WeeklyReports reports) {
        this.reports = reports;
    }

    @GetMapping
    String last(Model page) {
        return show(reports.last(), page);
    }

    @GetMapping("/{week}")
    String one(@PathVariable String week, Model page) {
        try {
            return show(IsoWeek.parse(week), page);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }

    private String show(IsoWeek week, Model page) {
        List<IsoWeek> weeks =
                Stream.iterate(reports.now(), IsoWeek::before).limit(WEEKS).toList();
        page.addAttribute("report", reports.report(week));
        page.addAttribute("weeks", weeks);
        return "console/report";
    }
}
