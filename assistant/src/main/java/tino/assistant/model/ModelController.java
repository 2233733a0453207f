package tino.assistant.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.management.ManagementFactory;
import java.security.Principal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.assistant.knowledge.Sources;
import tino.assistant.query.Tier;
import tino.language.route.AnswerCache;
import tino.language.route.Router;
import tino.web.Body;
import tino.web.Unprocessable;
import tools.jackson.databind.JsonNode;

/** Which models there are, how they do, which one is chosen; and the answers that are given again. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Assistant")
final class ModelController {
    private final Router router;
    private final AnswerCache cache;
    private final Selection selection;
    private final Sources sources;
    private final InstantSource clock;

    ModelController(Router router, AnswerCache cache, Selection selection, Sources sources, InstantSource clock) {
        this.router = router;
        this.cache = cache;
        this.selection = selection;
        this.sources = sources;
        this.clock = clock;
    }

    /** @param tiers who may have it; all where none is named */
    @Schema(name = "AssistantModel")
    record Listed(
            String provider,
            String name,

            @Schema(allowableValues = {"available", "recovering", "unavailable"})
            String status,

            String description,
            List<String> tiers) {
        static Listed of(Router.Model model) {
            String where = switch (model.kind()) {
                case LOCAL -> "In this process: sentences of the sources, word for word; free of charge";
                case OLLAMA -> "A model of an Ollama; free of charge";
                case OPENAI -> "A model of a service of OpenAI's protocol; charged";
            };
            return new Listed(
                    model.provider(),
                    model.model(),
                    standing(model.health()),
                    where,
                    model.tiers().stream().sorted().toList());
        }
    }

    private static String standing(String health) {
        return switch (health) {
            case "closed" -> "available";
            case "half_open" -> "recovering";
            default -> "unavailable";
        };
    }

    @GetMapping("/models")
    @Operation(summary = "The models that may answer")
    List<Listed> models() {
        return router.models().stream().map(Listed::of).toList();
    }

    @GetMapping("/models/status")
    @Operation(summary = "Whether each model answers at present, and which one is chosen for a tier")
    Map<String, Object> status() {
        Map<String, Object> selected = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            selection.model(tier).ifPresent(model -> selected.put(tier.word(), model));
        }
        return Map.of("models", models(), "selected", selected);
    }

    @GetMapping("/models/stats")
    @Operation(summary = "What each model was asked since this server started, how fast, at what cost")
    Map<String, Object> stats() {
        return router.stats().asMap();
    }

    @GetMapping("/stats")
    @Operation(summary = "The same, with how long this server runs and what it answers from")
    Map<String, Object> all() {
        AnswerCache.Counts counts = cache.counts();
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("router_stats", router.stats().asMap());
        stats.put("uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        stats.put(
                "version",
                Optional.ofNullable(ModelController.class.getPackage().getImplementationVersion())
                        .orElse("development"));
        stats.put("passages", sources.size());
        stats.put("knowledge_version", sources.state());
        stats.put("cache", counts);
        return stats;
    }

    /** Only describes what is read. */
    @Schema(name = "ModelSelection")
    record Chosen(
            @Schema(description = "null: the policy chooses again", nullable = true)
            String provider,

            @Schema(description = "the provider's model; all of it where none is named")
            String name,

            @JsonProperty("user_tier")
            @Schema(
                    allowableValues = {"free", "premium"},
                    description = "both where none is named")
            String tier) {}

    @PostMapping(path = "/models/select", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Has a model answer a tier in place of the policy's choice",
            description = "Where it fails, others stand in. Every server goes by it within two seconds.")
    @ApiResponse(responseCode = "200", description = "What is chosen now")
    @ApiResponse(
            responseCode = "422",
            description = "There is no such model",
            content = {})
    Map<String, Object> select(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Chosen.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request,
            @Nullable Principal who) {
        JsonNode sent = Body.read(body, request);
        if (!sent.isObject() || !sent.has("provider")) {
            throw new Unprocessable("provider", "the name of a provider, or null for the policy's choice, is expected");
        }
        String provider = text(sent.path("provider"));
        String name = text(sent.path("name"));
        String model = provider == null ? null : name == null ? provider : provider + "/" + name;
        if (provider != null
                && router.models().stream()
                        .noneMatch(known -> known.provider().equals(provider)
                                && (name == null || known.model().equals(name)))) {
            throw new Unprocessable(
                    "provider",
                    "one of "
                            + router.models().stream()
                                    .map(known -> known.provider() + "/" + known.model())
                                    .toList() + " is expected");
        }
        for (Tier tier : tiers(text(sent.path("user_tier")))) {
            selection.choose(tier, model, who == null ? "?" : who.getName(), clock.instant());
        }
        return status();
    }

    private static List<Tier> tiers(@Nullable String word) {
        if (word == null) {
            return List.of(Tier.values());
        }
        List<Tier> tiers = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            if (tier.word().equals(word)) {
                tiers.add(tier);
            }
        }
        if (tiers.isEmpty()) {
            throw new Unprocessable("user_tier", "free or premium is expected");
        }
        return tiers;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank()
                ? node.stringValue().strip()
                : null;
    }

    @PostMapping("/cache/clear")
    @Operation(summary = "Forgets the answers that would be given again, at this server")
    Map<String, Object> clear() {
        return Map.of("message", "Cache cleared", "entries", cache.clear());
    }

    @GetMapping("/finetune/status")
    @Operation(summary = "What fine-tuning is going on")
    Map<String, Object> finetuning() {
        return Map.of("status", "unavailable", "detail", NO_FINE_TUNING, "runs", List.of());
    }

    @PostMapping("/finetune/start")
    @Operation(summary = "Starts a fine-tuning", description = "501: this version has none.")
    void finetune() {
        throw new ErrorResponseException(
                HttpStatus.NOT_IMPLEMENTED,
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_IMPLEMENTED, NO_FINE_TUNING + " Nothing was started."),
                null);
    }

    private static final String NO_FINE_TUNING = "This version has no fine-tuning of language models.";
}
