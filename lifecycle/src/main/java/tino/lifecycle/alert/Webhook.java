package tino.lifecycle.alert;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tino.lifecycle.address.Connections;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts to a webhook that understands Slack's messages: Slack, Mattermost, Rocket.Chat, Google Chat and others. The key of a
 * notification goes along as {@code Idempotency-Key}.
 *
 * <p>It connects by the rules of {@link Connections}, so the one request needed here is written by hand. Redirects are not
 * followed. The address is a secret: neither it nor its path is in any text of this class.
 */
public final class Webhook implements Channel {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 1_024;
    private static final int LONGEST_TITLE = 150;
    private static final int LONGEST_TEXT = 2_900;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

    private final URI address;
    private final boolean allowPrivate;
    private final Connections connections;
    private final Duration deadline;

    /**
     * @param address {@code https://…}, or {@code http://…}
     * @param allowPrivate whether it may lie in a private network, on this machine or be link-local
     * @throws IllegalArgumentException if it is no address of a webhook, or private by its very text and that is not allowed
     */
    public Webhook(String address, boolean allowPrivate) {
        this(address, allowPrivate, Connections.STANDARD, DEADLINE);
    }

    Webhook(String address, boolean allowPrivate, Connections connections, Duration deadline) {
        this.address = parse(address);
        this.allowPrivate = allowPrivate;
        this.connections = connections;
        this.deadline = deadline;
        String host = Connections.host(this.address);
        if (!allowPrivate && (host.matches("[0-9.]+") || host.contains(":"))) {
            try {
                addresses();
            } catch (NotSent e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    private static URI parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null
                    && !uri.getHost().isBlank()
                    && uri.getRawUserInfo() == null
                    && (scheme.equals("https") || scheme.equals("http"))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Its text holds the address.
        }
        throw new IllegalArgumentException(
                "expected the address of a webhook, https://host/path without a user, got something else (not shown, for it may be a secret).");
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Duration patience() {
        return deadline.plusSeconds(30); // a name that is slow to resolve comes on top
    }

    @Override
    public void send(Notification notification) throws NotSent {
        InetAddress[] addresses = addresses();
        int status = post(addresses[0], body(notification), notification.key());
        if (status >= 300 && status < 400) {
            throw new NotSent("The webhook answered " + status
                    + ", a redirect, which is not followed. Set tino.alerts.webhook.url to where it leads.");
        }
        if (status < 200 || status >= 300) {
            throw new NotSent("The webhook answered " + status + ".");
        }
    }

    private InetAddress[] addresses() throws NotSent {
        try {
            return connections.resolve(Connections.host(address), allowPrivate);
        } catch (Connections.PrivateAddress e) {
            throw new NotSent(
                    "The webhook is refused: its host is an address of a private network, of this machine or link-local."
                            + " If that is meant, set tino.alerts.webhook.allow-private: true.");
        } catch (IOException e) {
            throw new NotSent("The host of the webhook is not known at present.");
        }
    }

    private int post(InetAddress to, byte[] body, String key) throws NotSent {
        long start = System.nanoTime();
        try (Connections.Connection connection = connections.connect(to, address, deadline)) {
            OutputStream out = new BufferedOutputStream(connection.out());
            out.write(head(body.length, key).getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return status(connection.in());
        } catch (IOException e) {
            throw new NotSent(
                    System.nanoTime() - start >= deadline.toNanos()
                            ? "The webhook did not answer within " + deadline.toSeconds() + " s."
                            : "The webhook cannot be reached: " + e.getClass().getSimpleName() + ".");
        }
    }

    private String head(int length, String key) {
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String host = address.getHost() + (address.getPort() >= 0 ? ":" + address.getPort() : "");
        return String.join(
                "\r\n",
                "POST " + path + query + " HTTP/1.1",
                "Host: " + host,
                "User-Agent: tino",
                "Content-Type: application/json; charset=utf-8",
                "Content-Length: " + length,
                "Idempotency-Key: " + key,
                "Connection: close",
                "",
                "");
    }

    /** Of the answer's first line; the rest is not read. */
    private static int status(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int character = in.read();
        while (character >= 0 && character != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) character);
            character = in.read();
        }
        Matcher status = STATUS.matcher(line.toString().strip());
        if (!status.matches()) {
            throw new IOException("no answer of HTTP");
        }
        return Integer.parseInt(status.group(1));
    }

    /** https://docs.slack.dev/messaging/formatting-message-text: {@code text} for notices, blocks for the message. */
    private static byte[] body(Notification notification) {
        String title = shortened(notification.title(), LONGEST_TITLE);
        String text = shortened(notification.body(), LONGEST_TEXT);
        Map<String, Object> message = Map.of(
                "text", escaped(title + "\n" + text),
                "blocks",
                        List.of(
                                Map.of("type", "header", "text", Map.of("type", "plain_text", "text", title)),
                                Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", escaped(text)))));
        return JsonMapper.shared().writeValueAsBytes(message);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** What Slack would take for a link or a mention. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "Webhook[" + (allowPrivate ? "private allowed" : "public only") + "]";
    }
}
