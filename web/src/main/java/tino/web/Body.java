package tino.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of requests as trees. NaN, which is no JSON but which Python writes, is read, so that its column can be named. */
public final class Body {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Body() {}

    /** @throws HttpMessageNotReadableException if it is no JSON, or names a field twice */
    public static JsonNode read(byte[] body, HttpServletRequest request) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("The body is no JSON", e, new ServletServerHttpRequest(request));
        }
    }
}
