package tino.language.crawl;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a site is read.
 *
 * @param hosts whose pages may be fetched; empty for those of the start addresses, each with and without {@code www.}
 * @param privateHosts of these an address may lie in a private network or on this machine; of no other, whatever links or redirects say
 * @param agent what the crawler calls itself; its part before the first {@code /} is its name in robots.txt
 * @param pause between two requests to one host; longer where its robots.txt asks for more
 * @param longestPause a host that asks for more is not read
 * @param pages most that are read
 * @param depth most links from a start address to a page
 * @param redirects most one after the other
 * @param bytes most of one answer
 * @param timeout for one whole answer
 * @param sitemaps whether the pages in the site's sitemaps are read too
 */
public record CrawlSettings(
        Set<String> hosts,
        Set<String> privateHosts,
        String agent,
        Duration pause,
        Duration longestPause,
        int pages,
        int depth,
        int redirects,
        long bytes,
        Duration timeout,
        boolean sitemaps) {

    public static final CrawlSettings STANDARD = new CrawlSettings(
            Set.of(),
            Set.of(),
            "TinoBot/1.0",
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            1_000,
            8,
            5,
            10_000_000,
            Duration.ofSeconds(20),
            true);

    public CrawlSettings {
        hosts = lower(hosts);
        privateHosts = lower(privateHosts);
        if (!agent.matches("[A-Za-z][A-Za-z_-]*/[ -~]{1,200}")) {
            throw new IllegalArgumentException("Expected an agent like TinoBot/1.0, got '" + agent + "'");
        }
        if (pause.isNegative() || longestPause.compareTo(pause) < 0 || !timeout.isPositive()) {
            throw new IllegalArgumentException("Expected 0 <= pause <= longest pause and a timeout above 0, got "
                    + pause + ", " + longestPause + " and " + timeout);
        }
        if (pages < 1 || depth < 0 || redirects < 0 || bytes < 1) {
            throw new IllegalArgumentException("Expected at least 1 page and byte, no negative depth or redirects, got "
                    + pages + " pages, " + bytes + " bytes, a depth of " + depth + " and " + redirects + " redirects");
        }
    }

    private static Set<String> lower(Set<String> hosts) {
        return hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Its name in robots.txt. */
    String robot() {
        return agent.substring(0, agent.indexOf('/')).toLowerCase(Locale.ROOT);
    }

    public CrawlSettings withHosts(Set<String> allowed) {
        return new CrawlSettings(
                allowed, privateHosts, agent, pause, longestPause, pages, depth, redirects, bytes, timeout, sitemaps);
    }

    public CrawlSettings withPrivateHosts(Set<String> allowed) {
        return new CrawlSettings(
                hosts, allowed, agent, pause, longestPause, pages, depth, redirects, bytes, timeout, sitemaps);
    }

    public CrawlSettings within(int mostPages, int mostDepth) {
        return new CrawlSettings(
                hosts,
                privateHosts,
                agent,
                pause,
                longestPause,
                mostPages,
                mostDepth,
                redirects,
                bytes,
                timeout,
                sitemaps);
    }

    public CrawlSettings withAnswers(long mostBytes, Duration within) {
        return new CrawlSettings(
                hosts, privateHosts, agent, pause, longestPause, pages, depth, redirects, mostBytes, within, sitemaps);
    }

    public CrawlSettings withPause(Duration between) {
        return new CrawlSettings(
                hosts, privateHosts, agent, between, longestPause, pages, depth, redirects, bytes, timeout, sitemaps);
    }

    public CrawlSettings withSitemaps(boolean read) {
        return new CrawlSettings(
                hosts, privateHosts, agent, pause, longestPause, pages, depth, redirects, bytes, timeout, read);
    }
}
