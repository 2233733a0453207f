package tino.server.privacy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tino.lifecycle.privacy.Audit;
import tino.server.security.Account;

/**
 * Writes down who looks at what is kept of people, or changes it, and who moves what decides how everybody is answered, before it
 * is shown or done: what cannot be written down is not. Models and trials have histories of their own.
 */
@Configuration(proxyBeanMethods = false)
class PersonalReads implements WebMvcConfigurer {
    /** Where people's data are behind the login. Profiles are public, their search is not audited. */
    private static final String[] WATCHED = {
        "/console/professionals/**",
        "/console/reviews/**",
        "/console/messages/**",
        "/console/disputes/**",
        "/console/decisions/**",
        "/console/privacy/**",
        "/api/decisions/**",
        "/api/professionals/*/**",
        "/api/privacy/erasures/**"
    };

    /** What changes everybody's answers and has no history of its own; to look at it is nobody's secret. */
    private static final String[] LEVERS = {
        "/api/v1/models/select", "/api/v1/cache/clear", "/api/v1/finetune/start", "/console/assistant/**"
    };

    private final Audit audit;

    PersonalReads(Audit audit) {
        this.audit = audit;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Writing()).addPathPatterns(WATCHED);
        registry.addInterceptor(new Writing() {
                    @Override
                    boolean matters(HttpServletRequest request) {
                        return !request.getMethod().equals("GET");
                    }
                })
                .addPathPatterns(LEVERS);
    }

    private class Writing implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            Authentication who = SecurityContextHolder.getContext().getAuthentication();
            if (who != null && !(who instanceof AnonymousAuthenticationToken) && matters(request)) {
                audit.record(Account.nameOf(who), action(request), about(request), "");
            }
            return true;
        }

        boolean matters(HttpServletRequest request) {
            return !refreshes(request);
        }
    }

    /** A page that looks again by itself was looked at once. */
    private static boolean refreshes(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null && request.getMethod().equals("GET");
    }

    /** The pattern, not the address: that may name somebody. */
    private static String action(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return request.getMethod() + " " + (pattern == null ? "?" : pattern);
    }

    private static @Nullable String about(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("id") instanceof String id
                ? id
                : null;
    }
}
