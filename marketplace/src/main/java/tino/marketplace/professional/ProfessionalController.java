package tino.marketplace.professional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tino.marketplace.Caller;
import tino.marketplace.Slice;
import tino.marketplace.problem.InvalidInput;
import tino.marketplace.problem.Refusal;
import tino.marketplace.problem.Validity;

/** Profiles over HTTP. */
@RestController
@Tag(name = "Professionals")
final class ProfessionalController {
    private final Professionals professionals;
    private final Validity validity;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    ProfessionalController(Professionals professionals, Validity validity, InstantSource clock, Supplier<UUID> ids) {
        this.professionals = professionals;
        this.validity = validity;
        this.clock = clock;
        this.ids = ids;
    }

    /** What a list of profiles answers. @param count how many there are in all */
    record Listing(long count, List<Professional> results) {}

    @GetMapping({"/api/professionals", "/api/professionals/"})
    @Operation(summary = "Lists profiles, the most recently changed first")
    Listing list(
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(name = "kyc_verified", required = false) @Nullable Boolean kycVerified,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable Integer limit) {
        Professionals.Selection selection = new Professionals.Selection(text, category, kycVerified);
        return new Listing(professionals.count(selection), professionals.list(selection, Slice.of(offset, limit)));
    }

    @GetMapping({"/api/professionals/{id}", "/api/professionals/{id}/"})
    @Operation(summary = "One profile")
    Professional get(@PathVariable UUID id) {
        return professionals.get(id);
    }

    @PostMapping({"/api/professionals", "/api/professionals/"})
    @Operation(summary = "Creates a profile; found by searches within seconds")
    ResponseEntity<Professional> create(@RequestBody @Nullable ProfessionalDraft body, HttpServletRequest request) {
        ProfessionalDraft draft = checked(body);
        Caller caller = Caller.of(request);
        UUID owner = caller.author("user_id", draft.userId());
        Professional created = draft.create(ids.get(), owner, clock.instant());
        if (caller.professional()) {
            mustLeaveToOperators(
                    draft, draft.withoutOperatorsFields().create(created.id(), owner, created.createdAt()));
        }
        try {
            professionals.insert(created);
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("The account " + owner + " has a profile already; change that one.");
        }
        return ResponseEntity.created(URI.create("/api/professionals/" + created.id()))
                .body(created);
    }

    @PutMapping({"/api/professionals/{id}", "/api/professionals/{id}/"})
    @Operation(summary = "Replaces what people write of a profile; measured fields are ignored")
    Professional update(
            @PathVariable UUID id, @RequestBody @Nullable ProfessionalDraft body, HttpServletRequest request) {
        ProfessionalDraft draft = checked(body);
        Professional old = get(id);
        Caller caller = Caller.of(request);
        caller.mustOwn(old.userId());
        if (draft.userId() != null && !draft.userId().equals(old.userId())) {
            throw new InvalidInput(
                    "user_id", "a profile stays with its account " + old.userId() + ", got " + draft.userId());
        }
        if (caller.professional()) {
            mustLeaveToOperators(draft, old);
        }
        Professional changed = draft.update(old, clock.instant());
        if (!professionals.update(changed)) {
            throw Refusal.notFound("professional", id);
        }
        return changed;
    }

    @DeleteMapping({"/api/professionals/{id}", "/api/professionals/{id}/"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Deletes a profile with its reviews, messages and disputes")
    void delete(@PathVariable UUID id, HttpServletRequest request) {
        Caller.of(request).mustOwn(get(id).userId());
        if (!professionals.delete(id)) {
            throw Refusal.notFound("professional", id);
        }
    }

    private ProfessionalDraft checked(@Nullable ProfessionalDraft body) {
        ProfessionalDraft draft = validity.require(body);
        String category = Objects.requireNonNull(draft.category());
        return draft.withCategory(Categories.find(category)
                .orElseThrow(() -> new InvalidInput(
                        "category", "one of " + Categories.all() + " is expected, got \"" + category + '"')));
    }

    /** Refuses a professional's draft that changes what only operators may. */
    private static void mustLeaveToOperators(ProfessionalDraft draft, Professional now) {
        boolean unchanged = same(draft.kycVerified(), now.kycVerified())
                && same(draft.academicScore(), now.academicScore())
                && same(draft.mapsRating(), now.mapsRating())
                && same(draft.linkedinScore(), now.linkedinScore());
        if (!unchanged) {
            throw Refusal.forbidden("kyc_verified, academic_score, maps_rating and linkedin_score are set by operators;"
                    + " leave them out or send them back unchanged.");
        }
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object stored) {
        return wanted == null || wanted.equals(stored);
    }
}
