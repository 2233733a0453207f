package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.registry.ModelVersion;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecisionsPageTest extends PageTest {
    private static final String MODEL = MarketplaceRanker.MODEL;
    private static final String SEARCH = "/api/search/?q=instalar+chuveiro&lat=-23.55&lon=-46.63&radius_km=50&session=";

    /** A search's answer by whom it is wanted from, who takes over a moment after the registry says so. */
    private JsonNode answeredBy(String ranker) {
        AtomicReference<JsonNode> answer = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            answer.set(json(page.request().get(marketplace.address(SEARCH + UUID.randomUUID()))));
            return answer.get().path("ranked_by").asString().equals(ranker);
        });
        return answer.get();
    }

    private static JsonNode json(APIResponse response) {
        return JsonMapper.shared().readTree(response.text());
    }

    private static String decision(JsonNode answer) {
        return answer.path("decision_id").asString();
    }

    private APIResponse account(String id) {
        return page.request().get(marketplace.address("/api/decisions/" + id));
    }

    /** XGBoost and LightGBM alike: the search answers with four digits. */
    private static void assertAddsUp(JsonNode item) {
        double sum = item.path("baseline").asDouble();
        for (JsonNode one : item.path("contributions")) {
            sum += one.path("amount").asDouble();
        }
        assertThat(sum).isCloseTo(item.path("score").asDouble(), within(1e-9));
    }

    @Test
    void aDecisionByAModelIsAccountedFor() throws Exception {
        ModelVersion version = marketplace.release("score_avaliacao", .61);
        JsonNode answer = answeredBy(MODEL + ":" + version.number());
        String id = decision(answer);
        JsonNode second = answer.path("results").path(1);
        Event click = new Event(
                UUID.randomUUID(),
                "click",
                Instant.now(),
                UUID.fromString(id),
                "somebody",
                second.path("id").asString(),
                JsonMapper.shared().createObjectNode());
        marketplace.part(EventLog.class).append(java.util.List.of(click));
        signIn(RunningMarketplace.READER);

        APIResponse response = account(id);
        assertThat(response.status()).isEqualTo(200);
        JsonNode document = json(response);
        assertThat(document.path("version").asInt()).isEqualTo(version.number());
        assertThat(document.path("champion_then").asInt()).isEqualTo(version.number());
        assertThat(document.path("asked").path("query").asString()).isEqualTo("instalar chuveiro");
        assertThat(document.path("outcomes").path(0).path("item").asString())
                .isEqualTo(second.path("id").asString());
        assertThat(document.path("items")).hasSize(answer.path("results").size());
        for (JsonNode item : document.path("items")) {
            assertAddsUp(item);
            // The model was made to like one feature.
            assertThat(item.path("contributions").path(0).path("feature").asString())
                    .isEqualTo("score_avaliacao");
        }

        Outcome told = TinoProcess.run(marketplace.home(), "why", id, "--json");
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.json()).isEqualTo(document);

        go("/console/decisions");
        wholePicture("decisions");
        page.locator("#decision").fill(id);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Uma decisão");
        assertThat(page.locator(".facts").first()).containsText("Versão " + version.number());
        assertThat(page.locator(".timeline")).containsText("clique");
        Locator first = page.locator(".explained").first();
        assertThat(first.locator("tbody tr").nth(1)).containsText("score_avaliacao");
        assertThat(first.locator("svg.contribution rect").first()).isVisible();
        Accessibility.check(page);
        wholePicture("decision-account");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("h1")).hasText("One decision");
        wholePicture("decision-account-en");
    }

    @Test
    void aDecisionByTheWeightsIsAccountedFor() {
        JsonNode answer = answeredBy("weights");
        signIn();
        JsonNode document = json(account(decision(answer)));
        assertThat(document.has("version")).isFalse();
        assertThat(document.path("fallback").asString()).isEqualTo("no_model");
        assertThat(document.has("champion_then")).isFalse();
        for (JsonNode item : document.path("items")) {
            assertAddsUp(item);
            assertThat(item.path("baseline").asDouble()).isZero();
        }
        go("/console/decisions/" + decision(answer));
        assertThat(page.locator(".facts").first()).containsText("nenhum modelo no ar");
        wholePicture("decision-weights");
    }

    @Test
    void aDecisionByTwoTogetherSaysWhoseChoiceEachItemWas() {
        ModelVersion version = marketplace.release("score_proximidade", .61);
        Experiments experiments = marketplace.part(Experiments.class);
        Experiment experiment =
                experiments.start(MODEL, Experiment.Kind.INTERLEAVED, null, version.number(), 1, "test", "for a test");
        try {
            JsonNode answer = answeredBy(MODEL + ":interleaved");
            signIn();
            JsonNode document = json(account(decision(answer)));
            assertThat(document.path("scored_by")).hasSize(2);
            for (JsonNode item : document.path("items")) {
                assertAddsUp(item);
            }
            go("/console/decisions/" + decision(answer));
            assertThat(page.locator(".facts").first()).containsText("duas variantes");
            assertThat(page.locator(".explained summary .badge").first())
                    .hasText(java.util.regex.Pattern.compile("[AB]"));
            wholePicture("decision-together");
        } finally {
            experiments.end(experiment.id(), "test", "for a test");
        }
    }

    @Test
    void whatIsNoDecisionIsSaidClearly() {
        answeredBy("weights");
        signIn();
        APIResponse malformed = account("abc");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(json(malformed).path("errors").path(0).path("field").asString())
                .isEqualTo("id");
        assertThat(json(malformed).path("detail").asString())
                .contains("decision_id")
                .contains("abc");
        assertThat(account(UUID.randomUUID().toString()).status()).isEqualTo(400);
        UUID unknown = DecisionId.next(marketplace.part(InstantSource.class), new Random(1));
        assertThat(account(unknown.toString()).status()).isEqualTo(404);
        UUID old = DecisionId.next(InstantSource.fixed(Instant.parse("2020-01-01T00:00:00Z")), new Random(1));
        assertThat(account(old.toString()).status()).isEqualTo(410);
        assertThat(json(account(old.toString())).path("detail").asString())
                .contains("2020-01-01")
                .contains("the log begins at");
        go("/console/decisions/" + old);
        assertThat(page.locator(".notice.bad")).containsText("mais antiga");
        assertThat(page.locator("#decision")).hasValue(old.toString());
        go("/console/decisions/%3Cb%3Eabc");
        assertThat(page.locator(".notice.bad")).containsText("não é o número");
        assertThat(page.locator("#decision")).hasValue("<b>abc");
    }

    @Test
    void nobodyElseMaySee() {
        JsonNode answer = answeredBy("weights");
        assertThat(account(decision(answer)).status()).isEqualTo(401);
        go("/console/decisions/" + decision(answer));
        assertThat(page.locator("#username, [name=username]").first()).isVisible();
    }

    @Test
    void fitsANarrowScreen() {
        ModelVersion version = marketplace.release("score_avaliacao", .61);
        JsonNode answer = answeredBy(MODEL + ":" + version.number());
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        go("/console/decisions");
        assertNoSidewaysScrolling();
        go("/console/decisions/" + decision(answer));
        assertNoSidewaysScrolling();
        wholePicture("decision-account-narrow");
    }
}
