package tino.marketplace.search;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import tino.lifecycle.explanation.DecisionReport;
import tino.lifecycle.explanation.Decisions;
import tino.lifecycle.explanation.Explanation;

/** The part of the search page that says why a result stands where it does; fetched when somebody asks. */
@Controller
final class ReasonsPart {
    private final Decisions decisions;

    ReasonsPart(Decisions decisions) {
        this.decisions = decisions;
    }

    /** Answers 204 where nothing more can be said than the card says already. */
    @GetMapping("/why/{decision}/{item}")
    @Nullable
    String reasons(@PathVariable UUID decision, @PathVariable String item, Model page, HttpServletResponse response) {
        Explanation explanation = shown(decision, item).explanation();
        Reasons reasons = explanation == null ? null : Reasons.of(explanation);
        if (reasons == null
                || reasons.speaksFor().isEmpty() && reasons.speaksAgainst().isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        page.addAttribute("reasons", reasons);
        return "marketplace/search :: reasons";
    }

    private DecisionReport.Item shown(UUID decision, String item) {
        return Optional.of(decision)
                .filter(id -> id.version() == 7)
                .flatMap(decisions::find)
                .flatMap(report -> report.items().stream()
                        .filter(one -> one.id().equals(item))
                        .findFirst())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "No decision " + decision + " showed " + item + "."));
    }
}
