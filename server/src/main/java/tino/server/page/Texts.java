package tino.server.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The texts people read, of all modules. */
public final class Texts {
    private Texts() {}

    /** Every module brings its texts as {@code tino/<module>/messages_<language>.properties}. */
    public static MessageSource source() {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setBasenames(Arrays.stream(bundles()).map(Texts::basename).toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setDefaultLocale(Languages.DEFAULT);
        source.setAlwaysUseMessageFormat(
                true); // an apostrophe is written '' in every text, not only in those with arguments
        return source;
    }

    /** The language of ours that a tag such as {@code en-GB} or {@code pt} means, if any does. */
    public static Optional<Locale> language(String tag) {
        return Languages.of(tag);
    }

    private static Resource[] bundles() {
        try {
            return new PathMatchingResourcePatternResolver().getResources("classpath*:tino/*/messages_en.properties");
        } catch (IOException e) {
            throw new UncheckedIOException("The class path cannot be searched for texts", e);
        }
    }

    private static String basename(Resource bundle) {
        try {
            String address = bundle.getURL().toString();
            int start = address.lastIndexOf("/tino/") + 1;
            return address.substring(start, address.length() - "_en.properties".length());
        } catch (IOException e) {
            throw new IllegalStateException("The message bundle " + bundle + " has no address on the class path", e);
        }
    }
}
