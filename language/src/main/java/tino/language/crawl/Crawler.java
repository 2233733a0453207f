package tino.language.crawl;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tino.lifecycle.address.Connections;

/**
 * Reads the pages of sites, politely: robots.txt, a pause between requests, {@code nofollow}, {@code noindex}, canonical addresses,
 * conditional requests; and carefully: only http and https, only hosts on the list, no address that is not public unless its
 * host is allowed to have one (looked at before each connection, so also after redirects), limits on everything that comes in.
 * Circles end, for every address in its normal form is fetched once, and depth and number of pages are limited.
 */
public final class Crawler {
    private final CrawlSettings settings;
    private final Connections connections;
    private final InstantSource clock;
    private final Sleeper sleeper;

    /** @param clock what {@code sleeper} lets pass */
    public Crawler(CrawlSettings settings, Connections connections, InstantSource clock, Sleeper sleeper) {
        this.settings = settings;
        this.connections = connections;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    public Crawler(CrawlSettings settings) {
        this(settings, Connections.STANDARD, InstantSource.system(), Sleeper.REAL);
    }

    public CrawlSettings settings() {
        return settings;
    }

    /**
     * Reads a site: from the start addresses along the links, then whatever was known and was not come across.
     *
     * @param starts addresses of http or https
     * @param known pages of an earlier crawl by their address
     * @param visitor is told of every address, on this thread
     * @return whether all was read; false where the limits ended it, then what was not visited may still be there
     * @throws IllegalArgumentException if a start is no address that can be fetched
     * @throws InterruptedException if this thread was interrupted
     */
    public boolean crawl(List<String> starts, Map<String, KnownPage> known, Consumer<Visit> visitor)
            throws InterruptedException {
        Pace pace = new Pace(clock, sleeper, settings.pause());
        return new Crawl(settings, new Fetcher(settings, connections), pace, known, visitor).run(starts);
    }
}
