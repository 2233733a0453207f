package tino.marketplace.feedback;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.lifecycle.event.EventLog.EventLogUnavailable;
import tino.marketplace.Slice;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.Professionals;
import tino.marketplace.review.Reviews;
import tino.web.InvalidInput;
import tino.web.InvalidInput.Fault;
import tino.web.Session;

/**
 * {@code /professionals/{id}}: a professional as clients see them. Opened from a result it carries that answer's decision,
 * and opening it is the click; asking for a quote and hiring are the feedback that follows.
 */
@Controller
final class ProfilePage {
    private static final Logger LOG = LoggerFactory.getLogger(ProfilePage.class);
    private static final int REVIEWS = 20;

    private final Professionals professionals;
    private final Reviews reviews;
    private final FeedbackLog log;

    ProfilePage(Professionals professionals, Reviews reviews, FeedbackLog log) {
        this.professionals = professionals;
        this.reviews = reviews;
        this.log = log;
    }

    @GetMapping("/professionals/{id}")
    String show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID decision,
            HttpServletRequest request,
            Model page) {
        Professional professional = professionals.get(id);
        page.addAttribute("professional", professional);
        page.addAttribute("reviews", reviews.list(id, null, null, new Slice(0, REVIEWS)));
        page.addAttribute("decision", decision != null && clicked(id, decision, request) ? decision : null);
        return "marketplace/profile";
    }

    @PostMapping("/professionals/{id}/quote")
    String quote(
            @PathVariable UUID id, @RequestParam UUID decision, HttpServletRequest request, RedirectAttributes next) {
        return follow(Feedback.Kind.QUOTE, id, decision, request, next);
    }

    @PostMapping("/professionals/{id}/contract")
    String contract(
            @PathVariable UUID id, @RequestParam UUID decision, HttpServletRequest request, RedirectAttributes next) {
        return follow(Feedback.Kind.CONTRACT, id, decision, request, next);
    }

    private String follow(
            Feedback.Kind kind, UUID id, UUID decision, HttpServletRequest request, RedirectAttributes next) {
        List<Fault> faults = store(kind, id, decision, request);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        next.addFlashAttribute("done", kind.type());
        next.addAttribute("decision", decision);
        return "redirect:/professionals/" + id;
    }

    /**
     * Writes the click down, once however often the page is loaded again. A page matters more than its click: a link that is
     * wrong or a log that is away does not keep anybody from reading it.
     *
     * @return whether the answer showed this professional
     */
    private boolean clicked(UUID id, UUID decision, HttpServletRequest request) {
        if (decision.version() != 7) {
            return false;
        }
        if (ahead(request)) {
            return true;
        }
        try {
            return store(Feedback.Kind.CLICK, id, decision, request).isEmpty();
        } catch (EventLogUnavailable e) {
            LOG.warn("The click on {} of the answer {} is lost: {}", id, decision, e.getMessage());
            return true;
        }
    }

    /** A browser that loads a page ahead, in case somebody clicks, has not clicked. */
    private static boolean ahead(HttpServletRequest request) {
        String purpose = request.getHeader("Sec-Purpose");
        return purpose != null && purpose.toLowerCase(Locale.ROOT).contains("prefetch");
    }

    private List<Fault> store(Feedback.Kind kind, UUID id, UUID decision, HttpServletRequest request) {
        String item = id.toString();
        UUID event =
                UUID.nameUUIDFromBytes((kind.type() + ' ' + decision + ' ' + item).getBytes(StandardCharsets.UTF_8));
        Feedback feedback = new Feedback(
                kind, item, null, decision, null, Session.of(request, null).orElse(null), event);
        List<Fault> faults = new ArrayList<>();
        log.event(feedback, "", faults).ifPresent(one -> log.store(List.of(one)));
        return faults;
    }
}
