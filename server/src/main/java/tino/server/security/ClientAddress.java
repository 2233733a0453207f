package tino.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whose request it is behind a proxy. {@code X-Forwarded-For} is believed from trusted proxies only, and of it the last
 * address that is no trusted proxy: everything left of that, the caller may have written.
 */
final class ClientAddress extends OncePerRequestFilter {
    private final List<IpAddressMatcher> trusted;

    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(IpAddressMatcher::new).toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (trusted.isEmpty() || !trusts(request.getRemoteAddr())) {
            chain.doFilter(request, response);
            return;
        }
        String client = client(request.getHeader("X-Forwarded-For"));
        boolean https = "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        chain.doFilter(new Forwarded(request, client, https), response);
    }

    private @Nullable String client(@Nullable String forwarded) {
        if (forwarded == null) {
            return null;
        }
        List<String> addresses = List.of(forwarded.split(",")).reversed();
        for (String address : addresses) {
            String trimmed = address.trim();
            if (!isAddress(trimmed)) {
                return null;
            }
            if (!trusts(trimmed)) {
                return trimmed;
            }
        }
        return null;
    }

    /** No name is ever looked up for what a header says. */
    private static boolean isAddress(String text) {
        return text.matches("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}");
    }

    private boolean trusts(String address) {
        return trusted.stream().anyMatch(network -> matches(network, address));
    }

    private static boolean matches(IpAddressMatcher network, String address) {
        try {
            return network.matches(address);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final @Nullable String client;
        private final boolean https;

        Forwarded(HttpServletRequest request, @Nullable String client, boolean https) {
            super(request);
            this.client = client;
            this.https = https;
        }

        @Override
        public String getRemoteAddr() {
            return client == null ? super.getRemoteAddr() : client;
        }

        @Override
        public boolean isSecure() {
            return https || super.isSecure();
        }

        @Override
        public String getScheme() {
            return https ? "https" : super.getScheme();
        }
    }
}
