package tino.language.crawl;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tino.language.crawl.FetchFailed.Kind;
import tino.lifecycle.address.Connections;

/** One GET over HTTP/1.1, each over a connection of its own, by the rules of {@link Connections}; redirects are not followed. */
final class Fetcher {
    private static final int BUFFER = 16_384;
    private static final int MOST_TRIED = 3;

    private final CrawlSettings settings;
    private final Connections connections;

    Fetcher(CrawlSettings settings, Connections connections) {
        this.settings = settings;
        this.connections = connections;
    }

    /** @param most bytes of the answer's body */
    Answer get(URI address, Map<String, String> headers, long most) throws FetchFailed {
        IOException last = null;
        for (InetAddress to :
                List.of(addresses(address)).stream().limit(MOST_TRIED).toList()) {
            long start = System.nanoTime();
            try (Connections.Connection connection = connections.connect(to, address, settings.timeout())) {
                OutputStream out = connection.out();
                out.write(head(address, headers).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                return AnswerReader.read(new BufferedInputStream(connection.in(), BUFFER), most);
            } catch (FetchFailed e) {
                throw e;
            } catch (IOException e) {
                if (System.nanoTime() - start >= settings.timeout().toNanos()) {
                    throw new FetchFailed(
                            Kind.TIMEOUT,
                            "Expected a whole answer within "
                                    + settings.timeout().toMillis() / 1000.0 + " s, none came.",
                            e);
                }
                last = e; // another address of the host may answer
            }
        }
        throw new FetchFailed(Kind.UNREACHABLE, "Nobody answers there: " + last + ".", last);
    }

    private InetAddress[] addresses(URI address) throws FetchFailed {
        String host = Connections.host(address);
        try {
            return connections.resolve(host, settings.privateHosts().contains(host.toLowerCase(Locale.ROOT)));
        } catch (Connections.PrivateAddress e) {
            throw new FetchFailed(
                    Kind.PRIVATE, e.getMessage() + " If that is meant, name it among the private hosts allowed.", e);
        } catch (UnknownHostException e) {
            throw new FetchFailed(Kind.UNKNOWN_HOST, "The host " + host + " is not known at present.", e);
        } catch (IOException e) {
            throw new FetchFailed(Kind.UNREACHABLE, "The host " + host + " cannot be looked up: " + e, e);
        }
    }

    private String head(URI address, Map<String, String> headers) {
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String host = address.getHost() + (address.getPort() >= 0 ? ":" + address.getPort() : "");
        StringBuilder head = new StringBuilder("GET " + path + query + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: "
                + settings.agent()
                + "\r\nAccept: text/html, application/xhtml+xml, application/pdf, text/markdown, text/plain;q=0.9, */*;q=0.1"
                + "\r\nAccept-Encoding: identity\r\nConnection: close\r\n");
        headers.forEach((name, value) -> {
            // What a server sent once goes back to it; a line end in it would be another header.
            if (value.chars().allMatch(character -> character >= ' ' && character <= 0xFF && character != 0x7F)) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return head.append("\r\n").toString();
    }
}
