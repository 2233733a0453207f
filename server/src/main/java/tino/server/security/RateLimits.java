package tino.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import tino.server.Settings;
import tino.server.problem.Problems;

/**
 * How many requests one caller may make in a minute: an API key by its own limit, anybody else by address (or as the
 * user that a token names), searches,  * events and questions apart. Says what is left in the fields {@code RateLimit} and {@code RateLimit-Policy}
 * (draft-ietf-httpapi-ratelimit-headers-10) and in the three of its first versions, which more clients read; beyond it, 429.
 */
final class RateLimits extends OncePerRequestFilter {
    private static final int CALLERS = 200_000;

    private final Settings.Limits limits;
    private final Problems problems;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(CALLERS)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    RateLimits(Settings.Limits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    private record Rule(String name, String caller, int perMinute) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Rule rule = rule(request, SecurityContextHolder.getContext().getAuthentication());
        if (rule == null) {
            chain.doFilter(request, response);
            return;
        }
        ConsumptionProbe probe = buckets.get(rule.name + " " + rule.caller, _ -> bucket(rule.perMinute))
                .tryConsumeAndReturnRemaining(1);
        response.setIntHeader("RateLimit-Limit", rule.perMinute);
        response.setHeader("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        response.setHeader("RateLimit-Reset", Long.toString(seconds(probe.getNanosToWaitForReset())));
        response.setHeader("RateLimit-Policy", "\"%s\";q=%d;w=60".formatted(rule.name, rule.perMinute));
        response.setHeader(
                "RateLimit",
                "\"%s\";r=%d;t=%d"
                        .formatted(rule.name, probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        long wait = seconds(probe.getNanosToWaitForRefill());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
        problems.write(
                request,
                response,
                Problems.problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "At most " + rule.perMinute + " requests in a minute; try again in " + wait
                                + " s. A service with an API key has a limit of its own."));
    }

    private @Nullable Rule rule(HttpServletRequest request, @Nullable Authentication caller) {
        if (caller instanceof ApiKeyFilter.Service service) {
            return new Rule("key", "key " + service.key().id(), limits.perKey());
        }
        String who = request.getRemoteAddr();
        if (caller instanceof Token token) {
            String user = token.claims().user();
            if (user == null) {
                return new Rule("key", token.claims().issuer(), limits.perKey());
            }
            who = token.claims().issuer() + " " + user;
        }
        String path = request.getRequestURI();
        if (path.startsWith("/api/events") || path.startsWith("/api/log")) {
            return new Rule("events", who, limits.events());
        }
        if (asks(request, path)) {
            return new Rule("questions", who, limits.questions());
        }
        if (path.startsWith("/api/")
                || path.startsWith("/why/")
                || path.startsWith("/decisions/")
                || path.equals("/")) {
            return new Rule("searches", who, limits.searches());
        }
        return null;
    }

    private static boolean asks(HttpServletRequest request, String path) {
        return path.equals("/api/v1/query")
                || path.startsWith("/api/v1/query/")
                || path.startsWith("/v1/")
                || path.equals("/assistant") && request.getParameter("q") != null;
    }

    private static Bucket bucket(int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }
}
