package tino.language.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CrawlerTest {
    private final Site site = new Site();
    private final List<Visit> visits = new ArrayList<>();

    @AfterEach
    void close() {
        site.close();
    }

    private boolean crawl(CrawlSettings settings) throws InterruptedException {
        return site.crawler(settings).crawl(List.of(site.at("/")), Map.of(), visits::add);
    }

    private List<String> pages() {
        return paths(Visit.Page.class);
    }

    private List<String> paths(Class<? extends Visit> kind) {
        return visits.stream()
                .filter(kind::isInstance)
                .map(visit -> visit.address().replaceFirst("http://[^/]*", ""))
                .toList();
    }

    private String reason(String path) {
        return visits.stream()
                .filter(visit -> visit.address().equals(site.at(path)))
                .map(visit -> visit instanceof Visit.Refused refused
                        ? refused.reason()
                        : visit instanceof Visit.Failed failed ? failed.reason() : "")
                .findFirst()
                .orElse("");
    }

    @Test
    void followsLinksOnceEachAndStaysAtItsHosts() throws Exception {
        site.page(
                "/",
                "<a href='/a'>a</a><a href='/b?utm_source=x#y'>b</a><a href='https://other.example/'>o</a>"
                        + "<a href='mailto:x@y'>m</a><a href='javascript:1'>j</a><a rel='nofollow' href='/n'>n</a>");
        site.page("/a", "<a href='/'>volta</a><a href='../b'>b</a><a href='/a/./'>?</a>");
        site.page("/b", "<a href='/a#x'>a</a>");
        assertThat(crawl(site.settings())).isTrue();
        assertThat(pages()).containsExactly("/", "/a", "/b");
        assertThat(site.asked).containsExactly("/robots.txt", "/", "/a", "/b", "/a/");
    }

    @Test
    void waitsASecondBetweenRequestsOrLongerWhereAsked() throws Exception {
        site.page("/", "<a href='/a'>a</a>");
        site.page("/a", "fim");
        crawl(site.settings());
        assertThat(site.slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
        site.slept.clear();
        site.on("/robots.txt", exchange -> Site.answer(exchange, 200, "text/plain", "User-agent: *\nCrawl-delay: 7\n"));
        crawl(site.settings());
        assertThat(site.slept).endsWith(Duration.ofSeconds(7));
    }

    @Test
    void obeysRobots() throws Exception {
        site.on(
                "/robots.txt",
                exchange -> Site.answer(
                        exchange,
                        200,
                        "text/plain",
                        "User-agent: tinobot\nDisallow: /segredo\n\nUser-agent: *\nDisallow: /\n"));
        site.page("/", "<a href='/segredo/x'>s</a><a href='/aberto'>a</a>");
        site.page("/aberto", "ok");
        site.page("/segredo/x", "não");
        crawl(site.settings());
        assertThat(pages()).containsExactly("/", "/aberto");
        assertThat(reason("/segredo/x")).contains("robots.txt forbids");
        assertThat(site.asked).doesNotContain("/segredo/x");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void robotsThatCannotBeHadForbidAll(int status) throws Exception {
        site.on("/robots.txt", exchange -> Site.answer(exchange, status, "text/plain", ""));
        site.page("/", "ok");
        crawl(site.settings());
        assertThat(pages()).isEmpty();
        assertThat(reason("/")).contains("robots.txt").contains(String.valueOf(status));
    }

    @Test
    void wantsToBeFoundOrNotIsRespected() throws Exception {
        site.page("/", "<a href='/noindex'>1</a><a href='/nofollow'>2</a><a href='/c1'>3</a><a href='/header'>4</a>");
        site.page("/noindex", "<meta name=robots content='noindex'><a href='/daqui'>x</a>");
        site.page("/daqui", "ok");
        site.page("/nofollow", "<meta name=ROBOTS content='index, nofollow'><a href='/nunca'>x</a>");
        site.page("/c1", "<link rel=canonical href='/c2'>mesmo");
        site.page("/c2", "<link rel=canonical href='/c1'>mesmo");
        site.on("/header", exchange -> {
            exchange.getResponseHeaders().set("X-Robots-Tag", "none");
            Site.answer(exchange, 200, "text/html", "<a href='/nunca'>x</a>");
        });
        crawl(site.settings());
        assertThat(pages()).containsExactlyInAnyOrder("/", "/nofollow", "/daqui", "/c2");
        assertThat(site.asked).doesNotContain("/nunca");
    }

    @Test
    void circlesAndEndlessSitesEnd() throws Exception {
        site.redirect("/r1", "/r2");
        site.redirect("/r2", "/r1");
        site.redirect("/self", "/self");
        for (int i = 0; i < 9; i++) {
            site.redirect("/h" + i, "/h" + (i + 1));
        }
        site.page("/", "<a href='/r1'>1</a><a href='/self'>2</a><a href='/h0'>3</a><a href='/0'>calendário</a>");
        for (int i = 0; i < 100; i++) {
            site.page("/" + i, "<a href='/" + (i + 1) + "'>depois</a>");
        }
        assertThat(crawl(site.settings())).isTrue();
        assertThat(reason("/r2")).contains("circle");
        assertThat(reason("/self")).contains("circle");
        assertThat(reason("/h5")).contains("more than 5 times");
        assertThat(pages()).hasSize(9).contains("/7").doesNotContain("/8");
        visits.clear();
        assertThat(crawl(site.settings().within(5, 1_000))).isFalse();
        assertThat(pages()).hasSize(5);
    }

    @Test
    void privateAddressesAreNotReachedWhateverLeadsThere() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        site.on("/admin", exchange -> {
            inside.incrementAndGet();
            Site.answer(exchange, 200, "text/html", "dentro");
        });
        site.page("/", "<a href='/x'>1</a><a href='/y'>2</a><a href='/z'>3</a><a href='/f'>4</a>");
        site.redirect("/x", "http://localhost:" + site.port() + "/admin");
        site.redirect("/y", "http://interno.example:" + site.port() + "/admin");
        site.redirect("/z", "http://127.0.0.1:" + site.port() + "/admin");
        site.redirect("/f", "file:///etc/passwd");
        // On the list, but only one of them may be private.
        CrawlSettings settings =
                site.settings().withHosts(Set.of("loja.example", "localhost", "interno.example", "127.0.0.1"));
        assertThat(site.crawler(settings).crawl(List.of(site.at("/")), Map.of(), visits::add))
                .isTrue();
        assertThat(inside).hasValue(0);
        assertThat(visits.stream().filter(visit -> visit.address().endsWith("/admin")))
                .hasSize(3)
                .allSatisfy(visit -> assertThat(visit.toString()).contains("private network"));
        assertThat(reason("/f")).contains("no address of http");
        visits.clear();
        crawl(site.settings());
        assertThat(reason("/x")).contains("redirects to the host localhost, which is none of");
        assertThat(inside).hasValue(0);
    }

    @Test
    void aNameThatChangesItsAddressGainsNothing() throws Exception {
        site.page("/", "dentro");
        AtomicInteger asked = new AtomicInteger();
        InetAddress good = InetAddress.ofLiteral("1.1.1.1");
        CrawlSettings settings = site.settings().withPrivateHosts(Set.of());
        // One bad address among good ones is enough.
        site.crawler(settings, _ -> {
                    asked.incrementAndGet();
                    return new InetAddress[] {good, InetAddress.getLoopbackAddress()};
                })
                .crawl(List.of(site.at("/")), Map.of(), visits::add);
        assertThat(pages()).isEmpty();
        assertThat(reason("/")).contains("private network");
        assertThat(asked).hasValue(1); // for robots.txt; nothing else was tried
        assertThat(site.asked).isEmpty();
    }

    @Test
    void serversThatMisbehaveHaveAnOutcome() throws Exception {
        site.page(
                "/",
                "<a href='/500'>1</a><a href='/slow'>2</a><a href='/endless'>3</a><a href='/long'>4</a>"
                        + "<a href='/png'>5</a><a href='/403'>6</a><a href='/bomb'>7</a><a href='/404'>8</a>");
        AtomicInteger tries = new AtomicInteger();
        site.on("/500", exchange -> {
            if (tries.incrementAndGet() == 1) {
                Site.answer(exchange, 503, "text/html", "");
            } else {
                Site.answer(exchange, 200, "text/html", "voltou");
            }
        });
        site.on("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody(), 50);
        });
        site.on("/endless", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[65_536];
            while (true) {
                exchange.getResponseBody().write(piece);
            }
        });
        site.on("/long", exchange -> Site.answer(exchange, 200, "text/html", "x".repeat(300_000)));
        site.on("/png", exchange -> Site.answer(exchange, 200, "image/png", "x"));
        site.on("/403", exchange -> Site.answer(exchange, 403, "text/html", "x"));
        site.on("/bomb", exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(new byte[50_000_000]);
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
        crawl(site.settings().withAnswers(200_000, Duration.ofMillis(700)));
        assertThat(pages()).containsExactly("/", "/500");
        assertThat(reason("/slow")).contains("within 0.7 s");
        assertThat(reason("/endless")).contains("at most 200000 bytes");
        assertThat(reason("/long")).contains("at most 200000 bytes");
        assertThat(reason("/bomb")).contains("at most 200000 bytes");
        assertThat(reason("/png")).contains("image/png");
        assertThat(reason("/403")).contains("403");
        assertThat(paths(Visit.Gone.class)).containsExactly("/404");
        assertThat(paths(Visit.Failed.class)).containsExactly("/slow");
    }

    private static void drip(OutputStream out, int times) throws IOException {
        try {
            for (int i = 0; i < times; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(100); // the server is what is slow here
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDeadHostIsLeftAlone() throws Exception {
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            links.append("<a href='/").append(i).append("'>x</a>");
            site.on("/" + i, exchange -> Site.answer(exchange, 500, "text/html", ""));
        }
        site.page("/", links.toString());
        crawl(site.settings());
        assertThat(paths(Visit.Failed.class)).hasSize(20);
        assertThat(reason("/19")).contains("5 times in a row");
        assertThat(site.asked).hasSizeLessThan(10);
    }

    @Test
    void readsSitemapsPackedToo() throws Exception {
        site.on(
                "/robots.txt",
                exchange -> Site.answer(exchange, 200, "text/plain", "Sitemap: " + site.at("/mapa.xml") + "\n"));
        site.on(
                "/mapa.xml",
                exchange -> Site.answer(
                        exchange,
                        200,
                        "application/xml",
                        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>"
                                + site.at("/m2.xml.gz") + "</loc></sitemap></sitemapindex>"));
        site.on("/m2.xml.gz", exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>"
                                + site.at("/so-no-mapa")
                                + "</loc></url><url><loc>http://other.example/</loc></url></urlset>")
                        .getBytes(StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
        site.page("/", "início");
        site.page("/so-no-mapa", "achado");
        crawl(site.settings().withSitemaps(true));
        assertThat(pages()).containsExactly("/", "/so-no-mapa");
    }

    @Test
    void asksOnlyForWhatIsNewAndLooksAgainAtWhatIsNotLinked() throws Exception {
        site.on("/", exchange -> {
            if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                Site.answer(exchange, 200, "text/html", "novo");
            }
        });
        site.page("/filha", "ok");
        KnownPage known = new KnownPage("\"v1\"", null, List.of(site.at("/filha")));
        KnownPage none = new KnownPage(null, null, List.of());
        site.crawler(site.settings())
                .crawl(List.of(site.at("/")), Map.of(site.at("/"), known, site.at("/antiga"), none), visits::add);
        assertThat(paths(Visit.Unchanged.class)).containsExactly("/");
        assertThat(pages()).containsExactly("/filha");
        assertThat(paths(Visit.Gone.class)).containsExactly("/antiga");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x.example/", "loja.example", "http://user:pass@x.example/", "", "http:///x"})
    void whatIsNoAddressIsNotStartedFrom(String start) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> site.crawler(site.settings()).crawl(List.of(start), Map.of(), visits::add))
                .withMessageContaining("Expected an address");
    }
}
