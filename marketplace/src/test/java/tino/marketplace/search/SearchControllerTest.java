package tino.marketplace.search;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.schedule.SimulatedClock;
import tino.marketplace.Marketplace;
import tino.marketplace.Sample;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.Professionals;
import tino.ranking.Impression;
import tino.search.GeoPoint;
import tino.search.IndexCare;
import tino.search.RebuildProgress;
import tino.search.outbox.Outbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Marketplace
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchControllerTest {
    @Autowired
    private MockMvcTester http;

    @Autowired
    private Professionals professionals;

    @Autowired
    private Outbox outbox;

    @Autowired
    private IndexCare care;

    @Autowired
    private EventLog log;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private SimulatedClock clock;

    private final Professional electrician = Sample.electrician();
    private final Professional far = Sample.professional(
            "Eletricista predial", "Quadros e disjuntores.", "Eletricista", 90, new GeoPoint(-23.90, -46.30));
    private final Professional nowhere =
            Sample.professional("Eletricista volante", "Atende a cidade inteira.", "Eletricista", 200, null);

    @BeforeAll
    void fill() {
        List<Professional> all = new ArrayList<>(List.of(electrician, far, nowhere));
        for (int i = 0; i < 70; i++) {
            all.add(Sample.professional(
                    "Marceneiro zimbro " + i,
                    "Armários, portas e mesas de madeira número " + i + ".",
                    "Marceneiro",
                    100 + i,
                    new GeoPoint(-23.55 + i * 0.001, -46.63)));
        }
        professionals.insertAll(all);
        care.rebuild(RebuildProgress.SILENT);
        Sample.awaitIndexed(outbox);
    }

    private JsonNode search(String query) {
        MvcTestResult result =
                http.get().uri(URI.create("/api/search/?" + query)).exchange();
        assertThat(result).hasStatusOk();
        return json(result);
    }

    private static JsonNode json(MvcTestResult result) {
        try {
            return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
        } catch (RuntimeException e) {
            throw new AssertionError(result.getResponse().toString(), e);
        }
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("results")
                .valueStream()
                .map(hit -> hit.path("id").asString())
                .toList();
    }

    @Test
    void answersWithTheFieldsOfTheSeed() {
        JsonNode answer = search("q=eletricista+residencial&cat=Eletricista&lat=-23.55&lon=-46.64");
        assertThat(ids(answer)).containsExactly(electrician.id().toString());
        assertThat(UUID.fromString(answer.path("decision_id").asString()).version())
                .isEqualTo(7);
        assertThat(answer.path("count").asInt()).isEqualTo(1);
        assertThat(answer.path("ranked_by").asString()).isEqualTo("weights");
        JsonNode hit = answer.path("results").path(0);
        assertThat(hit.path("position").asInt()).isEqualTo(1);
        assertThat(hit.path("title").asString()).isEqualTo("Eletricista residencial");
        assertThat(hit.path("description").asString()).startsWith("Instalação");
        assertThat(hit.path("category").asString()).isEqualTo("Eletricista");
        assertThat(hit.path("rating").asDouble()).isEqualTo(4.8);
        assertThat(hit.path("reviews_count").asInt()).isEqualTo(12);
        assertThat(hit.path("price_min").asDouble()).isEqualTo(150);
        assertThat(hit.path("distance_km").asDouble()).isEqualTo(0.2);
        assertThat(hit.path("badges").valueStream().map(JsonNode::asString))
                .containsExactly("Verificado", "Top Avaliado");
        assertThat(hit.path("score").asDouble()).isBetween(0.5, 1.0);
        assertThat(hit.path("why").valueStream().map(why -> why.path("key").asString()))
                .contains("title", "near");
    }

    @Test
    void saysWhyInTheLanguageAsked() {
        assertThat(search("q=eletricista")
                        .path("results")
                        .path(0)
                        .path("why")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("O título traz as palavras da busca");
        MvcTestResult english = http.get()
                .uri(URI.create("/api/search/?q=eletricista"))
                .header("Accept-Language", "en")
                .exchange();
        assertThat(json(english)
                        .path("results")
                        .path(0)
                        .path("why")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("The title has the words you searched for");
    }

    @Test
    void aPlaceLeavesOutWhoIsTooFarAndWhoIsNowhere() {
        assertThat(ids(search("q=eletricista")))
                .contains(
                        electrician.id().toString(),
                        far.id().toString(),
                        nowhere.id().toString());
        assertThat(ids(search("q=eletricista&lat=-23.55&lon=-46.64&radius_km=100")))
                .contains(electrician.id().toString(), far.id().toString())
                .doesNotContain(nowhere.id().toString());
        assertThat(ids(search("q=eletricista&lat=-23.55&lon=-46.64")))
                .doesNotContain(far.id().toString());
    }

    @Test
    void filtersByPriceAndCategoryAndFindsNothingWithoutComplaint() {
        assertThat(ids(search("q=eletricista&cat=eletricista&price_max=100")))
                .containsExactly(far.id().toString());
        JsonNode nothing = search("q=eletricista&cat=Psic%C3%B3logo");
        assertThat(nothing.path("count").asInt()).isZero();
        assertThat(nothing.path("results").isArray()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                    | q
            q=                                    | q
            q=%20%09                              | q
            q=a&cat=Astronauta                    | cat
            q=a&price_max=-1                      | price_max
            q=a&price_max=cheap                   | price_max
            q=a&price_max=NaN                     | price_max
            q=a&lat=-23.5                         | lon
            q=a&lon=-46.6                         | lat
            q=a&lat=91&lon=0                      | lat
            q=a&lat=0&lon=181                     | lon
            q=a&lat=x&lon=0                       | lat
            q=a&radius_km=0                       | radius_km
            q=a&radius_km=501                     | radius_km
            q=a&cursor=nonsense                   | cursor
            q=a&session=%C3%A9                    | session
            """)
    void refusesWhatMakesNoSenseNamingTheField(String query, String field) {
        MvcTestResult result =
                http.get().uri(URI.create("/api/search/?" + query)).exchange();
        assertThat(result).hasStatus(400);
        JsonNode problem = json(result);
        assertThat(problem.path("status").asInt()).isEqualTo(400);
        assertThat(problem.path("errors")
                        .valueStream()
                        .map(fault -> fault.path("field").asString()))
                .contains(field);
    }

    @Test
    void refusesAQueryOfTenKilobytes() {
        MvcTestResult result =
                http.get().uri("/api/search/").param("q", "a".repeat(10_240)).exchange();
        assertThat(result).hasStatus(400);
        assertThat(json(result).path("detail").asString()).contains("1000").contains("10240");
    }

    @Test
    void namesAllFaultsAtOnce() {
        MvcTestResult result = http.get()
                .uri(URI.create("/api/search/?lat=91&price_max=-1&cat=x"))
                .exchange();
        assertThat(json(result).path("errors").size()).isEqualTo(4);
    }

    @Test
    void writesDownWhatWasShownBeforeAnswering() {
        JsonNode answer = search("q=zimbro&session=s-17&price_max=150");
        UUID decision = UUID.fromString(answer.path("decision_id").asString());
        Event event = log.find(decision, "impression").orElseThrow();
        assertThat(event.subject()).isEqualTo(pseudonyms.of("s-17"));
        assertThat(event.at()).isEqualTo(clock.instant());
        assertThat(event.body().path("query").asString()).isEqualTo("zimbro");
        assertThat(event.body().path("price_max").asDouble()).isEqualTo(150);
        Impression impression = Impression.read(event.body());
        assertThat(impression.items()).isEqualTo(ids(answer)).hasSize(30);
        assertThat(impression.positions()).startsWith(1, 2, 3);
        assertThat(impression.layout()).isEqualTo(MarketplaceFeatures.LAYOUT.fingerprint());
        assertThat(impression.features()).hasSize(30 * MarketplaceFeatures.LAYOUT.size());
        assertThat(impression.rankedBy()).isEqualTo("weights");
    }

    @Test
    void pagesThroughAllCandidatesInOneOrderAlthoughTheIndexChanges() {
        JsonNode first = search("q=zimbro&cat=Marceneiro");
        String cursor = first.path("next").asString();
        List<String> order = new ArrayList<>(ids(first));
        Professional gone = professionals
                .find(UUID.fromString(SearchImpression.read(log.find(
                                        UUID.fromString(
                                                first.path("decision_id").asString()),
                                        "impression")
                                .orElseThrow()
                                .body())
                        .rest()
                        .get(3)))
                .orElseThrow();
        professionals.insert(Sample.professional("Zimbro zimbro zimbro", "Zimbro.", "Marceneiro", 1, null));
        professionals.delete(gone.id());
        Sample.awaitIndexed(outbox);

        JsonNode second = search("q=zimbro&cursor=" + cursor);
        order.addAll(ids(second));
        JsonNode third = search("q=zimbro&cursor=" + second.path("next").asString());
        order.addAll(ids(third));
        assertThat(third.has("next")).isFalse();
        assertThat(second.path("results").path(0).path("position").asInt()).isEqualTo(31);
        assertThat(second.path("results").path(3).path("position").asInt()).isEqualTo(35);
        Set<String> distinct = new HashSet<>(order);
        assertThat(distinct)
                .hasSameSizeAs(order)
                .hasSize(first.path("total").asInt() - 1)
                .doesNotContain(gone.id().toString());
        UUID page = UUID.fromString(second.path("decision_id").asString());
        Event event = log.find(page, "impression").orElseThrow();
        assertThat(event.body().path("continues").asString())
                .isEqualTo(first.path("decision_id").asString());
    }

    @Test
    void aCursorBelongsToItsQuery() {
        String cursor = search("q=zimbro").path("next").asString();
        assertThat(http.get().uri(URI.create("/api/search/?q=marceneiro&cursor=" + cursor)))
                .hasStatus(400);
    }

    @Test
    void namesTheSessionByACookieThatScriptsCannotRead() {
        MvcTestResult first =
                http.get().uri(URI.create("/api/search/?q=eletricista")).exchange();
        Cookie cookie = Objects.requireNonNull(first.getResponse().getCookie("tino_session"));
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(first.getResponse().getHeader("Set-Cookie")).contains("SameSite=Lax");
        MvcTestResult second = http.get()
                .uri(URI.create("/api/search/?q=eletricista"))
                .cookie(cookie)
                .exchange();
        assertThat(second.getResponse().getCookie("tino_session")).isNull();
        UUID decision = UUID.fromString(json(second).path("decision_id").asString());
        assertThat(log.find(decision, "impression").orElseThrow().subject())
                .isEqualTo(pseudonyms.of(cookie.getValue()));
    }

    @Test
    void onlyTrustedCallersCompareRankersAndNothingIsWrittenDown() {
        assertThat(http.get().uri(URI.create("/api/search/?q=eletricista&ranker=weights")))
                .hasStatus(403);
        clock.advance(Duration.ofMinutes(1));
        MvcTestResult answer = evaluating("weights").exchange();
        assertThat(answer).hasStatusOk();
        assertThat(json(answer).has("decision_id")).isFalse();
        assertThat(json(answer).path("count").asInt()).isPositive();
        assertThat(evaluating("champion")).hasStatusOk();
        assertThat(evaluating("7")).hasStatus(400);
        assertThat(log.span().orElseThrow().last()).isBefore(clock.instant());
    }

    private MockMvcTester.MockMvcRequestBuilder evaluating(String ranker) {
        return http.get()
                .uri(URI.create("/api/search/?q=eletricista&ranker=" + ranker))
                .with(request -> {
                    request.addUserRole("ANALYST");
                    return request;
                });
    }
}
