package tino.marketplace.review;

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

/** Reviews in the console: list, filter, search, edit, delete. */
@Controller
@RequestMapping("/console/reviews")
final class ReviewConsole {
    private static final int LONGEST = 5_000;

    private final Reviews reviews;
    private final Professionals professionals;
    private final InstantSource clock;

    ReviewConsole(Reviews reviews, Professionals professionals, InstantSource clock) {
        this.reviews = reviews;
        this.professionals = professionals;
        this.clock = clock;
    }

    @GetMapping
    String list(HttpServletRequest request, Model page) {
        Form form = Form.of(request);
        UUID professional = form.id("professional");
        Integer stars = form.whole("stars");
        form.mustBeReadable();
        Listing<Review> listing =
                Listing.of(request, slice -> reviews.list(professional, stars, form.optional("text"), slice));
        page.addAttribute("form", form.values());
        page.addAttribute("listing", listing);
        page.addAttribute(
                "titles",
                Titles.of(
                        professionals,
                        listing.rows().stream().map(Review::professionalId).toList()));
        return "marketplace/console/reviews";
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model page) {
        Review review = get(id);
        return edit(
                page, review, Map.of("stars", String.valueOf(review.stars()), "comment", review.comment()), List.of());
    }

    @PostMapping("/{id}")
    String update(
            @PathVariable long id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        Review review = get(id);
        Form form = Form.of(request);
        Integer stars = form.whole("stars");
        String comment = form.text("comment");
        if (stars == null || stars < 1 || stars > 5 || comment.length() > LONGEST) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return edit(page, review, form.values(), List.of(comment.length() > LONGEST ? "comment" : "stars"));
        }
        reviews.update(id, stars, comment, clock.instant());
        next.addFlashAttribute("done", "saved");
        return "redirect:/console/reviews/" + id;
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes next) {
        reviews.delete(get(id).professionalId(), id);
        next.addFlashAttribute("done", "deleted");
        return "redirect:/console/reviews";
    }

    private Review get(long id) {
        return reviews.find(id).orElseThrow(() -> Refusal.notFound("review", id));
    }

    private String edit(Model page, Review review, Map<String, String> form, List<String> problems) {
        page.addAttribute("review", review);
        page.addAttribute("professional", professionals.get(review.professionalId()));
        page.addAttribute("form", form);
        page.addAttribute("problems", problems);
        return "marketplace/console/review";
    }
}
