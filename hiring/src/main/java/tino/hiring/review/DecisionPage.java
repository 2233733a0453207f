package tino.hiring.review;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tino.hiring.outcome.InferenceLog;
import tino.lifecycle.contest.Contests;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.explanation.Decisions;
import tino.lifecycle.explanation.Explanation;
import tino.lifecycle.explanation.Explanation.Contribution;

/**
 * {@code /decisions/{id}}: a decision for whom it is about (LGPD, art. 20). Whoever has its id, 74 random bits, may see it: the service that asked
 * gives it to the person. The page names nobody.
 */
@Controller
@RequestMapping("/decisions/{decision}")
final class DecisionPage {
    private static final int REASONS = 5;
    private static final int LONGEST = 5_000;
    private static final String PERSON = "person";

    private final InferenceLog inferences;
    private final Decisions decisions;
    private final Contests contests;

    DecisionPage(InferenceLog inferences, Decisions decisions, Contests contests) {
        this.inferences = inferences;
        this.decisions = decisions;
        this.contests = contests;
    }

    @GetMapping
    String show(@PathVariable UUID decision, Model page) {
        return page(find(decision), "", List.of(), page);
    }

    @PostMapping("/review")
    String ask(
            @PathVariable UUID decision,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response,
            Model page) {
        InferenceLog.Entry entry = find(decision);
        if (reason.isBlank() || reason.length() > LONGEST) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(entry, reason, List.of("reason"), page);
        }
        contests.decision(decision).ifPresent(taken -> contests.ask(taken, reason.strip(), PERSON));
        return "redirect:/decisions/" + decision + "#review";
    }

    private InferenceLog.Entry find(UUID decision) {
        return (decision.version() == 7
                        ? inferences.find(decision, DecisionId.time(decision))
                        : java.util.Optional.<InferenceLog.Entry>empty())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "There is no such decision about a person; it may be older than what is kept, or was erased."));
    }

    private String page(InferenceLog.Entry entry, String reason, List<String> problems, Model page) {
        List<Contribution> weightiest = decisions
                .find(entry.decision())
                .flatMap(report -> report.items().stream().findFirst())
                .map(item -> item.explanation())
                .map(Explanation::weightiest)
                .orElse(List.of());
        page.addAttribute("entry", entry);
        page.addAttribute("speaksFor", Reason.strongest(weightiest, true, REASONS));
        page.addAttribute("speaksAgainst", Reason.strongest(weightiest, false, REASONS));
        page.addAttribute("contest", contests.of(entry.decision()).orElse(null));
        page.addAttribute("form", Map.of("reason", reason));
        page.addAttribute("problems", problems);
        return "hiring/decision";
    }
}
