package tino.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import tino.server.problem.Problems;
import tino.server.security.ApiKeys.ApiKey;

/** Lets services in: {@code Authorization: Bearer tino_…} or {@code X-API-Key: tino_…}. A wrong key is refused, never ignored. */
final class ApiKeyFilter extends OncePerRequestFilter {
    private final ApiKeys keys;
    private final Problems problems;

    ApiKeyFilter(ApiKeys keys, Problems problems) {
        this.keys = keys;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = Presented.key(request);
        if (secret == null) {
            chain.doFilter(request, response);
            return;
        }
        Optional<ApiKey> key;
        try {
            key = keys.find(secret);
        } catch (org.springframework.dao.DataAccessException e) {
            problems.write(request, response, problems.of(e));
            return;
        }
        if (key.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.write(
                    request,
                    response,
                    Problems.problem(
                            HttpStatus.UNAUTHORIZED,
                            "This API key is not known, has expired or was revoked. `tino apikey list` shows those there are."));
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new Service(key.get()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    /** A service that showed its key; its name is {@code key:…}, never an account's. */
    static final class Service extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1;

        private final transient ApiKey key;

        Service(ApiKey key) {
            super(authorities(key));
            this.key = key;
            setAuthenticated(true);
        }

        private static List<GrantedAuthority> authorities(ApiKey key) {
            List<GrantedAuthority> authorities = new ArrayList<>();
            key.scopes().forEach(scope -> authorities.add(new SimpleGrantedAuthority(scope.authority())));
            return authorities;
        }

        ApiKey key() {
            return key;
        }

        @Override
        public Object getPrincipal() {
            return "key:" + key.name();
        }

        @Override
        public @Nullable Object getCredentials() {
            return null;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Service service && service.key.id().equals(key.id());
        }

        @Override
        public int hashCode() {
            return key.id().hashCode();
        }
    }
}
