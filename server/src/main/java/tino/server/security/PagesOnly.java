package tino.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import tino.server.problem.Problems;

/** Remembers where somebody wanted to go before the login, for pages; a refused API request makes no session. */
final class PagesOnly extends HttpSessionRequestCache {
    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        if (Problems.forPeople(request) && request.getMethod().equals("GET")) {
            super.saveRequest(request, response);
        }
    }
}
