package tino.language.crawl;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.language.crawl.Frontier.Target;

/** One reading of a site. */
final class Crawl {
    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
    private static final Set<String> READ = Set.of("", "text/plain", "text/markdown", "application/pdf");
    private static final int TRIES = 2;
    private static final int FAILURES_IN_A_ROW = 5;
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int REQUESTS_A_PAGE = 4;
    private static final int ADDRESSES_A_PAGE = 100;

    private final CrawlSettings settings;
    private final Fetcher fetcher;
    private final Pace pace;
    private final Map<String, KnownPage> known;
    private final Consumer<Visit> visitor;
    private final Robots robots;
    private final Frontier frontier;
    private final Map<String, Integer> failures = new HashMap<>();
    private final Set<String> hosts = new HashSet<>();

    /** Pages that others name as standing for them. */
    private final Set<URI> standing = new HashSet<>();

    private int pages;
    private int requests;

    Crawl(CrawlSettings settings, Fetcher fetcher, Pace pace, Map<String, KnownPage> known, Consumer<Visit> visitor) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.pace = pace;
        this.known = known;
        this.visitor = visitor;
        this.robots = new Robots(settings, fetcher, pace);
        this.frontier = new Frontier(pace, (int) Math.min(10_000_000L, (long) ADDRESSES_A_PAGE * settings.pages()));
    }

    boolean run(List<String> starts) throws InterruptedException {
        List<URI> addresses = starts.stream().map(Crawl::start).toList();
        if (settings.hosts().isEmpty()) {
            addresses.forEach(address -> allow(Addresses.host(address)));
        } else {
            hosts.addAll(settings.hosts());
        }
        addresses.forEach(address -> frontier.add(new Target(address, 0, List.of(), 0)));
        if (settings.sitemaps()) {
            Sitemaps sitemaps = new Sitemaps(settings, fetcher, pace);
            for (URI address : addresses) {
                if (hosts.contains(Addresses.host(address))) {
                    sitemaps.pages(address, robots.of(address), this::listed)
                            .forEach(page -> frontier.add(new Target(page, 1, List.of(), 0)));
                }
            }
        }
        if (!work()) {
            return false;
        }
        known.keySet()
                .forEach(address -> Addresses.normal(address)
                        .ifPresent(page -> frontier.add(new Target(page, settings.depth(), List.of(), 0))));
        return work();
    }

    private static URI start(String address) {
        return Addresses.normal(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected an address like https://host/path, without a user, got '" + address + "'"));
    }

    /** Sites move between their name with and without {@code www.} */
    private void allow(String host) {
        hosts.add(host);
        hosts.add(host.startsWith("www.") ? host.substring(4) : "www." + host);
    }

    private boolean listed(URI address) {
        return hosts.contains(Addresses.host(address));
    }

    private boolean work() throws InterruptedException {
        for (Optional<Target> next = frontier.next(); next.isPresent(); next = frontier.next()) {
            if (pages >= settings.pages() || requests >= REQUESTS_A_PAGE * (long) settings.pages()) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            visit(next.get());
        }
        return true;
    }

    private void visit(Target target) throws InterruptedException {
        URI address = target.address();
        String host = Addresses.host(address);
        if (!listed(address)) {
            refused(target, "Its host is none of " + hosts + ".");
            return;
        }
        if (failures.getOrDefault(host, 0) >= FAILURES_IN_A_ROW) {
            failed(target, "The host did not answer " + FAILURES_IN_A_ROW + " times in a row and is left alone.");
            return;
        }
        Robots.Rules rules = robots.of(address);
        if (!rules.unreachable().isEmpty()) {
            failed(target, "The site's robots.txt cannot be had, which forbids all: " + rules.unreachable());
            return;
        }
        if (!rules.allows(address)) {
            refused(target, "The site's robots.txt forbids it.");
            return;
        }
        pace.await(host);
        requests++;
        try {
            Answer answer;
            try {
                answer = fetcher.get(address, conditions(address), settings.bytes());
            } finally {
                pace.asked(host);
            }
            answered(target, answer);
        } catch (FetchFailed e) {
            if (e.passing()) {
                later(target, null, String.valueOf(e.getMessage()));
            } else if (e.kind() == FetchFailed.Kind.UNKNOWN_HOST) {
                failed(target, String.valueOf(e.getMessage()));
            } else {
                refused(target, String.valueOf(e.getMessage()));
            }
        }
    }

    private Map<String, String> conditions(URI address) {
        KnownPage page = known.get(address.toString());
        Map<String, String> conditions = new HashMap<>();
        if (page != null && page.etag() != null) {
            conditions.put("If-None-Match", page.etag());
        }
        if (page != null && page.lastModified() != null) {
            conditions.put("If-Modified-Since", page.lastModified());
        }
        return conditions;
    }

    private void answered(Target target, Answer answer) {
        int status = answer.status();
        String address = target.address().toString();
        if (status == 429 || status >= 500) {
            later(target, answer.header("retry-after").orElse(null), "The server answered " + status + ".");
            return;
        }
        failures.remove(Addresses.host(target.address()));
        if (answer.redirect()) {
            redirected(target, answer.header("location").orElse(""));
        } else if (status == 304 && known.containsKey(address)) {
            pages++;
            visitor.accept(new Visit.Unchanged(address));
            known.get(address).links().forEach(link -> Addresses.normal(link).ifPresent(to -> follow(target, to)));
        } else if (status == 200 || status == 203) {
            page(target, answer);
        } else if ((status == 404 || status == 410) && target.depth() > 0) {
            visitor.accept(new Visit.Gone(address));
        } else {
            refused(target, "The server answered " + status + ".");
        }
    }

    private void redirected(Target target, String location) {
        Optional<URI> to = Addresses.normal(target.address(), location);
        if (to.isEmpty()) {
            refused(target, "It redirects to what is no address of http or https.");
        } else if (to.get().equals(target.address()) || target.from().contains(to.get())) {
            refused(target, "It redirects in a circle.");
        } else if (target.from().size() >= settings.redirects()) {
            refused(target, "It redirects more than " + settings.redirects() + " times.");
        } else if (!listed(to.get())) {
            refused(
                    target,
                    "It redirects to the host " + Addresses.host(to.get()) + ", which is none of " + hosts + ".");
        } else {
            visitor.accept(new Visit.Gone(target.address().toString()));
            frontier.add(target.redirected(to.get()));
        }
    }

    private void page(Target target, Answer answer) {
        String address = target.address().toString();
        boolean html = HTML.contains(answer.type());
        if (!html && !READ.contains(answer.type())) {
            refused(target, "Its type is " + answer.type() + ", expected a page, a text or a PDF.");
            return;
        }
        PageLinks links =
                PageLinks.of(target.address(), answer, html || answer.type().isEmpty(), settings.robot());
        links.links().forEach(to -> follow(target, to));
        Optional<URI> canonical = links.canonical().filter(other -> !other.equals(target.address()) && listed(other));
        // One step only: pages that name each other would both be lost.
        if (canonical.isPresent() && !standing.contains(target.address())) {
            standing.add(canonical.get());
            frontier.add(new Target(canonical.get(), target.depth(), List.of(), 0));
            visitor.accept(new Visit.Gone(address));
        } else if (!links.index()) {
            visitor.accept(new Visit.Gone(address));
        } else {
            pages++;
            visitor.accept(new Visit.Page(
                    address,
                    answer.type(),
                    answer.body(),
                    answer.header("etag").orElse(null),
                    answer.header("last-modified").orElse(null),
                    links.links().stream()
                            .filter(this::listed)
                            .map(URI::toString)
                            .toList()));
        }
    }

    private void follow(Target from, URI to) {
        if (from.depth() < settings.depth() && listed(to)) {
            frontier.add(new Target(to, from.depth() + 1, List.of(), 0));
        }
    }

    private void later(Target target, @Nullable String retryAfter, String reason) {
        String host = Addresses.host(target.address());
        failures.merge(host, 1, Integer::sum);
        Duration rest = retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : REST;
        if (target.tries() + 1 < TRIES && rest.compareTo(settings.longestPause()) <= 0) {
            pace.rest(host, rest);
            frontier.retry(target);
        } else {
            failed(target, reason);
        }
    }

    private void refused(Target target, String reason) {
        visitor.accept(new Visit.Refused(target.address().toString(), reason));
    }

    private void failed(Target target, String reason) {
        visitor.accept(new Visit.Failed(target.address().toString(), reason));
    }
}
