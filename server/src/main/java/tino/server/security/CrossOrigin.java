package tino.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import tino.server.CorsSettings;
import tino.web.RequestId;

/** What pages of other sites may call (CORS, WHATWG Fetch, section 3.3): the API, never the console, and never with cookies. */
final class CrossOrigin {
    private static final List<String> ANSWERED = List.of(
            RequestId.HEADER,
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.LOCATION,
            "RateLimit",
            "RateLimit-Policy",
            "RateLimit-Limit",
            "RateLimit-Remaining",
            "RateLimit-Reset");

    private CrossOrigin() {}

    static CorsFilter filter(CorsSettings settings, Stream<String> paths) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!settings.origins().isEmpty()) {
            CorsConfiguration configuration = new CorsConfiguration();
            configuration.setAllowedOrigins(settings.origins());
            configuration.setAllowedMethods(settings.methods());
            configuration.setAllowedHeaders(settings.headers());
            configuration.setExposedHeaders(ANSWERED);
            configuration.setAllowCredentials(false);
            configuration.setMaxAge(settings.maxAge());
            paths.forEach(path -> source.registerCorsConfiguration(path, configuration));
        }
        CorsFilter filter = new CorsFilter(source);
        filter.setCorsProcessor(new Unrefused());
        return filter;
    }

    /**
     * A request of another origin is answered without the headers that let its page read the answer. It is not refused: behind a proxy our
     * own pages may look like those of another origin, and what a request may do is not decided by who links to it.
     */
    private static final class Unrefused extends DefaultCorsProcessor {
        @Override
        public boolean processRequest(
                @Nullable CorsConfiguration configuration, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (configuration != null
                    && !CorsUtils.isPreFlightRequest(request)
                    && configuration.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null) {
                response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
                return true;
            }
            return super.processRequest(configuration, request, response);
        }
    }
}
