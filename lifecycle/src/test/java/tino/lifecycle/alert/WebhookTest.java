package tino.lifecycle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.lifecycle.address.Connections;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookTest {
    private static final Duration DEADLINE = Duration.ofMillis(700);
    private static final Notification NOTIFICATION = new Notification(
            "alert-1:firing",
            "firing",
            null,
            "[warning] Hot is firing",
            "A room is <!channel> hot & dry\nValue: 35",
            Instant.parse("2026-11-16T12:00:00Z"));
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private String server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/", handler);
        server.start();
        open.add(() -> server.stop(0));
        return "http://localhost:" + server.getAddress().getPort() + "/services/T0/SECRET";
    }

    private static HttpHandler answering(int status, String... header) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (header.length == 2) {
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    private static Webhook allowed(String address) {
        return new Webhook(address, true, Connections.STANDARD, DEADLINE);
    }

    @Test
    void postsWhatSlackUnderstands() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        String address = server(exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Host").replaceAll("\\d+", "N") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        allowed(address + "?thread=1").send(NOTIFICATION);
        assertThat(requests.getFirst())
                .isEqualTo(
                        "POST /services/T0/SECRET?thread=1 localhost:N application/json; charset=utf-8 alert-1:firing");
        JsonNode message = JsonMapper.shared().readTree(requests.getLast());
        assertThat(message.get("text").asString())
                .isEqualTo("[warning] Hot is firing\nA room is &lt;!channel&gt; hot &amp; dry\nValue: 35");
        assertThat(message.get("blocks").get(0).get("text").get("text").asString())
                .isEqualTo("[warning] Hot is firing");
        assertThat(message.get("blocks").get(1).get("text").get("type").asString())
                .isEqualTo("mrkdwn");
    }

    @Test
    void anAnswerThatIsNoSuccessIsAFailure() throws Exception {
        String failing = server(answering(500));
        assertThatThrownBy(() -> allowed(failing).send(NOTIFICATION))
                .isInstanceOf(Channel.NotSent.class)
                .hasMessage("The webhook answered 500.");
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        AtomicInteger reached = new AtomicInteger();
        String elsewhere = server(exchange -> {
            reached.incrementAndGet();
            answering(200).handle(exchange);
        });
        for (int status : new int[] {301, 302, 307, 308}) {
            String address = server(answering(status, "Location", elsewhere));
            assertThatThrownBy(() -> allowed(address).send(NOTIFICATION)).hasMessageContaining("redirect");
        }
        assertThat(reached).hasValue(0);
    }

    @Test
    void oneThatHangsIsLeftAtTheDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> allowed("http://localhost:" + silent.getLocalPort() + "/x")
                            .send(NOTIFICATION))
                    .hasMessageContaining("did not answer within");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, Duration.ofSeconds(10));
        }
    }

    @Test
    void oneThatDripsIsLeftAtTheDeadlineToo() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = dripping.accept()) {
                    // A byte and then another, for as long as somebody reads.
                    while (true) {
                        socket.getOutputStream().write('H');
                        socket.getOutputStream().flush();
                        java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                    }
                } catch (IOException left) {
                    // As it should be.
                }
            });
            assertThatThrownBy(() -> allowed("http://localhost:" + dripping.getLocalPort() + "/x")
                            .send(NOTIFICATION))
                    .hasMessageContaining("did not answer within");
        }
    }

    @Test
    void whatIsNoHttpIsAFailure() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = other.accept()) {
                    socket.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException left) {
                    // As it should be.
                }
            });
            assertThatThrownBy(() -> allowed("http://localhost:" + other.getLocalPort() + "/x")
                            .send(NOTIFICATION))
                    .hasMessageContaining("cannot be reached");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/x",
                "http://2130706433/x",
                "http://10.0.0.8/x",
                "http://169.254.169.254/x",
                "http://[::1]/x",
                "http://[fe80::1]/x",
                "http://[::ffff:127.0.0.1]/x",
                "http://[64:ff9b::7f00:1]/x"
            })
    void aPrivateAddressIsRefusedUnlessAllowed(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Webhook(address, false))
                .withMessageContaining("allow-private: true");
        assertThat(new Webhook(address, true)).hasToString("Webhook[private allowed]");
    }

    @Test
    void aNameOfAPrivateAddressIsRefusedBeforeAnythingIsSaid() throws Exception {
        AtomicInteger reached = new AtomicInteger();
        String address = server(exchange -> {
            reached.incrementAndGet();
            answering(200).handle(exchange);
        });
        assertThatThrownBy(() -> new Webhook(address, false).send(NOTIFICATION))
                .isInstanceOf(Channel.NotSent.class)
                .hasMessageContaining("refused");
        assertThat(reached).hasValue(0);
    }

    @Test
    void aNameWithOnePrivateAddressAmongOthersIsRefused() {
        InetAddress[] both = {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("fd00::1")};
        Webhook webhook = new Webhook("http://hooks.example/x", false, new Connections(_ -> both, TLS), DEADLINE);
        assertThatThrownBy(() -> webhook.send(NOTIFICATION)).hasMessageContaining("refused");
    }

    @Test
    void theAddressThatWasLookedAtIsTheOneThatIsReached() throws Exception {
        List<String> hosts = new CopyOnWriteArrayList<>();
        String address = server(exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host").replaceAll(":\\d+", ""));
            answering(200).handle(exchange);
        });
        AtomicInteger asked = new AtomicInteger();
        // A name that means another address at every question.
        Webhook webhook = new Webhook(
                address.replace("localhost", "hooks.example"),
                true,
                new Connections(
                        _ -> new InetAddress[] {
                            asked.getAndIncrement() == 0 ? LOOPBACK : InetAddress.ofLiteral("192.0.2.1")
                        },
                        TLS),
                DEADLINE);
        webhook.send(NOTIFICATION);
        assertThat(asked).hasValue(1);
        assertThat(hosts).containsExactly("hooks.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.slack.com/services/SECRET",
                "ftp://host/SECRET",
                "https:///SECRET",
                "https://exa mple/SECRET",
                "https://user:SECRET@host/",
                "file:///SECRET",
                "https://under_score/SECRET",
                "http://127.1/SECRET"
            })
    void whatIsNoAddressIsRefusedAndNotRepeated(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Webhook(address, false))
                .withMessageContaining("expected the address of a webhook, https://host/path")
                .satisfies(e -> {
                    assertThat(e.getMessage()).doesNotContain("SECRET");
                    assertThat(e.getCause()).isNull();
                });
    }

    @Test
    void overTlsTheNameIsProven(@TempDir Path folder) throws Exception {
        KeyStore keys = certificate(folder, "hooks.example");
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, "changeit".toCharArray());
        TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        theirs.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", answering(200));
        server.start();
        open.add(() -> server.stop(0));
        Connections here = new Connections(_ -> new InetAddress[] {LOOPBACK}, context.getSocketFactory());
        String port = ":" + server.getAddress().getPort() + "/x";
        Duration patient = Duration.ofSeconds(10);
        new Webhook("https://hooks.example" + port, true, here, patient).send(NOTIFICATION);
        assertThatThrownBy(() -> new Webhook("https://other.example" + port, true, here, patient).send(NOTIFICATION))
                .hasMessage("The webhook cannot be reached: SSLHandshakeException.");
    }

    private static KeyStore certificate(Path folder, String host) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(Files.newInputStream(file), "changeit".toCharArray());
        KeyStore all = KeyStore.getInstance("PKCS12");
        all.load(null, null);
        all.setKeyEntry(
                "tls",
                keys.getKey("tls", "changeit".toCharArray()),
                "changeit".toCharArray(),
                keys.getCertificateChain("tls"));
        all.setCertificateEntry("trusted", keys.getCertificate("tls"));
        return all;
    }
}
