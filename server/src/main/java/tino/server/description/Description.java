package tino.server.description;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tino.server.Build;
import tino.web.RequestId;

/** What the generated document says beyond the controllers: keys, and problems as the answer to every failure. */
@Configuration(proxyBeanMethods = false)
class Description {
    private static final String PROBLEM = "Problem";
    private static final String MLFLOW_ERROR = "MlflowError";
    private static final String OPENAI_ERROR = "OpenAiError";
    private static final String KEY = "key";
    private static final String BEARER = "bearer";

    /** Those whose callers know them with a trailing slash; it is optional everywhere. */
    private static final List<String> SLASHED = List.of("/api/search", "/api/events", "/api/log");

    /** Those that answer failures as MLflow does. */
    private static final List<String> MLFLOW = List.of("/api/2.0/mlflow", "/api/2.0/mlflow-artifacts");

    /** Those that need neither account nor key. */
    private static final List<String> OPEN = List.of(
            "/api/search",
            "/api/events",
            "/api/log",
            "/api/v1/query",
            "/api/v1/models",
            "/api/v1/models/status",
            "/v1/chat/completions",
            "/v1/embeddings",
            "/v1/models");

    /** Of what begins like those, what does need one. */
    private static final List<String> CLOSED = List.of("/api/v1/models/select", "/api/v1/models/stats");

    private static final List<String> OPENAI = List.of("/v1");

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tino")
                        .version(Build.version())
                        .description("Finds, ranks, decides and answers. A trailing slash is optional on every path. "
                                + "Every failure is a problem document (RFC 9457), but for MLflow's and OpenAI's protocols, whose "
                                + "requests and answers are those of MLflow's REST API 2.0 and of OpenAI's API.")
                        .license(new License().name("Apache License 2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key"))
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")));
    }

    private static Schema<?> problem() {
        Schema<?> fault = new ObjectSchema()
                .addProperty("field", new StringSchema().description("as the caller wrote it"))
                .addProperty("message", new StringSchema().description("what was expected, what came"));
        return new ObjectSchema()
                .description("RFC 9457")
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("errors", new ArraySchema().items(fault))
                .addProperty(RequestId.PROPERTY, new StringSchema().description("as in X-Request-Id"));
    }

    private static Schema<?> openAiError() {
        return new ObjectSchema()
                .description("As OpenAI's clients read it")
                .addProperty(
                        "error",
                        new ObjectSchema()
                                .addProperty("message", new StringSchema())
                                .addProperty("type", new StringSchema())
                                .addProperty("param", nullableText())
                                .addProperty("code", nullableText()));
    }

    private static Schema<?> nullableText() {
        return new JsonSchema().types(Set.of("string", "null"));
    }

    private static Schema<?> mlflowError() {
        return new ObjectSchema()
                .description("As MLflow's clients read it")
                .addProperty("error_code", new StringSchema().description("e.g. RESOURCE_DOES_NOT_EXIST"))
                .addProperty("message", new StringSchema());
    }

    /** What generated clients call an operation, e.g. {@code queryAsk}: the same whatever else is added to the interface. */
    @Bean
    OperationCustomizer names() {
        return (operation, handler) -> {
            String room = handler.getBeanType().getSimpleName().replaceAll("(Controller|Calls)$", "");
            String name = handler.getMethod().getName();
            operation.setOperationId(Character.toLowerCase(room.charAt(0))
                    + room.substring(1)
                    + Character.toUpperCase(name.charAt(0))
                    + name.substring(1));
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer completion() {
        return api -> {
            // Those that are referred to from here on only, and so were taken for unused.
            api.getComponents()
                    .addSchemas(PROBLEM, problem())
                    .addSchemas(MLFLOW_ERROR, mlflowError())
                    .addSchemas(OPENAI_ERROR, openAiError());
            Paths paths = new Paths();
            Map<String, Integer> named = new HashMap<>();
            api.getPaths().forEach((path, item) -> {
                if (path.equals(described(path))) {
                    item.readOperations().forEach(operation -> {
                        complete(path, operation);
                        // One method may answer at several paths.
                        int number = named.merge(operation.getOperationId(), 1, Integer::sum);
                        if (number > 1) {
                            operation.setOperationId(operation.getOperationId() + number);
                        }
                    });
                    paths.addPathItem(path, item);
                }
            });
            api.setPaths(paths);
        };
    }

    /** Of a path with and without slash, the one that is described. */
    private static String described(String path) {
        String bare = path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
        return startsWithAny(bare, SLASHED) ? bare + "/" : bare;
    }

    private static void complete(String path, Operation operation) {
        ApiResponses responses = operation.getResponses();
        if (startsWithAny(path, MLFLOW)) {
            mlflowFailure(responses, "400", "INVALID_PARAMETER_VALUE, MALFORMED_REQUEST or RESOURCE_ALREADY_EXISTS");
            mlflowFailure(responses, "404", "RESOURCE_DOES_NOT_EXIST");
            mlflowFailure(responses, "409", "INVALID_STATE, e.g. the gate is not passed");
        } else {
            failure(responses, "400", "The request is wrong; the problem names the field");
        }
        failure(responses, "429", "Too many requests; Retry-After says when to come back");
        failure(responses, "503", "Not available at present; nothing was kept, try again");
        if (!startsWithAny(path, OPEN) || startsWithAny(path, CLOSED)) {
            failure(responses, "401", "No account, no key");
            failure(responses, "403", "This account or key may not do that");
            operation.addSecurityItem(new SecurityRequirement().addList(KEY));
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
        }
        if (startsWithAny(path, OPENAI)) {
            responses.forEach((status, response) -> {
                if (status.charAt(0) != '2') {
                    response.setContent(json(OPENAI_ERROR));
                }
            });
        }
    }

    private static void mlflowFailure(ApiResponses responses, String status, String meaning) {
        responses.addApiResponse(status, new ApiResponse().description(meaning).content(json(MLFLOW_ERROR)));
    }

    private static Content json(String schema) {
        return new Content()
                .addMediaType(
                        "application/json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + schema)));
    }

    private static void failure(ApiResponses responses, String status, String meaning) {
        ApiResponse given = responses.get(status);
        ApiResponse response = given == null ? new ApiResponse().description(meaning) : given;
        response.setContent(new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
        responses.addApiResponse(status, response);
    }

    private static boolean startsWithAny(String path, List<String> prefixes) {
        return prefixes.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}
