package tino.server.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** {@code ?lang=en} on any page: keeps the choice in a cookie and goes on to the same address without it. */
final class LanguageSwitch implements HandlerInterceptor {
    static final String PARAMETER = "lang";

    private final LocaleResolver resolver;

    LanguageSwitch(LocaleResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String tag = request.getParameter(PARAMETER);
        if (tag == null || !"GET".equals(request.getMethod())) {
            return true;
        }
        Optional<Locale> language = Languages.of(tag);
        if (language.isEmpty()) {
            return true;
        }
        resolver.setLocale(request, response, language.get());
        String path = ServletUriComponentsBuilder.fromRequest(request)
                .scheme(null)
                .host(null)
                .port(null)
                .replaceQueryParam(PARAMETER)
                .build()
                .toUriString();
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", path.startsWith("//") ? "/" : path); // "//host" would leave this site
        return false;
    }
}
