package tino.server.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.assistant.query.Tier;
import tino.lifecycle.privacy.Audit;
import tino.server.security.ApiKeys.ApiKey;
import tino.web.Body;
import tino.web.Refusal;
import tino.web.Unprocessable;
import tino.web.Unprocessable.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Exchanges an API key, which stays with a service, for a token that the service may hand to a browser. */
@RestController
@Tag(name = "Access")
final class TokenController {
    private static final String SCOPES = "scopes";
    private static final String USER = "sub";
    private static final String TIER = "tier";
    private static final String SECONDS = "seconds";
    private static final Set<String> FIELDS = Set.of(SCOPES, USER, TIER, SECONDS);
    private static final int LONGEST_USER = 200;

    private final Tokens tokens;
    private final Audit audit;

    TokenController(Tokens tokens, Audit audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    /** Only describes what is read. */
    @Schema(name = "TokenRequest")
    record Request(
            @Schema(description = "Some of the key's scopes; all of them where none are named")
            List<Scope> scopes,

            @Schema(maxLength = LONGEST_USER, description = "The service's own user for whom the token is")
            String sub,

            @Schema(
                    allowableValues = {"free", "premium"},
                    description = "That user's tier: questions with this token are of it, whatever they say")
            String tier,

            @Schema(minimum = "1", maximum = "3600", defaultValue = "900", description = "How long it is good")
            Integer seconds) {}

    /** As OAuth 2.0 answers (RFC 6749, section 5.1). */
    @Schema(name = "Token")
    record Answer(
            @JsonProperty("access_token") String token,
            @JsonProperty("token_type") String type,
            @JsonProperty("expires_in") long seconds,
            String scope) {}

    @PostMapping(path = "/api/v1/token", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Exchanges an API key for a short-lived token",
            description =
                    "The key comes in a header. The token is sent as Authorization: Bearer; it ends by itself, and at once"
                            + " (within five seconds) when its key is revoked.")
    @ApiResponse(responseCode = "200", description = "The token")
    @ApiResponse(
            responseCode = "422",
            description = "The body asks for what there is not; all faults are named",
            content = {})
    ResponseEntity<Answer> exchange(
            @RequestBody(content = @Content(schema = @Schema(implementation = Request.class)))
                    @org.springframework.web.bind.annotation.RequestBody(required = false)
                    byte @Nullable [] body,
            HttpServletRequest request) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof ApiKeyFilter.Service service)) {
            throw Refusal.forbidden("An API key is exchanged for a token; accounts and tokens are not.");
        }
        JsonNode sent =
                body == null || body.length == 0 ? JsonNodeFactory.instance.objectNode() : Body.read(body, request);
        Tokens.Grant grant = read(sent, service.key());
        Tokens.Signed signed = tokens.sign(grant);
        String scopes = grant.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(" "));
        audit.record(
                service.getName(),
                "POST /api/v1/token",
                grant.user(),
                "token " + signed.id() + ", " + scopes + ", " + grant.lasting().toSeconds() + " s"
                        + (grant.tier() == null ? "" : ", " + grant.tier()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Answer(signed.token(), "Bearer", grant.lasting().toSeconds(), scopes));
    }

    private static Tokens.Grant read(JsonNode sent, ApiKey key) {
        if (!sent.isObject()) {
            throw new Unprocessable("body", "a JSON object is expected");
        }
        List<Fault> faults = new ArrayList<>();
        for (String field : sent.propertyNames()) {
            if (!FIELDS.contains(field)) {
                faults.add(new Fault(
                        "body",
                        "no other fields than " + FIELDS.stream().sorted().toList() + " are expected"));
            }
        }
        Set<Scope> scopes = scopes(sent.path(SCOPES), key, faults);
        String user = user(sent.path(USER), faults);
        String tier = tier(sent.path(TIER), key, faults);
        Duration lasting = lasting(sent.path(SECONDS), faults);
        if (!faults.isEmpty()) {
            throw new Unprocessable(faults);
        }
        return new Tokens.Grant(key, scopes, user, tier, lasting);
    }

    private static Set<Scope> scopes(JsonNode node, ApiKey key, List<Fault> faults) {
        if (absent(node)) {
            return key.scopes();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (JsonNode one : node) {
            key.scopes().stream()
                    .filter(scope -> one.isString()
                            && scope.name().equals(one.stringValue().toUpperCase(Locale.ROOT)))
                    .forEach(scopes::add);
        }
        if (!node.isArray() || node.isEmpty() || scopes.size() != node.size()) {
            faults.add(new Fault(
                    SCOPES,
                    "an array of some of the key's scopes is expected: "
                            + key.scopes().stream().sorted().toList()));
        }
        return scopes;
    }

    private static @Nullable String user(JsonNode node, List<Fault> faults) {
        if (absent(node)) {
            return null;
        }
        String user = node.isString() ? node.stringValue().strip() : node.isIntegralNumber() ? node.toString() : "";
        if (user.isEmpty() || user.length() > LONGEST_USER) {
            faults.add(new Fault(USER, "a text of 1 to " + LONGEST_USER + " characters or a whole number is expected"));
        }
        return user;
    }

    private static @Nullable String tier(JsonNode node, ApiKey key, List<Fault> faults) {
        if (absent(node)) {
            return null;
        }
        String tier = node.isString() ? node.stringValue() : "";
        if (!tier.equals(Tier.FREE.word()) && !tier.equals(Tier.PREMIUM.word())) {
            faults.add(new Fault(TIER, "free or premium is expected"));
        } else if (tier.equals(Tier.PREMIUM.word()) && !Tiers.mayName(key.scopes())) {
            faults.add(new Fault(TIER, "only a key of the scope " + Scope.ASK + " may say that a user is premium"));
        }
        return tier;
    }

    private static Duration lasting(JsonNode node, List<Fault> faults) {
        if (absent(node)) {
            return Tokens.USUAL;
        }
        if (!node.isIntegralNumber() || node.asLong(0) < 1 || node.asLong(0) > Tokens.LONGEST.toSeconds()) {
            faults.add(new Fault(SECONDS, "a whole number from 1 to " + Tokens.LONGEST.toSeconds() + " is expected"));
            return Tokens.USUAL;
        }
        return Duration.ofSeconds(node.longValue());
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
