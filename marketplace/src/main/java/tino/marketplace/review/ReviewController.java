package tino.marketplace.review;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tino.marketplace.Caller;
import tino.marketplace.Slice;
import tino.marketplace.problem.Validity;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.Professionals;
import tino.web.Refusal;

/** Reviews over HTTP. */
@RestController
@RequestMapping("/api/professionals/{professional}/reviews")
@Tag(name = "Professionals")
final class ReviewController {
    private final Reviews reviews;
    private final Professionals professionals;
    private final Validity validity;
    private final InstantSource clock;

    ReviewController(Reviews reviews, Professionals professionals, Validity validity, InstantSource clock) {
        this.reviews = reviews;
        this.professionals = professionals;
        this.validity = validity;
        this.clock = clock;
    }

    /** @param author the client's account; the caller's own where it is left out */
    record Draft(
            @Nullable UUID author,
            @NotNull @Min(1) @Max(5) @Nullable Integer stars,
            @Size(max = 5_000) @Nullable String comment) {}

    @GetMapping
    @Operation(summary = "Reviews of a professional, the newest first")
    List<Review> list(
            @PathVariable UUID professional,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable Integer limit) {
        return reviews.list(professionals.get(professional).id(), null, null, Slice.of(offset, limit));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Reviews a professional, 1 to 5 stars")
    Review add(@PathVariable UUID professional, @RequestBody @Nullable Draft body, HttpServletRequest request) {
        Draft draft = validity.require(body);
        Professional reviewed = professionals.get(professional);
        UUID author = Caller.of(request).author("author", draft.author());
        if (author.equals(reviewed.userId())) {
            throw Refusal.forbidden("Nobody reviews the own profile.");
        }
        return reviews.add(
                professional,
                author,
                Objects.requireNonNull(draft.stars()),
                Objects.requireNonNullElse(draft.comment(), ""),
                clock.instant());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Takes a review back")
    void delete(@PathVariable UUID professional, @PathVariable long id, HttpServletRequest request) {
        if (Caller.of(request).professional()) {
            throw Refusal.forbidden("Only operators take reviews back.");
        }
        if (!reviews.delete(professional, id)) {
            throw Refusal.notFound("review", id);
        }
    }
}
