package tino.assistant.console;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tino.assistant.knowledge.Sources;
import tino.assistant.query.AnswerLog;
import tino.assistant.query.AnswerLog.By;
import tino.assistant.query.AnswerLog.Point;
import tino.assistant.query.AnswerLog.Share;
import tino.web.InvalidInput;

/** {@code /console/assistant}: who answers how fast at what cost, what people ask, what has no answer yet. */
@Controller
@RequestMapping("/console/assistant")
final class AssistantConsole {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int OPEN = 20;
    private static final List<String> STATES = List.of("written", "out_of_scope");

    private final AnswerLog answers;
    private final Sources sources;
    private final InstantSource clock;

    AssistantConsole(AnswerLog answers, Sources sources, InstantSource clock) {
        this.answers = answers;
        this.sources = sources;
        this.clock = clock;
    }

    /** @param days of which the figures are: 1, 7 or 30 */
    @GetMapping
    String page(@RequestParam(defaultValue = "1") int days, Model page) {
        if (days != 1 && days != 7 && days != 30) {
            throw new InvalidInput("days", "1, 7 or 30 is expected, got " + days);
        }
        Instant now = clock.instant();
        Instant to = now.plusMillis(1);
        Instant from = now.minus(Duration.ofDays(days));
        List<Share> all = answers.shares(By.ALL, from, to);
        List<Bar> bars = bars(days, now);
        page.addAttribute("days", days);
        page.addAttribute("all", all.isEmpty() ? null : all.getFirst());
        page.addAttribute("models", answers.shares(By.MODEL, from, to));
        page.addAttribute("tiers", answers.shares(By.TIER, from, to));
        page.addAttribute("reasons", answers.shares(By.REASON, from, to));
        page.addAttribute(
                "arms",
                answers.shares(By.ARM, from, to).stream()
                        .filter(share -> !share.of().equals("–"))
                        .toList());
        page.addAttribute("bars", bars);
        page.addAttribute("most", bars.stream().mapToLong(Bar::answers).max().orElse(0));
        page.addAttribute("slowest", bars.stream().mapToDouble(Bar::p95).max().orElse(0));
        page.addAttribute("drift", QuestionDrift.of(answers, sources::embedder, now));
        page.addAttribute("open", answers.open(now.minus(MONTH), OPEN));
        page.addAttribute("knowledge", sources.overview());
        return "assistant/console";
    }

    /**
     * An hour or a day of the charts.
     *
     * @param height of the bar, percent of the tallest @param refused likewise @param p95 milliseconds
     */
    record Bar(Instant from, long answers, double height, double refused, double p95, double slow) {}

    private List<Bar> bars(int days, Instant now) {
        ChronoUnit unit = days == 1 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        String word = days == 1 ? "hour" : "day";
        int count = days == 1 ? 24 : days;
        Instant last = now.truncatedTo(unit);
        Instant first = last.minus(count - 1L, unit);
        Map<Instant, Point> points = answers.series(word, first, now.plusMillis(1)).stream()
                .collect(Collectors.toMap(Point::from, point -> point));
        long most = points.values().stream().mapToLong(Point::answers).max().orElse(1);
        double slowest = points.values().stream().mapToDouble(Point::p95).max().orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = first.plus(i, unit);
            Point point = points.getOrDefault(at, new Point(at, 0, 0, 0, 0, 0));
            bars.add(new Bar(
                    at,
                    point.answers(),
                    100.0 * point.answers() / most,
                    100.0 * point.refused() / most,
                    point.p95(),
                    slowest == 0 ? 0 : 100.0 * point.p95() / slowest));
        }
        return bars;
    }

    /** A question without an answer was dealt with: written about, or out of scope. */
    @PostMapping("/dealt-with")
    String dealtWith(@RequestParam String question, @RequestParam String state, Principal who) {
        if (!STATES.contains(state)) {
            throw new InvalidInput("state", "one of " + STATES + " is expected");
        }
        answers.dealtWith(question, state, who.getName(), clock.instant());
        return "redirect:/console/assistant#open";
    }
}
