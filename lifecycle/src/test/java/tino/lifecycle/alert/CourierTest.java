package tino.lifecycle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.alert.Alert.State;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.schedule.SimulatedClock;

class CourierTest {
    private static final Database database = TestDatabase.fresh("lifecycle");
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-16T12:00:00Z"));
    private final Alerts alerts = new Alerts(database);
    private final Notifications notifications = new Notifications(database);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void nothingIsWritten() {
        database.sql().sql("TRUNCATE alert, alert_notification CASCADE").update();
    }

    private Courier courier(Channel... channels) {
        return new Courier(database, List.of(channels), clock, new SplittableRandom(3), metrics).start();
    }

    private Alert alert(String room) {
        alerts.begin(
                Rules.hot(Duration.ZERO),
                new Reading(Map.of("room", room), 35, true, true),
                State.FIRING,
                clock.instant());
        return alerts.open().stream()
                .filter(alert -> alert.labels().containsValue(room))
                .findFirst()
                .orElseThrow();
    }

    private void write(Alert alert, String kind, String channel) {
        notifications.write(alert, kind, channel, null, alert.name() + " " + kind, "body", clock.instant());
    }

    private Notifications.Delivery delivery(String channel) {
        return notifications.newest(100).stream()
                .filter(one -> one.channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    private static HttpServer server(AtomicInteger status, List<String> keys) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Webhook webhook(int port) {
        return new Webhook("http://localhost:" + port + "/x", true);
    }

    @Test
    void aWebhookThatHangsDelaysNoEmailAndNoClose() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (ServerSocket silent = new ServerSocket(0, 50, LOOPBACK)) {
            Email email = new Email(
                    new Email.Server("127.0.0.1", mail.getSmtp().getPort(), Email.Tls.NONE, null, null),
                    "tino@example.com",
                    List.of("ana@example.com"));
            Courier courier = courier(webhook(silent.getLocalPort()), email);
            for (int i = 0; i < 5; i++) {
                Alert alert = alert("room " + i);
                write(alert, "firing", "webhook");
                write(alert, "firing", "email");
            }
            courier.wake();
            await().atMost(Duration.ofSeconds(8)).until(() -> mail.getReceivedMessages().length == 5);
            assertThat(delivery("webhook").sentAt()).isNull();
            long start = System.nanoTime();
            courier.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        } finally {
            mail.stop();
        }
    }

    @Test
    void whatFailsIsTriedAgainEverLaterAndWithTheSameKey() throws Exception {
        AtomicInteger status = new AtomicInteger(500);
        List<String> keys = new CopyOnWriteArrayList<>();
        HttpServer server = server(status, keys);
        Alert alert = alert("a");
        try (Courier courier = courier(webhook(server.getAddress().getPort()))) {
            write(alert, "firing", "webhook");
            courier.wake();
            await().until(() -> delivery("webhook").problem() != null);
            assertThat(delivery("webhook").problem()).isEqualTo("The webhook answered 500.");
            clock.advance(Duration.ofSeconds(1));
            courier.wake();
            clock.advance(Duration.ofSeconds(1));
            courier.wake();
            await().until(() -> delivery("webhook").attempts() == 2);
            await().until(() -> keys.size() == 2);
            status.set(200);
            clock.advance(Duration.ofSeconds(4));
            courier.wake();
            await().until(() -> delivery("webhook").sentAt() != null);
        } finally {
            server.stop(0);
        }
        assertThat(keys).hasSize(3).containsOnly(alert.id() + ":firing");
        assertThat(metrics.get("tino.alerts.notifications")
                        .tags("channel", "webhook", "outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void thePausesDoubleUpToAQuarterOfAnHour() {
        SplittableRandom random = new SplittableRandom(5);
        for (int attempt = 1; attempt <= 100; attempt++) {
            Duration full = attempt >= 10 ? Courier.LONGEST_WAIT : Courier.FIRST_WAIT.multipliedBy(1L << (attempt - 1));
            Duration most = full.compareTo(Courier.LONGEST_WAIT) > 0 ? Courier.LONGEST_WAIT : full;
            assertThat(Courier.pause(attempt, random))
                    .isBetween(most.multipliedBy(8).dividedBy(10), most);
        }
    }

    @Test
    void afterADayItIsGivenUp() throws Exception {
        List<String> keys = new CopyOnWriteArrayList<>();
        HttpServer server = server(new AtomicInteger(302), keys);
        write(alert("a"), "firing", "webhook");
        clock.advance(Courier.GIVEN_UP_AFTER);
        try (Courier courier = courier(webhook(server.getAddress().getPort()))) {
            courier.wake();
            await().until(() -> delivery("webhook").givenUp() != null);
        } finally {
            server.stop(0);
        }
        assertThat(delivery("webhook").problem()).contains("redirect");
        assertThat(notifications.waiting()).isZero();
    }

    @Test
    void whoDiesBetweenSendingAndNotingItSendsAgainWithTheSameKey() throws Exception {
        List<String> keys = new CopyOnWriteArrayList<>();
        HttpServer server = server(new AtomicInteger(200), keys);
        Webhook webhook = webhook(server.getAddress().getPort());
        write(alert("a"), "firing", "webhook");
        Notifications.Claimed claimed = notifications
                .claim("webhook", clock.instant(), webhook.patience())
                .orElseThrow();
        webhook.send(claimed.notification());
        // It dies here. Nobody else takes it before it may be thought dead.
        assertThat(notifications.claim("webhook", clock.instant(), webhook.patience()))
                .isEmpty();
        clock.advance(webhook.patience());
        try (Courier courier = courier(webhook)) {
            courier.wake();
            await().until(() -> delivery("webhook").sentAt() != null);
        } finally {
            server.stop(0);
        }
        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
    }

    @Test
    void anAlertsEndIsNotToldBeforeItsBeginning() {
        Alert alert = alert("a");
        write(alert, "firing", "webhook");
        write(alert, "resolved", "webhook");
        Instant now = clock.instant();
        Notifications.Claimed first =
                notifications.claim("webhook", now, Duration.ofMinutes(1)).orElseThrow();
        assertThat(first.notification().kind()).isEqualTo("firing");
        assertThat(notifications.claim("webhook", now, Duration.ofMinutes(1))).isEmpty();
        notifications.failed(first.id(), "not now", now, now.plusSeconds(100));
        assertThat(notifications.claim("webhook", now, Duration.ofMinutes(1))).isEmpty();
        notifications.sent(first.id(), now);
        assertThat(notifications.claim("webhook", now, Duration.ofMinutes(1)))
                .map(claimed -> claimed.notification().kind())
                .contains("resolved");
    }

    @Test
    void theSameIsWrittenOnce() {
        Alert alert = alert("a");
        write(alert, "firing", "webhook");
        write(alert, "firing", "webhook");
        assertThat(notifications.newest(10)).hasSize(1);
    }
}
