package tino.server.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Gives every page, the error page included, its {@link Frame} and {@link Writing}; JSON answers never come here. */
final class FrameInterceptor implements HandlerInterceptor {
    private final ZoneId zone;

    FrameInterceptor(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page == null || !page.hasView() || isRedirect(page)) {
            return;
        }
        Locale locale = LocaleContextHolder.getLocale();
        page.addObject("frame", Frame.of(request, locale));
        page.addObject("write", new Writing(locale, zone));
        // One address answers as a page or, to htmx, as a part of it, and in either language: caches must know.
        response.addHeader("Vary", "HX-Request, Accept-Language, Cookie");
    }

    private static boolean isRedirect(ModelAndView page) {
        return page.getViewName() != null && page.getViewName().startsWith("redirect:");
    }
}
