package tino.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.server.RunningServer;
import tino.server.RunningServer.Caller;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;

/** What bad input gets: a status, and a document that names the field and says what was expected. */
final class ProblemsTest {
    private static final String CLICK = "/api/events/click/";

    private final RunningServer server = RunningServer.shared();
    private final Caller caller = server.anybody();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/search/                                 | q
            /api/search/?q=                              | q
            /api/search/?q=%20%20                        | q
            /api/search?q=luz&lat=-23.5                  | lon
            /api/search?q=luz&lon=-46.6                  | lat
            /api/search?q=luz&lat=91&lon=0               | lat
            /api/search?q=luz&lat=0&lon=-180.5           | lon
            /api/search?q=luz&lat=x&lon=0                | lat
            /api/search?q=luz&lat=NaN&lon=0              | lat
            /api/search?q=luz&price_max=-1               | price_max
            /api/search?q=luz&price_max=caro             | price_max
            /api/search?q=luz&lat=0&lon=0&radius_km=-3   | radius_km
            /api/search?q=luz&cat=Astronauta             | cat
            /api/search?q=luz&cursor=nonsense            | cursor
            """)
    void aWrongParameterIsNamed(String path, String field) {
        assertThat(fields(problem(caller.get(path), 400))).contains(field);
    }

    @Test
    void aQueryOfTenKilobytesIsAnswered() {
        JsonNode problem = problem(caller.get("/api/search/?q=" + "a".repeat(10_240)), 400);
        assertThat(fields(problem)).containsExactly("q");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"doc_id": 5                                    | body
            []                                              | body
            null                                            | body
            {"doc_id": [7], "query": "luz"}                 | doc_id
            {"doc_id": "x", "query": {"a": 1}}              | query
            {"query": "luz", "position": 1}                 | doc_id
            {"doc_id": "x", "query": "luz", "position": 0}  | position
            """)
    void aWrongBodyNamesTheField(String body, String field) {
        assertThat(fields(problem(caller.post(CLICK, body), 400))).contains(field);
    }

    @Test
    void aPositionThatIsNoNumberIsNamed() {
        JsonNode problem =
                problem(caller.post(CLICK, "{\"doc_id\":\"x\",\"query\":\"luz\",\"position\":\"first\"}"), 400);
        assertThat(fields(problem)).containsExactly("position");
        assertThat(problem.at("/errors/0/message").asString()).contains("whole number", "first");
    }

    @Test
    void aClickOnADecisionThatNeverWasIsRefused() {
        String body = """
                {"decision_id":"01900000-0000-7000-8000-000000000000","doc_id":"550e8400-e29b-41d4-a716-446655440000","query":"luz"}""";
        assertThat(problem(caller.post(CLICK, body), 400).get("detail").asString())
                .contains("decision");
    }

    @Test
    void anAnnouncedOversizeBodyIsRefusedUnread() {
        HttpResponse<String> response = caller.post(CLICK, " ".repeat(5_000_000));
        assertThat(fields(problem(response, 413))).containsExactly("body");
    }

    @Test
    void anUnannouncedOversizeBodyIsRefusedAtTheLimit() {
        byte[] spaces = " ".repeat(5_000_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        HttpResponse<String> response = caller.send(caller.request(CLICK)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(spaces))));
        assertThat(fields(problem(response, 413))).containsExactly("body");
    }

    @Test
    void anotherMediaTypeIs415() {
        HttpResponse<String> response = caller.send(
                caller.request(CLICK).header("Content-Type", "text/csv").POST(BodyPublishers.ofString("doc_id,query")));
        problem(response, 415);
    }

    @Test
    void anAnswerThatCannotBeGivenIs406() {
        problem(caller.get("/api/search/?q=luz", "Accept", "text/csv"), 406);
    }

    @Test
    void anotherMethodIs405() {
        HttpResponse<String> response = caller.json("DELETE", "/api/search/", "");
        problem(response, 405);
        assertThat(response.headers().firstValue("Allow")).isPresent();
    }

    @Test
    void whatIsNotThereIs404() {
        problem(caller.get("/nowhere"), 404);
        problem(caller.get("/api/professionals/550e8400-e29b-41d4-a716-446655440000"), 404);
    }

    @Test
    void anIdThatIsNoneIsNamed() {
        assertThat(fields(problem(caller.get("/api/professionals/abc"), 400))).containsExactly("id");
    }

    @Test
    void aProfileNamesAllItsFaultsAtOnce() {
        String key = server.key(Scope.PROFILES);
        String body =
                "{\"title\":\"\",\"category\":\"Eletricista\",\"price_min\":-1,\"location\":{\"lat\":95,\"lon\":0}}";
        JsonNode problem = problem(caller.post("/api/professionals/", body, "X-API-Key", key), 400);
        assertThat(fields(problem)).contains("title", "description", "price_min", "location.lat");
    }

    @Test
    void peopleGetAPage() {
        HttpResponse<String> response = caller.get("/nowhere", "Accept", "text/html,application/xhtml+xml");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(response.body()).contains("<html").doesNotContain("Exception");
    }

    @Test
    void noFailureShowsItsInside() {
        for (String path : List.of("/api/search/", "/nowhere", "/api/professionals/abc", "/error")) {
            assertThat(caller.get(path).body()).doesNotContain("tino.", "java.", "org.springframework", "\tat ");
        }
    }

    private static JsonNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = RunningServer.tree(response);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(problem.get("instance").asString()).startsWith("/");
        return problem;
    }

    private static List<String> fields(JsonNode problem) {
        return problem.path("errors")
                .valueStream()
                .map(fault -> fault.get("field").asString())
                .toList();
    }
}
