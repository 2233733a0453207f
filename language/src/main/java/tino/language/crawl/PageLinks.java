package tino.language.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Where a page leads and what it says of itself to robots (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag).
 *
 * @param links without those that ask not to be followed; empty where the whole page asks that
 * @param canonical the address that stands for this page and those like it, if it names one
 * @param index whether it wants to be found
 */
record PageLinks(List<URI> links, Optional<URI> canonical, boolean index) {
    private static final int MOST = 2_000;
    private static final int DEEPEST = 256;

    /** @param robot our name in lower case */
    static PageLinks of(URI address, Answer answer, boolean html, String robot) {
        Set<String> orders = new LinkedHashSet<>();
        for (String header : answer.headers().getOrDefault("x-robots-tag", List.of())) {
            int colon = header.indexOf(':');
            boolean others = colon >= 0 && !header.substring(0, colon).strip().equalsIgnoreCase(robot);
            if (!others) {
                orders(header.substring(colon + 1), orders);
            }
        }
        if (!html) {
            return new PageLinks(List.of(), Optional.empty(), !orders.contains("noindex"));
        }
        Document page = parse(address, answer.body());
        for (Element meta : page.select("meta[name][content]")) {
            String name = meta.attr("name").toLowerCase(Locale.ROOT);
            if (name.equals("robots") || name.equals(robot)) {
                orders(meta.attr("content"), orders);
            }
        }
        Optional<URI> canonical = Optional.ofNullable(page.selectFirst("link[rel~=(?i)\\bcanonical\\b][href]"))
                .flatMap(link -> Addresses.normal(link.absUrl("href")));
        List<URI> links = orders.contains("nofollow") ? List.of() : links(page);
        return new PageLinks(links, canonical, !orders.contains("noindex"));
    }

    private static void orders(String text, Set<String> orders) {
        for (String order : text.toLowerCase(Locale.ROOT).split(",")) {
            if (order.strip().equals("none")) {
                orders.addAll(List.of("noindex", "nofollow"));
            } else {
                orders.add(order.strip());
            }
        }
    }

    private static Document parse(URI address, byte[] body) {
        try {
            return Jsoup.parse(
                    new ByteArrayInputStream(body),
                    null,
                    address.toString(),
                    Parser.htmlParser().setMaxDepth(DEEPEST));
        } catch (IOException e) {
            // Bytes in a charset that it names and that is none.
            return Jsoup.parse("", address.toString());
        }
    }

    private static List<URI> links(Document page) {
        Set<URI> links = new LinkedHashSet<>();
        for (Element link : page.select("a[href], area[href]")) {
            List<String> relations =
                    List.of(link.attr("rel").toLowerCase(Locale.ROOT).split("\\s+"));
            if (relations.stream().noneMatch(Set.of("nofollow", "ugc", "sponsored")::contains)) {
                Addresses.normal(link.absUrl("href")).ifPresent(links::add);
            }
            if (links.size() == MOST) {
                break;
            }
        }
        return new ArrayList<>(links);
    }
}
