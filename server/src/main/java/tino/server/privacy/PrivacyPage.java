package tino.server.privacy;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.lifecycle.contest.Contest;
import tino.lifecycle.contest.Contest.Verdict;
import tino.lifecycle.contest.Contests;
import tino.lifecycle.privacy.Audit;
import tino.lifecycle.privacy.Erasures;
import tino.server.security.Account;

/** {@code /console/privacy}: contested decisions and their answers, erasures as they go on, who looked at what. */
@Controller
@RequestMapping("/console/privacy")
final class PrivacyPage {
    private static final String ROOM = "/console/privacy";
    private static final int MOST = 20;
    private static final int AUDITED = 50;

    private final Contests contests;
    private final Erasures erasures;
    private final ErasureWork work;
    private final Audit audit;
    private final Keeping keeping;

    PrivacyPage(Contests contests, Erasures erasures, ErasureWork work, Audit audit, Keeping keeping) {
        this.contests = contests;
        this.erasures = erasures;
        this.work = work;
        this.audit = audit;
        this.keeping = keeping;
    }

    @GetMapping
    String show(@RequestParam(required = false) @Nullable String about, Model page) {
        String person = about == null || about.isBlank() ? null : about.strip();
        page.addAttribute("waiting", contests.waiting());
        page.addAttribute("answered", contests.answered(MOST));
        page.addAttribute("erasures", erasures.newest(MOST));
        page.addAttribute("audit", audit.newest(person, AUDITED));
        page.addAttribute("about", person);
        page.addAttribute("keeping", keeping);
        return "console/privacy";
    }

    @PostMapping("/erase")
    String erase(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "false") boolean sure,
            Authentication who,
            RedirectAttributes next) {
        String id = person.strip();
        if (id.isEmpty() || !sure) {
            next.addFlashAttribute("refused", id.isEmpty() ? "empty" : "sure");
            return "redirect:" + ROOM;
        }
        audit.record(Account.nameOf(who), "erase", id, "");
        Optional<UUID> erasure = erasures.request(id, Account.nameOf(who));
        erasure.ifPresentOrElse(
                found -> work.begin(found, Duration.ZERO), () -> next.addFlashAttribute("refused", "nobody"));
        return "redirect:" + ROOM;
    }

    @GetMapping("/contests/{contest}")
    String contest(@PathVariable UUID contest, Model page) {
        return form(find(contest), Map.of(), List.of(), page);
    }

    @PostMapping("/contests/{contest}")
    String answer(
            @PathVariable UUID contest,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(required = false) @Nullable Verdict verdict,
            Authentication who,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        Contest asked = find(contest);
        if (why.isBlank() || verdict == null) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return form(
                    asked,
                    Map.of("why", why, "verdict", verdict == null ? "" : verdict.name()),
                    why.isBlank() ? List.of("why") : List.of("verdict"),
                    page);
        }
        if (!contests.answer(contest, verdict, why.strip(), Account.nameOf(who))) {
            next.addFlashAttribute("refused", "answered");
        }
        return "redirect:" + ROOM;
    }

    private static String form(Contest contest, Map<String, String> form, List<String> problems, Model page) {
        page.addAttribute("contest", contest);
        page.addAttribute("form", form);
        page.addAttribute("problems", problems);
        return "console/contest";
    }

    private Contest find(UUID contest) {
        return contests.find(contest)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no contest " + contest + "."));
    }
}
