package tino.marketplace.dispute;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
import tino.marketplace.professional.Professionals;
import tino.web.Refusal;

/** Disputes over HTTP. */
@RestController
@RequestMapping("/api/professionals/{professional}/disputes")
@Tag(name = "Professionals")
final class DisputeController {
    private final Disputes disputes;
    private final Professionals professionals;
    private final Validity validity;
    private final InstantSource clock;

    DisputeController(Disputes disputes, Professionals professionals, Validity validity, InstantSource clock) {
        this.disputes = disputes;
        this.professionals = professionals;
        this.validity = validity;
        this.clock = clock;
    }

    /** @param customer the client's account; the caller's own where it is left out */
    record Draft(
            @Nullable UUID customer,
            @NotBlank @Size(max = 5_000) @Nullable String reason) {}

    @GetMapping
    @Operation(summary = "Disputes about a professional, the newest first")
    List<Dispute> list(
            @PathVariable UUID professional,
            @RequestParam(required = false) @Nullable Boolean resolved,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable Integer limit,
            HttpServletRequest request) {
        Caller.of(request).mustOwn(professionals.get(professional).userId());
        return disputes.list(professional, resolved, null, Slice.of(offset, limit));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Opens a dispute")
    Dispute open(@PathVariable UUID professional, @RequestBody @Nullable Draft body, HttpServletRequest request) {
        Draft draft = validity.require(body);
        UUID disputed = professionals.get(professional).id();
        UUID customer = Caller.of(request).author("customer", draft.customer());
        return disputes.open(disputed, customer, Objects.requireNonNull(draft.reason()), clock.instant());
    }

    @PostMapping("/{id}/resolve")
    @Operation(summary = "Ends a dispute")
    Dispute resolve(@PathVariable UUID professional, @PathVariable long id, HttpServletRequest request) {
        if (Caller.of(request).professional()) {
            throw Refusal.forbidden("Only operators resolve disputes.");
        }
        return disputes.resolve(professional, id, clock.instant()).orElseThrow(() -> Refusal.notFound("dispute", id));
    }
}
