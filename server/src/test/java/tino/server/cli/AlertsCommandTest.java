package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;
import tools.jackson.databind.JsonNode;

class AlertsCommandTest {
    @TempDir
    private static Path home;

    private static Outcome tino(String... words) throws Exception {
        String[] line = Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new);
        return TinoProcess.run(home, line);
    }

    @Test
    void aSilenceIsKeptListedAndEnded() throws Exception {
        Outcome unknown = tino("alerts", "silence", "NoSuchRule", "--for", "2h", "--why", "x");
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.json().get("error").asString()).contains("NoSuchRule", "SearchCtrLow");
        assertThat(tino("alerts", "silence", "SearchCtrLow", "--for", "soon", "--why", "x")
                        .code())
                .isEqualTo(2);
        assertThat(tino("alerts", "silence", "SearchCtrLow", "--for", "2h", "--why", " ")
                        .code())
                .isEqualTo(1);
        Outcome silenced =
                tino("alerts", "silence", "SearchCtrLow", "--for", "2h", "--why", "a campaign", "--who", "ana");
        assertThat(silenced.code()).as(silenced.err()).isZero();
        String id = silenced.json().get("id").asString();
        JsonNode list = tino("alerts", "list").json();
        assertThat(list.get("silences").get(0).get("who").asString()).isEqualTo("ana");
        assertThat(list.get("open")).isEmpty();
        assertThat(tino("alerts", "unsilence", id).code()).isZero();
        assertThat(tino("alerts", "unsilence", id).code()).isEqualTo(3);

        Outcome report = tino("report", "--week", "2026-W47");
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(Path.of(report.json().get("file").asString()))
                .hasFileName("shadow_eval_2026-W47.csv")
                .exists();
        assertThat(tino("report", "--week", "next").json().get("error").asString())
                .contains("2026-W47", "'next'");
    }

    @Test
    void aTestNotificationSaysWhoCouldBeReached() throws Exception {
        assertThat(tino("alerts", "test").code()).isEqualTo(3);
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try (TinoProcess tino = TinoProcess.start(
                home,
                Map.of(
                        "TINO_ALERTS_WEBHOOK_URL",
                        "http://localhost:" + server.getAddress().getPort() + "/SECRET",
                        "TINO_ALERTS_WEBHOOK_ALLOWPRIVATE",
                        "true"),
                "alerts",
                "test")) {
            assertThat(tino.end()).isZero();
        } finally {
            server.stop(0);
        }
        assertThat(received).singleElement().asString().contains("This is a test");
    }

    @Test
    void theRulesAreWrittenWhereTheyAreWanted(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("rules.yml");
        Outcome written = tino("alerts", "export", "--prometheus", file.toString());
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(file).content().startsWith("# Written by").contains("alert: SearchCtrLow");
        Outcome printed = TinoProcess.run(home, "alerts", "export", "--prometheus");
        assertThat(String.join("\n", printed.out()) + "\n").isEqualTo(Files.readString(file));
    }
}
