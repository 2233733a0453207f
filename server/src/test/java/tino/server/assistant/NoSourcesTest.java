package tino.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.assistant.knowledge.ShippedCorpus;
import tino.language.knowledge.Knowledge;
import tino.language.knowledge.KnowledgeIndex;
import tino.server.RunningServer;
import tino.server.security.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An assistant that knows nothing yet: all that is asked is refused, and the console says so. */
final class NoSourcesTest {
    private static RunningServer server;
    private static RunningServer.Caller anybody;

    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of("tino.assistant.corpus", "false"));
        anybody = server.anybody();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void refusesAndShowsOperatorsWhatWasAskedUntilThereAreSources() throws InterruptedException {
        HttpResponse<String> response = anybody.post("/api/v1/query", "{\"question\":\"O que é CPC?\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        assertThat(answer.path("refused").booleanValue()).isTrue();
        assertThat(anybody.post(
                                "/api/v1/query/" + answer.path("query_id").stringValue() + "/feedback",
                                "{\"rating\":\"down\"}")
                        .statusCode())
                .isEqualTo(204);

        HttpResponse<String> console =
                server.person(Role.OPERATOR).get("/console/assistant", "Accept", "text/html", "Accept-Language", "en");

        assertThat(console.statusCode()).as(console.body()).isEqualTo(200);
        assertThat(console.body()).contains("o que é cpc?", "id=\"models\"");

        answersFromTheFirstSourcesAtOnce();
    }

    private static void answersFromTheFirstSourcesAtOnce() throws InterruptedException {
        ShippedCorpus.bring(server.part(Knowledge.class), server.part(KnowledgeIndex.class));

        HttpResponse<String> response = anybody.post("/api/v1/query", "{\"question\":\"O que é o CPC?\"}");

        JsonNode answer = JsonMapper.shared().readTree(response.body());
        assertThat(answer.path("refused").booleanValue()).as(response.body()).isFalse();
        assertThat(answer.path("answer").stringValue()).contains("CPC");
    }
}
