package tino.language.crawl;

import crawlercommons.filters.basic.BasicURLNormalizer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Addresses of pages in the one form that tells whether two are the same. */
final class Addresses {
    private static final int LONGEST = 2_000;

    /** They say where a reader came from, not what is read. */
    private static final List<String> TRACKING = List.of(
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_term",
            "utm_content",
            "utm_id",
            "gclid",
            "fbclid",
            "msclkid",
            "mc_cid",
            "mc_eid",
            "igshid");

    private static final Pattern WRITTEN = Pattern.compile("(?i)https?://[^/?#@\\\\\\s]+(?=[/?#]|$)");

    private static final BasicURLNormalizer NORMALIZER = BasicURLNormalizer.newBuilder()
            .idnNormalization(BasicURLNormalizer.IdnNormalization.PUNYCODE)
            .queryParamsToRemove(TRACKING)
            .build();

    private Addresses() {}

    /** Empty for what is no address of http or https that can be fetched: other schemes, users, no host, too long. */
    static Optional<URI> normal(String text) {
        // The normaliser adds what is missing and drops users, so what is written is looked at before.
        if (text.length() > LONGEST || !WRITTEN.matcher(text.strip()).lookingAt()) {
            return Optional.empty();
        }
        try {
            String normal = NORMALIZER.filter(text.strip());
            if (normal == null || normal.length() > LONGEST) {
                return Optional.empty();
            }
            URI address = new URI(normal);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean good = (scheme.equals("http") || scheme.equals("https"))
                    && address.getHost() != null
                    && !address.getHost().isBlank()
                    && address.getRawUserInfo() == null
                    && address.getPort() != 0
                    && address.getPort() <= 65_535;
            return good ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An address as it stands in a page or a redirect. */
    static Optional<URI> normal(URI base, String reference) {
        Element link = new Element("a");
        link.setBaseUri(base.toString());
        return normal(link.attr("href", reference.strip()).absUrl("href"));
    }

    static String host(URI address) {
        return address.getHost().toLowerCase(Locale.ROOT);
    }

    /** Whose robots.txt holds: scheme, host and port. */
    static String site(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority().toLowerCase(Locale.ROOT);
    }
}
