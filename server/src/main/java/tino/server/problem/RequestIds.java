package tino.server.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import tino.web.RequestId;

/** Gives every request a name: the caller's, if it is one that may stand in a log, else a new one. */
public final class RequestIds extends OncePerRequestFilter {
    /** As the patterns of the log name it. */
    private static final String LOGGED = "request";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(RequestId.HEADER);
        String id = given != null && NAME.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        RequestId.set(request, id);
        response.setHeader(RequestId.HEADER, id);
        MDC.put(LOGGED, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LOGGED);
        }
    }
}
