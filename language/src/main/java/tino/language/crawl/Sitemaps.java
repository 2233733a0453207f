package tino.language.crawl;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** The pages that a site lists (https://www.sitemaps.org/protocol.html). Nothing depends on them: what is broken is passed over. */
final class Sitemaps {
    private static final int MOST = 50;

    private final CrawlSettings settings;
    private final Fetcher fetcher;
    private final Pace pace;

    Sitemaps(CrawlSettings settings, Fetcher fetcher, Pace pace) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.pace = pace;
    }

    /** @param allowed whether an address, of a sitemap too, may be fetched */
    List<URI> pages(URI site, Robots.Rules rules, Predicate<URI> allowed) throws InterruptedException {
        Deque<URI> files = new ArrayDeque<>();
        rules.sitemaps().forEach(file -> Addresses.normal(file).ifPresent(files::add));
        if (files.isEmpty()) {
            files.add(URI.create(Addresses.site(site) + "/sitemap.xml"));
        }
        Set<URI> read = new HashSet<>();
        List<URI> pages = new ArrayList<>();
        while (!files.isEmpty() && read.size() < MOST && pages.size() < settings.pages()) {
            URI file = files.removeFirst();
            if (allowed.test(file) && rules.allows(file) && read.add(file)) {
                switch (read(file).orElse(null)) {
                    case SiteMapIndex index ->
                        index.getSitemaps()
                                .forEach(listed -> Addresses.normal(
                                                listed.getUrl().toString())
                                        .ifPresent(files::add));
                    case SiteMap map ->
                        map.getSiteMapUrls()
                                .forEach(listed -> Addresses.normal(
                                                listed.getUrl().toString())
                                        .filter(allowed)
                                        .ifPresent(pages::add));
                    case null, default -> {}
                }
            }
        }
        return pages;
    }

    private Optional<AbstractSiteMap> read(URI file) throws InterruptedException {
        String host = Addresses.host(file);
        try {
            pace.await(host);
            Answer answer;
            try {
                answer = fetcher.get(file, Map.of(), settings.bytes());
            } finally {
                pace.asked(host);
            }
            if (answer.status() != 200) {
                return Optional.empty();
            }
            return Optional.of(new SiteMapParser().parseSiteMap(unpacked(answer.body()), file.toURL()));
        } catch (IOException | UnknownFormatException e) {
            return Optional.empty();
        }
    }

    /** Packed ones are told by their content; how much comes out is limited like an answer. */
    private byte[] unpacked(byte[] body) throws IOException {
        if (body.length < 2 || (body[0] & 0xFF) != 0x1F || (body[1] & 0xFF) != 0x8B) {
            return body;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, settings.bytes()));
        }
    }
}
