package tino.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tino.server.RunningServer.JSON;
import static tino.server.RunningServer.tree;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.server.RunningServer;
import tino.server.security.Role;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The assistant over HTTP, with the articles that come with it and a scripted service for premium users. */
@NullUnmarked // a null where there should be a value fails the test by itself
class AssistantServerTest {
    private static final String ACOS = "O que é ACOS?";

    private static ScriptedModel model;
    private static RunningServer server;
    private static RunningServer.Caller anybody;
    private static String key;

    @BeforeAll
    static void start() throws IOException {
        model = new ScriptedModel();
        server = RunningServer.start(model.settings());
        anybody = server.anybody();
        key = server.key(Scope.ASK);
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    @BeforeEach
    void answers() {
        model.says("ACOS é gasto dividido ", "por receita [1].");
        model.asked.clear();
    }

    private static ObjectNode question(String text) {
        return JSON.createObjectNode().put("question", text);
    }

    private static JsonNode ask(ObjectNode body) {
        HttpResponse<String> response = anybody.post("/api/v1/query", body.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return tree(response);
    }

    @Test
    void freeUsersAreAnsweredWordForWordFromTheSources() {
        JsonNode answer = ask(question(ACOS));

        assertThat(answer.path("provider").stringValue()).isEqualTo("extractive");
        assertThat(answer.path("success").booleanValue()).isTrue();
        assertThat(answer.path("refused").booleanValue()).isFalse();
        assertThat(answer.path("estimated_cost").doubleValue()).isZero();
        assertThat(answer.path("latency_seconds").doubleValue()).isPositive();
        assertThat(answer.path("routing_reason").stringValue()).isEqualTo("default");
        JsonNode source = answer.path("citations").get(0);
        assertThat(answer.path("answer").stringValue())
                .contains("[" + source.path("number").intValue() + "]");
        assertThat(answer.path("answer").stringValue()).contains("ACOS");
        assertThat(source.path("text").stringValue())
                .contains(answer.path("answer").stringValue().split(" \\[")[0]);
        assertThat(model.asked).isEmpty();
    }

    @Test
    void premiumUsersAreAnsweredByTheService() {
        JsonNode answer = ask(question(ACOS).put("user_tier", "premium").put("user_id", 123));

        assertThat(answer.path("provider").stringValue()).isEqualTo("openai");
        assertThat(answer.path("model_name").stringValue()).isEqualTo("gpt-4o-mini");
        assertThat(answer.path("routing_reason").stringValue()).isEqualTo("premium_user");
        assertThat(answer.path("answer").stringValue()).isEqualTo("ACOS é gasto dividido por receita [1].");
        assertThat(answer.path("citations")).hasSize(1);
        assertThat(answer.path("usage").path("total_tokens").intValue()).isEqualTo(1100);
        assertThat(answer.path("estimated_cost").doubleValue()).isPositive();
        JsonNode sent = model.asked.remove();
        assertThat(sent.path("messages").get(0).path("content").stringValue())
                .contains("MelancIA", "ACOS")
                .doesNotContain(ScriptedModel.KEY);
    }

    @Test
    void extractionStandsInForAServiceThatFails() {
        model.fails(500);

        JsonNode answer = ask(question(ACOS).put("user_tier", "premium"));

        assertThat(answer.path("provider").stringValue()).isEqualTo("extractive");
        assertThat(answer.path("routing_reason").stringValue()).isIn("fallback", "unhealthy");
    }

    @Test
    void whatTheSourcesDoNotHoldIsRefusedWithoutAskingAModel() {
        JsonNode answer = ask(question("Quem ganhou a copa do mundo de 2002?").put("user_tier", "premium"));

        assertThat(answer.path("refused").booleanValue()).isTrue();
        assertThat(answer.path("citations")).isEmpty();
        assertThat(model.asked).isEmpty();
    }

    @Test
    void aStreamBringsThePiecesAndThenTheAnswer() {
        HttpResponse<String> response = anybody.post(
                "/api/v1/query/stream",
                question(ACOS).put("user_tier", "premium").toString());

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        List<String> events = List.of(response.body().split("\n\n"));
        assertThat(events.get(0)).isEqualTo("event: token\ndata: {\"text\":\"ACOS é gasto dividido \"}");
        assertThat(events.get(1)).isEqualTo("event: token\ndata: {\"text\":\"por receita [1].\"}");
        assertThat(events.get(2)).startsWith("event: done\ndata: {").contains("\"routing_reason\":\"premium_user\"");
        assertThat(events).hasSize(3);
    }

    @Test
    void aStreamThatBreaksAfterItsFirstPieceEndsWithAProblem() {
        model.breaksOffAfter("ACOS é");

        HttpResponse<String> response = anybody.post(
                "/api/v1/query/stream",
                question(ACOS).put("user_tier", "premium").toString());

        assertThat(response.body())
                .contains("event: token")
                .contains("event: error")
                .doesNotContain("event: done");
        assertThat(lastEvent(response).path("request_id").stringValue())
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void aStreamOfOpenAisProtocolThatBreaksSaysWhichRequestItWas() {
        model.breaksOffAfter("ACOS é");

        HttpResponse<String> response = anybody.post(
                "/v1/chat/completions",
                "{\"model\":\"melancia-premium\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + ACOS
                        + "\"}]}",
                "Authorization",
                "Bearer " + key);

        assertThat(lastEvent(response).path("error").path("request_id").stringValue())
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
    }

    private static JsonNode lastEvent(HttpResponse<String> response) {
        String body = response.body();
        return JSON.readTree(body.substring(body.lastIndexOf("data: ") + "data: ".length()));
    }

    @Test
    void whatPeopleThoughtIsShownByModelWithItsInterval() {
        for (int i = 0; i < 3; i++) {
            String id = ask(question("O que é CPC?").put("user_tier", "premium"))
                    .path("query_id")
                    .stringValue();
            assertThat(anybody.post("/api/v1/query/" + id + "/feedback", "{\"rating\":\"up\"}")
                            .statusCode())
                    .isEqualTo(204);
        }

        HttpResponse<String> response =
                server.person(Role.OPERATOR).get("/console/assistant", "Accept", "text/html", "Accept-Language", "en");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        String page = response.body();
        String models = page.substring(page.indexOf("id=\"models\""), page.indexOf("id=\"tiers\""));
        // Wilson's interval of 3 of 3 at 95 %: 0.4385 to 1.
        assertThat(models.substring(models.indexOf("openai/gpt-4o-mini")))
                .containsPattern("\\(44\\D{0,7}% to 100\\D{0,7}%, 3 ratings\\)");
    }

    @Test
    void aQuestionIsFoundAgainByItsIdAndRated() {
        String id = ask(question("O que é CTR?")).path("query_id").stringValue();

        assertThat(anybody.post("/api/v1/query/" + id + "/feedback", "{\"rating\":\"up\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(anybody.post("/api/v1/query/" + id + "/feedback", "{\"rating\":\"down\",\"comment\":\"vago\"}")
                        .statusCode())
                .isEqualTo(204);
        JsonNode found = tree(anybody.get("/api/v1/query/" + id));
        assertThat(found.path("question").stringValue()).isEqualTo("O que é CTR?");
        assertThat(found.path("rating").stringValue()).isEqualTo("down");
        assertThat(found.path("citations")).isNotEmpty();
        assertThat(anybody.get("/api/v1/query/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"question":"Ai"}                                  | question
            {"question":""}                                    | question
            {"question":17}                                    | question
            {}                                                 | question
            {"question":"O que é ACOS?","user_tier":"gold"}    | user_tier
            {"question":"O que é ACOS?","user_tier":1}         | user_tier
            {"question":"O que é ACOS?","max_tokens":49}       | max_tokens
            {"question":"O que é ACOS?","max_tokens":2001}     | max_tokens
            {"question":"O que é ACOS?","max_tokens":50.5}     | max_tokens
            {"question":"O que é ACOS?","temperature":1.1}     | temperature
            {"question":"O que é ACOS?","temperature":"frio"}  | temperature
            {"question":"O que é ACOS?","user_id":[1]}         | user_id
            {"question":"O que é ACOS?","history":[{"role":"system","content":"x"}]} | history[0].role
            {"question":"O que é ACOS?","model":"gpt-9"}       | model
            {"question":"O que é ACOS?","tier":"free"}         | tier
            """)
    void whatIsNoQuestionIsRefusedFieldByField(String body, String field) {
        HttpResponse<String> response = anybody.post("/api/v1/query", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(tree(response).path("errors").get(0).path("field").stringValue())
                .isEqualTo(field);
    }

    @Test
    void fiveHundredCharactersAreAQuestionAndOneMoreIsNone() {
        assertThat(anybody.post("/api/v1/query", question("a".repeat(500)).toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(anybody.post("/api/v1/query", question("a".repeat(501)).toString())
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aConversationGoesOn() {
        ObjectNode body = question("E como se calcula?");
        body.putArray("history").addObject().put("role", "user").put("content", "O que é TACOS?");

        JsonNode answer = ask(body);

        assertThat(answer.path("refused").booleanValue()).isFalse();
        assertThat(answer.path("answer").stringValue()).contains("TACOS");
    }

    @Test
    void modelsAreListedAndChosen() {
        JsonNode models = tree(anybody.get("/api/v1/models"));
        assertThat(models).isNotEmpty();
        assertThat(models.get(0).path("provider").stringValue()).isEqualTo("openai");
        RunningServer.Caller operator = server.person(Role.OPERATOR);
        String bearer = server.key(Scope.OPERATE);
        assertThat(anybody.post("/api/v1/models/select", "{\"provider\":\"extractive\"}")
                        .statusCode())
                .isEqualTo(401);
        try {
            HttpResponse<String> chosen = anybody.post(
                    "/api/v1/models/select",
                    "{\"provider\":\"extractive\",\"user_tier\":\"premium\"}",
                    "X-API-Key",
                    bearer);
            assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(200);
            JsonNode answer = ask(question(ACOS).put("user_tier", "premium"));
            assertThat(answer.path("provider").stringValue()).isEqualTo("extractive");
            assertThat(answer.path("routing_reason").stringValue()).isEqualTo("selected");
        } finally {
            anybody.post("/api/v1/models/select", "{\"provider\":null}", "X-API-Key", bearer);
        }
        assertThat(anybody.post("/api/v1/models/select", "{\"provider\":\"gpt-9\"}", "X-API-Key", bearer)
                        .statusCode())
                .isEqualTo(422);
        assertThat(operator.get("/api/v1/models/stats").body()).contains("openai_queries", "ollama_queries", "errors");
        assertThat(tree(operator.get("/api/v1/stats")).path("passages").intValue())
                .isGreaterThan(500);
        assertThat(tree(anybody.post("/api/v1/cache/clear", "", "X-API-Key", bearer))
                        .path("message")
                        .stringValue())
                .isEqualTo("Cache cleared");
        assertThat(anybody.post("/api/v1/finetune/start", "{}", "X-API-Key", bearer)
                        .statusCode())
                .isEqualTo(501);
        assertThat(operator.get("/api/v1/finetune/status").statusCode()).isEqualTo(200);
    }

    private static OpenAIClient openAi() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(server.uri("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams.Builder chat(String name) {
        return ChatCompletionCreateParams.builder().model(name).addUserMessage(ACOS);
    }

    @Test
    void openAisOwnClientAsks() {
        OpenAIClient client = openAi();
        var answer = client.chat().completions().create(chat("melancia").build());
        assertThat(answer.choices().getFirst().message().content().orElseThrow())
                .contains("ACOS");
        assertThat(answer.model()).isEqualTo("melancia");
        assertThat(client.models().list().data())
                .extracting(known -> known.id())
                .contains("melancia", "openai");
        client.close();
    }

    @Test
    void openAisOwnClientIsStreamedToWithTheUsageAtTheEnd() {
        List<String> pieces = new ArrayList<>();
        long[] tokens = new long[1];
        OpenAIClient client = openAi();
        try (var stream = client.chat()
                .completions()
                .createStreaming(chat("melancia-premium")
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            stream.stream().forEach(chunk -> {
                chunk.choices().forEach(choice -> choice.delta().content().ifPresent(pieces::add));
                chunk.usage().ifPresent(usage -> tokens[0] = usage.totalTokens());
            });
        }
        client.close();
        assertThat(pieces).containsExactly("ACOS é gasto dividido ", "por receita [1].");
        assertThat(tokens[0]).isEqualTo(1100);
    }

    @Test
    void openAisOwnClientGetsVectorsAndReadableErrors() {
        OpenAIClient client = openAi();
        var vectors = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("melancia-embedding")
                        .inputOfArrayOfStrings(List.of("custo de publicidade", "lance por clique"))
                        .build());
        assertThat(vectors.data()).hasSize(2);
        double length = vectors.data().getFirst().embedding().stream()
                .mapToDouble(value -> value * value)
                .sum();
        assertThat(length).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-3));
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(chat("melancia").temperature(3).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("temperature");
        client.close();
    }

    @Test
    void langChainsClientAsks() {
        String answer = OpenAiChatModel.builder()
                .baseUrl(server.uri("/v1").toString())
                .apiKey(key)
                .modelName("melancia")
                .maxRetries(0)
                .build()
                .chat(ACOS);

        assertThat(answer).contains("ACOS");
    }

    @Test
    void theConsoleShowsWhatWasAskedAndWhatHasNoAnswer() {
        ask(question("Quanto custa um contêiner da China?"));
        RunningServer.Caller operator = server.person(Role.OPERATOR);

        HttpResponse<String> page = operator.get("/console/assistant", "Accept", "text/html");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("quanto custa um contêiner da china?", "retail-media", "extractive");
        assertThat(operator.form(
                                "/console/assistant/dealt-with",
                                "question=quanto+custa+um+cont%C3%AAiner+da+china%3F&state=out_of_scope&_csrf="
                                        + operator.token("/console/assistant"))
                        .statusCode())
                .isIn(302, 303);
        assertThat(operator.get("/console/assistant", "Accept", "text/html").body())
                .doesNotContain("quanto custa um contêiner da china?");
    }
}
