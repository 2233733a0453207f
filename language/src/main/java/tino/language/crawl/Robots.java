package tino.language.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sites ask of robots (RFC 9309): read once a crawl; no file (4xx) allows all, one that cannot be had (5xx, 429, no answer)
 * forbids all.
 */
final class Robots {
    /** RFC 9309, 2.5: at least 500 KiB must be read. */
    private static final long LONGEST = 512_000;

    private static final int REDIRECTS = 5;

    private final CrawlSettings settings;
    private final Fetcher fetcher;
    private final Pace pace;
    private final Map<String, Rules> known = new HashMap<>();

    /**
     * A site's rules.
     *
     * @param unreachable why they could not be had; empty where they could
     */
    record Rules(BaseRobotRules rules, String unreachable) {
        boolean allows(URI address) {
            return rules.isAllowed(address.toString());
        }

        List<String> sitemaps() {
            return rules.getSitemaps();
        }
    }

    Robots(CrawlSettings settings, Fetcher fetcher, Pace pace) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.pace = pace;
    }

    Rules of(URI address) throws InterruptedException {
        String site = Addresses.site(address);
        Rules rules = known.get(site);
        if (rules == null) {
            rules = read(URI.create(site + "/robots.txt"));
            known.put(site, rules);
            if (rules.rules().getCrawlDelay() > 0) {
                pace.slow(
                        Addresses.host(address), Duration.ofMillis(rules.rules().getCrawlDelay()));
            }
        }
        return rules;
    }

    private Rules read(URI file) throws InterruptedException {
        URI at = file;
        try {
            for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
                pace.await(Addresses.host(at));
                Answer answer;
                try {
                    answer = fetcher.get(at, Map.of(), LONGEST);
                } finally {
                    pace.asked(Addresses.host(at));
                }
                if (answer.redirect()) {
                    Optional<URI> to =
                            Addresses.normal(at, answer.header("location").orElse(""));
                    if (to.isEmpty()) {
                        break;
                    }
                    at = to.get();
                } else if (answer.status() == 429 || answer.status() >= 500) {
                    return unreachable("answered " + answer.status());
                } else if (answer.status() >= 200 && answer.status() < 300) {
                    return new Rules(parse(file, answer), "");
                } else {
                    break;
                }
            }
            // RFC 9309, 2.3.1.2 and 2.3.1.3: too many redirects and 4xx are no file.
            return new Rules(new SimpleRobotRules(SimpleRobotRules.RobotRulesMode.ALLOW_ALL), "");
        } catch (FetchFailed e) {
            return unreachable(String.valueOf(e.getMessage()));
        }
    }

    private BaseRobotRules parse(URI file, Answer answer) {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
        parser.setMaxCrawlDelay(settings.longestPause().toMillis());
        return parser.parseContent(file.toString(), answer.body(), "text/plain", List.of(settings.robot()));
    }

    private static Rules unreachable(String why) {
        return new Rules(new SimpleRobotRules(SimpleRobotRules.RobotRulesMode.ALLOW_NONE), why);
    }
}
