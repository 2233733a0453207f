package tino.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import tino.server.problem.Problems;

/** Stops the guessing of passwords: so many failures for one account or from one address, and it has to wait. */
final class LoginThrottle extends OncePerRequestFilter {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final int allowed;
    private final Problems problems;
    private final Cache<String, AtomicInteger> failures =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WINDOW).build();

    LoginThrottle(int allowed, Problems problems) {
        this.allowed = allowed;
        this.problems = problems;
    }

    void failed(HttpServletRequest request) {
        for (String who : callers(request)) {
            failures.get(who, _ -> new AtomicInteger()).incrementAndGet();
        }
    }

    void succeeded(HttpServletRequest request) {
        callers(request).forEach(failures::invalidate);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getMethod().equals("POST") && request.getRequestURI().equals("/login") && blocked(request)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(WINDOW.toSeconds()));
            problems.write(
                    request,
                    response,
                    Problems.problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "Too many failed logins for this account or from this address; try again in "
                                    + WINDOW.toMinutes() + " minutes."));
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean blocked(HttpServletRequest request) {
        return callers(request).stream()
                .map(failures::getIfPresent)
                .anyMatch(count -> count != null && count.get() >= allowed);
    }

    private static List<String> callers(HttpServletRequest request) {
        String login = request.getParameter("username");
        return List.of(
                "address " + request.getRemoteAddr(), "login " + (login == null ? "" : login.toLowerCase(Locale.ROOT)));
    }
}
