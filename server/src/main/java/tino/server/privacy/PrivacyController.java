package tino.server.privacy;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tino.lifecycle.privacy.Audit;
import tino.lifecycle.privacy.Erasure;
import tino.lifecycle.privacy.Erasures;
import tino.server.security.Account;

/** What the law lets people ask for, over HTTP. */
@RestController
@Tag(name = "Privacy")
final class PrivacyController {
    private static final String WHO =
            "Who: the id of an account, of a profile (both mean the same person), or the name of a session. "
                    + "Sessions are known by their pseudonyms only, so nobody can tell which session was whose account's: "
                    + "ask for each id that the person has.";

    /** An erasure of an ordinary installation takes less. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Erasures erasures;
    private final ErasureWork work;
    private final Audit audit;
    private final InstantSource clock;

    PrivacyController(Erasures erasures, ErasureWork work, Audit audit, InstantSource clock) {
        this.erasures = erasures;
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    @DeleteMapping("/api/privacy/subjects/{id}")
    @Operation(
            summary = "Forgets a person, everywhere",
            description =
                    "Removes everything of the person or puts a stranger in their place, and says what was done where. "
                            + "May be sent again: an erasure that goes on or is over is answered as it is.")
    @ApiResponse(responseCode = "200", description = "Done; the report")
    @ApiResponse(responseCode = "202", description = "Under way; Location says where to look")
    @ApiResponse(
            responseCode = "404",
            description = "Nobody is known by this id, and nobody was",
            content = {})
    ResponseEntity<ErasureReport> erase(@Parameter(description = WHO) @PathVariable String id, Authentication who) {
        String name = Account.nameOf(who);
        audit.record(name, "erase", id, "");
        UUID erasure = erasures.request(id, name).orElseThrow(PrivacyController::nobody);
        Erasure now = work.begin(erasure, PATIENCE);
        return now.complete()
                ? ResponseEntity.ok(ErasureReport.of(now))
                : ResponseEntity.accepted()
                        .location(URI.create("/api/privacy/erasures/" + erasure))
                        .body(ErasureReport.of(now));
    }

    @GetMapping("/api/privacy/subjects/{id}")
    @Operation(summary = "The newest erasure of a person")
    @ApiResponse(
            responseCode = "404",
            description = "None was asked for",
            content = {})
    ErasureReport status(@Parameter(description = WHO) @PathVariable String id) {
        return erasures.of(id)
                .map(ErasureReport::of)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Nobody has asked for the person of this id to be erased."));
    }

    @GetMapping("/api/privacy/erasures/{erasure}")
    @Operation(summary = "An erasure, as it is now")
    ErasureReport erasure(@PathVariable UUID erasure) {
        return erasures.find(erasure)
                .map(ErasureReport::of)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no erasure " + erasure + "."));
    }

    @GetMapping(path = "/api/privacy/subjects/{id}/export", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Everything of a person",
            description = "One JSON document, {\"id\", \"at\", \"stores\": {store: [row, …]}}, streamed.")
    @ApiResponse(responseCode = "200", description = "What is kept of the person, store by store")
    @ApiResponse(
            responseCode = "404",
            description = "Nobody is known by this id",
            content = {})
    void export(@Parameter(description = WHO) @PathVariable String id, Authentication who, HttpServletResponse response)
            throws IOException {
        audit.record(Account.nameOf(who), "export", id, "");
        if (!erasures.subjects().know(id)) {
            throw nobody();
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"person.json\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        AccessExport.write(erasures.subjects(), id, clock.instant(), response.getOutputStream());
    }

    /** Does not repeat the id: a problem is logged by whoever meets it. */
    private static ResponseStatusException nobody() {
        return new ResponseStatusException(
                HttpStatus.NOT_FOUND,
                "Nobody is known by this id. Expected is the id of an account, of a profile, or the name of a session;"
                        + " if a key of the pseudonyms was destroyed, what was written under it is nobody's any more.");
    }
}
