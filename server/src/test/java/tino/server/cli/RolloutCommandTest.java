package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;
import tino.server.page.RunningMarketplace;
import tools.jackson.databind.json.JsonMapper;

/** The levers of people, pulled beside a running server; what they did is seen in its answers. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolloutCommandTest {
    private static final String MODEL = MarketplaceRanker.MODEL;

    private static final int PEOPLE = 20;

    private static RunningMarketplace marketplace;
    private static HttpClient http;

    @BeforeAll
    static void open() throws Exception {
        marketplace = new RunningMarketplace();
        http = HttpClient.newHttpClient();
        marketplace.register("rating", 0.5);
        marketplace.register("price_inv", 0.6);
    }

    @AfterAll
    static void close() throws IOException {
        http.close();
        marketplace.close();
    }

    private static Outcome tino(String... words) throws Exception {
        List<String> line = new ArrayList<>(Arrays.asList(words));
        line.add("--json");
        return TinoProcess.run(marketplace.home(), line.toArray(String[]::new));
    }

    /** Who ranked the answers to a person's searches. */
    private static String rankedBy(String person) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(marketplace.address("/api/search/?q=eletricista&session=" + person)))
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JsonMapper.shared().readTree(answer).path("ranked_by").asString();
    }

    /** Of all people; 150 are so many that at a tenth of them it is hardly ever nobody (.9 to the 150th). */
    private static boolean anybodyIsAnsweredBy(String who) throws IOException, InterruptedException {
        for (int person = 0; person < 150; person++) {
            if (rankedBy("person-" + person).equals(who)) {
                return true;
            }
        }
        return false;
    }

    private static long answeredBy(String who) throws IOException, InterruptedException {
        long count = 0;
        for (int person = 0; person < PEOPLE; person++) {
            count += rankedBy("person-" + person).equals(who) ? 1 : 0;
        }
        return count;
    }

    @Test
    @Order(1)
    void aVersionWithoutAPassedGateIsNotPutOnTrial() throws Exception {
        Outcome refused = tino("rollout", "start", MODEL, "1", "--why", "looks good");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.json().get("error").asString()).contains("gate");
        assertThat(tino("rollout", "status").json().get("models").get(0).get("trials"))
                .isEmpty();
    }

    @Test
    @Order(2)
    void namesAndReasonsAreWanted() throws Exception {
        assertThat(tino("rollout", "start", MODEL, "1").code()).isEqualTo(2);
        Outcome unknown = tino("rollout", "start", "no-such-model", "1", "--why", "x");
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.json().get("error").asString()).contains("no-such-model", MODEL);
        Outcome version = tino("rollout", "start", MODEL, "99", "--why", "x");
        assertThat(version.code()).isEqualTo(1);
        assertThat(version.json().get("error").asString()).contains("99", "[2, 1]");
        Outcome nothing = tino("rollout", "promote", MODEL, "--why", "x");
        assertThat(nothing.code()).isEqualTo(3);
        assertThat(tino("rollout", "rollback", MODEL, "--why", "  ").code()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void peopleAreAnsweredByTheVersionStepByStepAndByNobodyOfItAfterwards() throws Exception {
        assertThat(tino("models", "approve", MODEL, "1", "--why", "a test", "--who", "ana")
                        .code())
                .isZero();
        assertThat(tino("models", "approve", MODEL, "2", "--why", "a test", "--who", "ana")
                        .code())
                .isZero();
        Outcome shadow = tino("rollout", "start", MODEL, "1", "--why", "first", "--who", "ana");
        assertThat(shadow.json().get("trials").get(0).get("stage").asString()).isEqualTo("shadow");
        Outcome canary = tino("rollout", "promote", MODEL, "--why", "sure of it", "--who", "ana");
        assertThat(canary.json().get("trials").get(0).get("percent").asInt()).isEqualTo(10);
        await().until(() -> anybodyIsAnsweredBy(MODEL + ":1"));
        assertThat(answeredBy(MODEL + ":1")).isLessThan(PEOPLE / 2);

        Outcome paused = tino("rollout", "pause", MODEL, "--why", "holidays");
        assertThat(paused.json().get("trials").get(0).get("paused").asBoolean()).isTrue();
        Outcome stuck = tino("rollout", "promote", MODEL, "--why", "impatient");
        assertThat(stuck.code()).isEqualTo(1);
        assertThat(stuck.json().get("error").asString()).contains("paused", "resume");
        assertThat(tino("rollout", "resume", MODEL, "--why", "back").code()).isZero();

        for (String step : List.of("25", "50", "100", "full")) {
            assertThat(tino("rollout", "promote", MODEL, "--why", step).code())
                    .as(step)
                    .isZero();
        }
        await().until(() -> answeredBy(MODEL + ":1") == PEOPLE);

        assertThat(tino("rollout", "start", MODEL, "2", "--canary", "--why", "at once")
                        .code())
                .isZero();
        await().until(() -> anybodyIsAnsweredBy(MODEL + ":2"));
        Outcome withdrawn = tino("rollout", "rollback", MODEL, "--why", "strange answers");
        assertThat(withdrawn.code()).isZero();
        assertThat(withdrawn.json().get("champion").asInt()).isEqualTo(1);
        await().until(() -> !anybodyIsAnsweredBy(MODEL + ":2"));

        Outcome back = tino("rollout", "rollback", MODEL, "--why", "the old order, please");
        assertThat(back.json().get("champion").isNull()).isTrue();
        await().until(() -> answeredBy("weights") == PEOPLE);
        Outcome status = tino("rollout", "status", MODEL);
        assertThat(status.json()
                        .get("models")
                        .get(0)
                        .get("past")
                        .get(0)
                        .get("why")
                        .asString())
                .isEqualTo("strange answers");
    }
}
