package tino.marketplace.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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

/** Messages over HTTP. A professional reads and writes only those of the own profile. */
@RestController
@RequestMapping("/api/professionals/{professional}/messages")
@Tag(name = "Professionals")
final class MessageController {
    private final Messages messages;
    private final Professionals professionals;
    private final Validity validity;
    private final InstantSource clock;

    MessageController(Messages messages, Professionals professionals, Validity validity, InstantSource clock) {
        this.messages = messages;
        this.professionals = professionals;
        this.validity = validity;
        this.clock = clock;
    }

    /** @param author the client's account or the professional's; the caller's own where it is left out */
    record Draft(
            @NotNull @JsonProperty("contract_id") @Nullable UUID contractId,
            @Nullable UUID author,
            @NotBlank @Size(max = 5_000) @Nullable String text) {}

    @GetMapping
    @Operation(summary = "Messages with a professional, the newest first")
    List<Message> list(
            @PathVariable UUID professional,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable Integer limit,
            HttpServletRequest request) {
        Caller.of(request).mustOwn(professionals.get(professional).userId());
        return messages.list(professional, null, Slice.of(offset, limit));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Writes a message to or from a professional")
    Message add(@PathVariable UUID professional, @RequestBody @Nullable Draft body, HttpServletRequest request) {
        Draft draft = validity.require(body);
        Caller caller = Caller.of(request);
        caller.mustOwn(professionals.get(professional).userId());
        return messages.add(
                Objects.requireNonNull(draft.contractId()),
                caller.author("author", draft.author()),
                professional,
                Objects.requireNonNull(draft.text()),
                clock.instant());
    }
}
