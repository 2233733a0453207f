package tino.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures as OpenAI's clients read them: {@code {"error": {"message", "type", "param", "code"}}}, and which request it was. */
public final class OpenAiError {
    private OpenAiError() {}

    /**
     * @param status of the answer, 400 to 599
     * @param parameter at fault, as the caller wrote it
     * @param request its id, see {@link RequestId#of}
     */
    public static Map<String, Object> of(
            int status, @Nullable String message, @Nullable String parameter, @Nullable String request) {
        Map<String, Object> error = new LinkedHashMap<>();
        String type = type(status);
        error.put("message", message == null ? type : message);
        error.put("type", type);
        error.put("param", parameter);
        error.put("code", code(status));
        if (request != null) {
            error.put(RequestId.PROPERTY, request);
        }
        return Map.of("error", error);
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static @Nullable String code(int status) {
        return switch (status) {
            case 401 -> "invalid_api_key";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }
}
