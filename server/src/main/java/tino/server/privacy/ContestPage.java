package tino.server.privacy;

import jakarta.servlet.http.HttpServletRequest;
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
import tino.lifecycle.contest.Contests;
import tino.lifecycle.event.Pseudonyms;
import tino.web.Session;

/** {@code /decisions/{id}/contest}: whoever was answered in this browser may have the answer looked at by a person. */
@Controller
@RequestMapping("/decisions/{decision}/contest")
final class ContestPage {
    private static final String PERSON = "person";

    private final Contests contests;
    private final Pseudonyms pseudonyms;

    ContestPage(Contests contests, Pseudonyms pseudonyms) {
        this.contests = contests;
        this.pseudonyms = pseudonyms;
    }

    @GetMapping
    String show(@PathVariable UUID decision, HttpServletRequest request, Model page) {
        own(decision, request);
        return form(decision, "", List.of(), page);
    }

    @PostMapping
    String ask(
            @PathVariable UUID decision,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        Contests.Taken taken = own(decision, request);
        if (reason.isBlank() || reason.length() > ContestController.LONGEST) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return form(decision, reason, List.of("reason"), page);
        }
        contests.ask(taken, reason.strip(), PERSON);
        return "redirect:/decisions/" + decision + "/contest";
    }

    private String form(UUID decision, String reason, List<String> problems, Model page) {
        page.addAttribute("decision", decision);
        page.addAttribute("contest", contests.of(decision).orElse(null));
        page.addAttribute("form", Map.of("reason", reason));
        page.addAttribute("problems", problems);
        return "contest";
    }

    /** Somebody else's decision is none to this browser. */
    private Contests.Taken own(UUID decision, HttpServletRequest request) {
        List<String> mine = Session.of(request, null).map(pseudonyms::all).orElse(List.of());
        return contests.decision(decision)
                .filter(taken -> taken.subject() != null && mine.contains(taken.subject()))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no decision " + decision + " of this browser."));
    }
}
