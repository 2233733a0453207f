package tino.language.crawl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;
import tino.lifecycle.address.Connections;

/** A site on the loopback interface under the name {@code loja.example}; time passes only where the crawler sleeps. */
public final class Site implements AutoCloseable {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final List<Duration> slept = new CopyOnWriteArrayList<>();
    private final Map<String, HttpHandler> pages = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    public Site() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            try (exchange) {
                pages.getOrDefault(path, other -> answer(other, 404, "text/html", "nada"))
                        .handle(exchange);
            }
        });
        server.start();
    }

    public String at(String path) {
        return "http://loja.example:" + server.getAddress().getPort() + path;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void on(String path, HttpHandler handler) {
        pages.put(path, handler);
    }

    public void off(String path) {
        pages.remove(path);
    }

    public void page(String path, String body) {
        on(path, exchange -> answer(exchange, 200, "text/html; charset=utf-8", body));
    }

    public void redirect(String path, String to) {
        on(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    public static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public InstantSource clock() {
        return () -> now;
    }

    public CrawlSettings settings() {
        return CrawlSettings.STANDARD.withPrivateHosts(Set.of("loja.example")).withSitemaps(false);
    }

    public Crawler crawler(CrawlSettings settings) {
        return crawler(settings, _ -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    }

    Crawler crawler(CrawlSettings settings, Connections.Resolver resolver) {
        return new Crawler(
                settings,
                new Connections(resolver, (SSLSocketFactory) SSLSocketFactory.getDefault()),
                clock(),
                time -> {
                    slept.add(time);
                    now = now.plus(time);
                });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
