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
 * How many requests one caller may make in a minute: an API key by its own limit, anybody else by address, searches and
 * events apart. Says what is left in {@code RateLimit-*} headers; beyond it, 429.
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

    private record Rule(String caller, int perMinute) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Rule rule = rule(request, SecurityContextHolder.getContext().getAuthentication());
        if (rule == null) {
            chain.doFilter(request, response);
            return;
        }
        ConsumptionProbe probe =
                buckets.get(rule.caller, _ -> bucket(rule.perMinute)).tryConsumeAndReturnRemaining(1);
        response.setIntHeader("RateLimit-Limit", rule.perMinute);
        response.setHeader("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        response.setHeader("RateLimit-Reset", Long.toString(seconds(probe.getNanosToWaitForReset())));
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
        String path = request.getRequestURI();
        if (caller instanceof ApiKeyFilter.Service service) {
            return new Rule("key " + service.key().id(), limits.perKey());
        }
        if (path.startsWith("/api/events") || path.startsWith("/api/log")) {
            return new Rule("events " + request.getRemoteAddr(), limits.events());
        }
        if (path.startsWith("/api/")
                || path.startsWith("/why/")
                || path.startsWith("/decisions/")
                || path.equals("/")) {
            return new Rule("searches " + request.getRemoteAddr(), limits.searches());
        }
        return null;
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
