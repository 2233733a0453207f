package tino.server.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tino.server.security.Account;

/**
 * What the frame around a page shows.
 *
 * @param languageTag of this page, for {@code <html lang>}
 * @param account login of the account signed in, {@code null} if nobody is
 * @param operator whether the account may use all rooms of the console but those of the next two
 * @param reviewer whether the account may look after contested decisions
 * @param administrator whether the account may do everything
 */
public record Frame(
        String languageTag,
        List<Language> languages,
        @Nullable String account,
        boolean operator,
        boolean reviewer,
        boolean administrator) {

    /** @param code two letters for the switch @param href this page in that language */
    public record Language(String tag, String name, String code, String href, boolean current) {}

    static Frame of(HttpServletRequest request, Locale locale) {
        List<Language> languages = Languages.ALL.stream()
                .map(language -> new Language(
                        language.toLanguageTag(),
                        capitalised(language.getDisplayLanguage(language), language),
                        language.getLanguage().toUpperCase(Locale.ROOT),
                        href(request, language),
                        language.getLanguage().equals(locale.getLanguage())))
                .toList();
        return new Frame(
                locale.toLanguageTag(),
                languages,
                login(),
                request.isUserInRole("ADMIN") || request.isUserInRole("OPERATOR"),
                request.isUserInRole("ADMIN") || request.isUserInRole("REVIEWER"),
                request.isUserInRole("ADMIN"));
    }

    private static @Nullable String login() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Account account
                ? account.login()
                : null;
    }

    private static String href(HttpServletRequest request, Locale language) {
        return ServletUriComponentsBuilder.fromRequest(request)
                .scheme(null)
                .host(null)
                .port(null)
                .replaceQueryParam(LanguageSwitch.PARAMETER, language.toLanguageTag())
                .build()
                .toUriString();
    }

    private static String capitalised(String word, Locale locale) {
        return word.substring(0, 1).toUpperCase(locale) + word.substring(1);
    }
}
