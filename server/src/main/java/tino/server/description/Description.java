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
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tino.server.Build;

/** What the generated document says beyond the controllers: keys, and problems as the answer to every failure. */
@Configuration(proxyBeanMethods = false)
class Description {
    private static final String PROBLEM = "Problem";
    private static final String KEY = "key";
    private static final String BEARER = "bearer";

    /** Those whose callers know them with a trailing slash; it is optional everywhere. */
    private static final List<String> SLASHED = List.of("/api/search", "/api/events", "/api/log");

    /** Those that need neither account nor key. */
    private static final List<String> OPEN = List.of("/api/search", "/api/events", "/api/log");

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tino")
                        .version(Build.version())
                        .description("Finds, ranks, decides and answers. A trailing slash is optional on every path. "
                                + "Every failure is a problem document (RFC 9457).")
                        .license(new License().name("Apache-2.0")))
                .components(new Components()
                        .addSchemas(PROBLEM, problem())
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
                .addProperty("errors", new ArraySchema().items(fault));
    }

    @Bean
    OpenApiCustomizer completion() {
        return api -> {
            Paths paths = new Paths();
            api.getPaths().forEach((path, item) -> {
                if (path.equals(described(path))) {
                    item.readOperations().forEach(operation -> complete(path, operation));
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
        failure(responses, "400", "The request is wrong; the problem names the field");
        failure(responses, "429", "Too many requests; Retry-After says when to come back");
        failure(responses, "503", "Not available at present; nothing was kept, try again");
        if (!startsWithAny(path, OPEN)) {
            failure(responses, "401", "No account, no key");
            failure(responses, "403", "This account or key may not do that");
            operation.addSecurityItem(new SecurityRequirement().addList(KEY));
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
        }
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
