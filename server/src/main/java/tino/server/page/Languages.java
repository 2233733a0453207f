package tino.server.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages people can read the pages in; Brazilian Portuguese unless they ask for English. */
final class Languages {
    static final Locale DEFAULT = Locale.of("pt", "BR");
    static final List<Locale> ALL = List.of(DEFAULT, Locale.ENGLISH);

    private Languages() {}

    /** The language of ours that a tag such as {@code en-GB} or {@code pt} means, if any does. */
    static Optional<Locale> of(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return ALL.stream().filter(ours -> ours.getLanguage().equals(language)).findFirst();
    }

    /** The first language of {@code Accept-Language} that is one of ours. */
    static Locale accepted(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return DEFAULT; // without the header the container would name the machine's language
        }
        return Collections.list(request.getLocales()).stream()
                .flatMap(wanted -> of(wanted.toLanguageTag()).stream())
                .findFirst()
                .orElse(DEFAULT);
    }
}
