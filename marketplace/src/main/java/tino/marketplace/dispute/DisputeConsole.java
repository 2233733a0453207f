package tino.marketplace.dispute;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.marketplace.Form;
import tino.marketplace.Listing;
import tino.marketplace.professional.Professionals;
import tino.marketplace.professional.Titles;
import tino.web.Refusal;

/** Disputes in the console: list, filter, search, edit, resolve. */
@Controller
@RequestMapping("/console/disputes")
final class DisputeConsole {
    private static final int LONGEST = 5_000;

    private final Disputes disputes;
    private final Professionals professionals;
    private final InstantSource clock;

    DisputeConsole(Disputes disputes, Professionals professionals, InstantSource clock) {
        this.disputes = disputes;
        this.professionals = professionals;
        this.clock = clock;
    }

    @GetMapping
    String list(HttpServletRequest request, Model page) {
        Form form = Form.of(request);
        UUID professional = form.id("professional");
        form.mustBeReadable();
        Boolean resolved =
                form.text("resolved").isEmpty() ? null : form.text("resolved").equals("true");
        Listing<Dispute> listing =
                Listing.of(request, slice -> disputes.list(professional, resolved, form.optional("text"), slice));
        page.addAttribute("form", form.values());
        page.addAttribute("listing", listing);
        page.addAttribute(
                "titles",
                Titles.of(
                        professionals,
                        listing.rows().stream().map(Dispute::professionalId).toList()));
        return "marketplace/console/disputes";
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model page) {
        Dispute dispute = get(id);
        return edit(
                page,
                dispute,
                Map.of("reason", dispute.reason(), "resolved", dispute.resolved() ? "true" : ""),
                List.of());
    }

    @PostMapping("/{id}")
    String update(
            @PathVariable long id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        Dispute dispute = get(id);
        Form form = Form.of(request);
        String reason = form.text("reason");
        if (reason.isEmpty() || reason.length() > LONGEST) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return edit(page, dispute, form.values(), List.of("reason"));
        }
        disputes.update(id, reason, form.checked("resolved"), clock.instant());
        next.addFlashAttribute("done", "saved");
        return "redirect:/console/disputes/" + id;
    }

    @PostMapping("/{id}/resolve")
    String resolve(@PathVariable long id, RedirectAttributes next) {
        disputes.resolve(get(id).professionalId(), id, clock.instant());
        next.addFlashAttribute("done", "resolved");
        return "redirect:/console/disputes";
    }

    private Dispute get(long id) {
        return disputes.find(id).orElseThrow(() -> Refusal.notFound("dispute", id));
    }

    private String edit(Model page, Dispute dispute, Map<String, String> form, List<String> problems) {
        page.addAttribute("dispute", dispute);
        page.addAttribute("professional", professionals.get(dispute.professionalId()));
        page.addAttribute("form", form);
        page.addAttribute("problems", problems);
        return "marketplace/console/dispute";
    }
}
