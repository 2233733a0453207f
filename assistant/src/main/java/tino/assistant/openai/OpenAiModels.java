package tino.assistant.openai;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tino.language.route.Router;

/** Models as OpenAI's API lists them: the assistant for either tier, each model that may answer, the embedder. */
@RestController
@Tag(name = "OpenAI protocol")
final class OpenAiModels {
    private final Router router;

    OpenAiModels(Router router) {
        this.router = router;
    }

    @GetMapping("/v1/models")
    @Operation(summary = "The models that requests may name")
    Map<String, Object> list() {
        return Map.of(
                "object",
                "list",
                "data",
                ids().stream().map(OpenAiModels::model).toList());
    }

    @GetMapping("/v1/models/{id}")
    @Operation(summary = "One of them")
    Map<String, Object> find(@PathVariable String id) {
        if (!ids().contains(id)) {
            throw new OpenAiFailure(
                    HttpStatus.NOT_FOUND, "model", "There is no model of that name; GET /v1/models lists them.");
        }
        return model(id);
    }

    private List<String> ids() {
        return Stream.concat(
                        Stream.of(ModelNames.FREE, ModelNames.PREMIUM, EmbeddingController.MODEL),
                        router.models().stream().map(Router.Model::provider))
                .distinct()
                .toList();
    }

    private static Map<String, Object> model(String id) {
        return Map.of("id", id, "object", "model", "created", 0, "owned_by", "tino");
    }
}
