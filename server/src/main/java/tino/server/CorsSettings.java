package tino.server;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which other sites' pages may call the API from a browser. Cookies are never taken from them: such pages send a key or a token.
 *
 * @param origins {@code https://app.example.com}, or {@code *} for any; empty: none
 * @param methods that they may use
 * @param headers that they may send
 * @param maxAge how long a browser may remember the answer
 */
public record CorsSettings(
        @DefaultValue List<String> origins,
        @DefaultValue({"GET", "POST"}) List<String> methods,

        @DefaultValue({"Authorization", "Content-Type", "X-API-Key", "X-Request-Id"})
        List<String> headers,

        @NotNull @DefaultValue("1h") Duration maxAge) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** @throws IllegalArgumentException if one is none: which, what was expected, what came */
    public CorsSettings {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        for (String origin : origins) {
            if (!origin.equals("*") && !isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "tino.access.cors.origins: expected scheme, host and port as a browser"
                                + " sends them, e.g. https://app.example.com or http://localhost:3000, or *, got '"
                                + origin
                                + "'.");
            }
        }
        for (String method : methods) {
            if (!METHODS.contains(method)) {
                throw new IllegalArgumentException("tino.access.cors.methods: expected some of "
                        + METHODS.stream().sorted().toList() + ", got '" + method + "'.");
            }
        }
        for (String header : headers) {
            if (!header.matches("[A-Za-z0-9-]{1,100}")) {
                throw new IllegalArgumentException(
                        "tino.access.cors.headers: expected names of headers, got '" + header + "'.");
            }
        }
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException(
                    "tino.access.cors.max-age: expected a time of 0 or more, got " + maxAge + ".");
        }
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            String plain = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            return uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && text.equals(plain)
                    && text.equals(text.toLowerCase(java.util.Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
