package tino.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.server.RunningServer;

/** Every request has a name, and who is told of a failure can name it. */
final class RequestIdsTest {
    private static final String HEADER = "X-Request-Id";

    private final RunningServer server = RunningServer.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/api/search/?q=luz", "/nothing", "/console/weights", "/assets/tino.css"})
    void everyAnswerHasOne(String path) {
        assertThat(server.anybody().get(path).headers().firstValue(HEADER).orElseThrow())
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void theCallersIsKept() {
        String longest = "a".repeat(100);
        for (String id : new String[] {"order-77_a.b", "1", longest}) {
            assertThat(server.anybody().get("/health", HEADER, id).headers().firstValue(HEADER))
                    .contains(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "<script>", "a/b", "ação", "{${jndi:x}}"})
    void whatMustNotStandInALogIsReplaced(String id) {
        assertThat(server.anybody()
                        .get("/health", HEADER, id)
                        .headers()
                        .firstValue(HEADER)
                        .orElseThrow())
                .matches("[0-9a-f-]{36}");
        assertThat(server.anybody()
                        .get("/health", HEADER, "a".repeat(101))
                        .headers()
                        .firstValue(HEADER)
                        .orElseThrow())
                .hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/search/?limit=x", "/api/professionals", "/nothing", "/api/professionals/x"})
    void problemsNameIt(String path) {
        HttpResponse<String> answer = server.anybody().get(path, HEADER, "mine-1");
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(RunningServer.tree(answer).get("request_id").asString()).isEqualTo("mine-1");
    }

    /** In a process with several servers, they share the log of one. */
    @Test
    void theLogNamesIt() throws Exception {
        org.slf4j.MDC.put("request", "logged-2");
        try {
            org.slf4j.LoggerFactory.getLogger(RequestIdsTest.class).info("A line of the log");
        } finally {
            org.slf4j.MDC.remove("request");
        }
        assertThat(Files.readString(log())).containsPattern("\\[logged-2] \\S*RequestIdsTest - A line of the log");
    }

    private static Path log() {
        var root = (ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        for (var appenders = root.iteratorForAppenders(); appenders.hasNext(); ) {
            if (appenders.next() instanceof ch.qos.logback.core.FileAppender<?> file) {
                return Path.of(file.getFile());
            }
        }
        throw new AssertionError("There is no log in a file");
    }
}
