package tino.marketplace.professional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

/** Profiles over HTTP. */
@RestController
@Tag(name = "Professionals")
final class ProfessionalController {
    private final Professionals professionals;
    private final ProfileEditor editor;

    ProfessionalController(Professionals professionals, ProfileEditor editor) {
        this.professionals = professionals;
        this.editor = editor;
    }

    /** What a list of profiles answers. @param count how many there are in all */
    record Listing(long count, List<Professional> results) {}

    @GetMapping("/api/professionals")
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

    @GetMapping("/api/professionals/{id}")
    @Operation(summary = "One profile")
    Professional get(@PathVariable UUID id) {
        return professionals.get(id);
    }

    @PostMapping("/api/professionals")
    @Operation(summary = "Creates a profile; found by searches within seconds")
    ResponseEntity<Professional> create(@RequestBody @Nullable ProfessionalDraft body, HttpServletRequest request) {
        Professional created = editor.create(body, Caller.of(request));
        return ResponseEntity.created(URI.create("/api/professionals/" + created.id()))
                .body(created);
    }

    @PutMapping("/api/professionals/{id}")
    @Operation(summary = "Replaces what people write of a profile; measured fields are ignored")
    Professional update(
            @PathVariable UUID id, @RequestBody @Nullable ProfessionalDraft body, HttpServletRequest request) {
        return editor.update(id, body, Caller.of(request));
    }

    @DeleteMapping("/api/professionals/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Deletes a profile with its reviews, messages and disputes")
    void delete(@PathVariable UUID id, HttpServletRequest request) {
        editor.delete(id, Caller.of(request));
    }
}
