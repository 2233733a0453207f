package tino.marketplace.professional;

import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import tino.marketplace.Caller;
import tino.marketplace.problem.Validity;
import tino.web.InvalidInput;
import tino.web.Refusal;

/** Who may write what into a profile, whether it comes as JSON or from the console. */
@Component
final class ProfileEditor {
    private final Professionals professionals;
    private final Validity validity;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    ProfileEditor(Professionals professionals, Validity validity, InstantSource clock, Supplier<UUID> ids) {
        this.professionals = professionals;
        this.validity = validity;
        this.clock = clock;
        this.ids = ids;
    }

    /** @throws InvalidInput naming every field at fault @throws Refusal if the account has a profile or the caller may not */
    Professional create(@Nullable ProfessionalDraft body, Caller caller) {
        ProfessionalDraft draft = checked(body);
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
        return created;
    }

    /** @throws InvalidInput naming every field at fault @throws Refusal if there is no such profile or the caller may not */
    Professional update(UUID id, @Nullable ProfessionalDraft body, Caller caller) {
        ProfessionalDraft draft = checked(body);
        Professional old = professionals.get(id);
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

    /** @throws Refusal if there is no such profile or the caller may not */
    void delete(UUID id, Caller caller) {
        caller.mustOwn(professionals.get(id).userId());
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
