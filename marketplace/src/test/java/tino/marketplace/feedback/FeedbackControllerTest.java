package tino.marketplace.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.schedule.SimulatedClock;
import tino.marketplace.Marketplace;
import tino.marketplace.Sample;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.Professionals;
import tino.search.IndexCare;
import tino.search.RebuildProgress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Marketplace
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedbackControllerTest {
    @Autowired
    private MockMvcTester http;

    @Autowired
    private Professionals professionals;

    @Autowired
    private IndexCare care;

    @Autowired
    private EventLog log;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private SimulatedClock clock;

    @BeforeAll
    void fill() {
        professionals.insertAll(IntStream.range(0, 4)
                .mapToObj(i -> Sample.professional(
                        "Jardineiro quiabo " + i, "Poda e grama " + i + ".", "Jardineiro", 80, null))
                .toList());
        care.rebuild(RebuildProgress.SILENT);
    }

    /** One answer to "quiabo" in a session. */
    private record Shown(UUID decision, List<String> ids) {}

    private Shown search(String session) {
        MvcTestResult result = http.get()
                .uri(URI.create("/api/search/?q=quiabo&cat=Jardineiro&session=" + session))
                .exchange();
        JsonNode answer = json(result);
        return new Shown(
                UUID.fromString(answer.path("decision_id").asString()),
                answer.path("results")
                        .valueStream()
                        .map(hit -> hit.path("id").asString())
                        .toList());
    }

    private static JsonNode json(MvcTestResult result) {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
    }

    private MvcTestResult post(String path, String body) {
        return http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.replace('\'', '"'))
                .exchange();
    }

    private List<Event> events(UUID decision) {
        List<Event> events = new ArrayList<>();
        log.read(
                Marketplace.START.minus(Duration.ofDays(1)),
                clock.instant().plus(Duration.ofDays(1)),
                Set.of("click", "quote", "contract"),
                event -> {
                    if (event.decision().equals(decision)) {
                        events.add(event);
                    }
                });
        return events;
    }

    @Test
    void aListShownBeforeTheKeyWasChangedIsStillTheSessions() {
        Shown shown = search("rotated");
        String before = pseudonyms.of("rotated");
        pseudonyms.rotate();
        assertThat(pseudonyms.of("rotated")).isNotEqualTo(before);
        post("/api/events/click/", "{'doc_id':'" + shown.ids().getFirst() + "','query':'quiabo','session':'rotated'}");
        post(
                "/api/events/quote/",
                "{'doc_id':'" + shown.ids().getFirst() + "','decision_id':'" + shown.decision()
                        + "','session':'rotated'}");
        assertThat(events(shown.decision()))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.subject()).isEqualTo(before));
        assertThat(log.find(search("rotated").decision(), "impression")
                        .orElseThrow()
                        .subject())
                .isEqualTo(pseudonyms.of("rotated"));
    }

    @Test
    void storesAClickOnWhatADecisionShowed() {
        Shown shown = search("a1");
        String body = "{'doc_id':'%s','query':'quiabo','decision_id':'%s','position':9}"
                .formatted(shown.ids().get(2), shown.decision());
        assertThat(post("/api/events/click/", body)).hasStatus(204).body().isEmpty();
        assertThat(events(shown.decision())).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("click");
            assertThat(event.item()).isEqualTo(shown.ids().get(2));
            assertThat(event.subject()).isEqualTo(pseudonyms.of("a1"));
            assertThat(event.body().path("position").asInt()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"click", "quote", "contract"})
    void answersOnBothOfTheSeedsPaths(String kind) {
        Shown shown = search("b-" + kind);
        String body = "{'doc_id':'%s','decision_id':'%s'}".formatted(shown.ids().getFirst(), shown.decision());
        assertThat(post("/api/events/" + kind, body)).hasStatus(204);
        MvcTestResult log = post("/api/log/" + kind + "/", body);
        assertThat(log).hasStatusOk();
        assertThat(json(log).path("ok").asBoolean()).isTrue();
        assertThat(events(shown.decision())).extracting(Event::type).containsExactly(kind, kind);
    }

    @Test
    void countsAnEventIdSentTwiceOnce() {
        Shown shown = search("c1");
        String body = "{'doc_id':'%s','decision_id':'%s','event_id':'%s'}"
                .formatted(shown.ids().getFirst(), shown.decision(), UUID.randomUUID());
        assertThat(post("/api/events/click/", body)).hasStatus(204);
        assertThat(post("/api/events/click/", body)).hasStatus(204);
        assertThat(events(shown.decision())).hasSize(1);
    }

    @Test
    void aClickInTheSeedsFormBelongsToTheNewestListOfItsSessionAndQuery() {
        search("d1");
        clock.advance(Duration.ofMinutes(1));
        Shown newest = search("d1");
        search("d2");
        clock.advance(Duration.ofMinutes(29));
        String body = "{'doc_id':'%s','query':' quiabo ','position':1,'session':'d1'}"
                .formatted(newest.ids().getFirst());
        assertThat(post("/api/log/click/", body)).hasStatusOk();
        assertThat(events(newest.decision())).hasSize(1);

        clock.advance(Duration.ofMinutes(2));
        MvcTestResult late = post("/api/log/click/", body);
        assertThat(late).hasStatus(400);
        assertThat(json(late).path("detail").asString()).contains("30 minutes");
        assertThat(events(newest.decision())).hasSize(1);
    }

    @Test
    void theCookieNamesTheSession() {
        MvcTestResult search =
                http.get().uri("/api/search/?q=quiabo&cat=Jardineiro").exchange();
        Cookie cookie = Objects.requireNonNull(search.getResponse().getCookie("tino_session"));
        String item = json(search).path("results").path(1).path("id").asString();
        MvcTestResult click = http.post()
                .uri("/api/events/click/")
                .cookie(cookie)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"doc_id\":\"" + item + "\",\"query\":\"quiabo\"}")
                .exchange();
        assertThat(click).hasStatus(204);
        assertThat(events(UUID.fromString(json(search).path("decision_id").asString())))
                .hasSize(1);
    }

    @Test
    void refusesWhatWasNotShownAndStoresNothing() {
        Shown shown = search("e1");
        Professional other = Sample.professional("Jardineiro", "Outro.", "Jardineiro", 1, null);
        professionals.insert(other);
        String item = shown.ids().getFirst();
        String unknownDecision = "01931b3e-0000-7000-8000-000000000000";
        fails("{'doc_id':'%s','decision_id':'%s'}".formatted(other.id(), shown.decision()), "doc_id");
        fails("{'doc_id':'%s','decision_id':'%s'}".formatted(item, unknownDecision), "decision_id");
        fails("{'doc_id':'%s','decision_id':'%s'}".formatted(item, UUID.randomUUID()), "decision_id");
        fails("{'doc_id':'%s','decision_id':'nonsense'}".formatted(item), "decision_id");
        fails("{'decision_id':'%s'}".formatted(shown.decision()), "doc_id");
        fails("{'doc_id':'%s'}".formatted(item), "query");
        fails("{'doc_id':'%s','query':'quiabo'}".formatted(item), "session");
        fails("{'doc_id':'%s','query':'other','session':'e1'}".formatted(item), "doc_id");
        fails("{'doc_id':'%s','decision_id':'%s','position':0}".formatted(item, shown.decision()), "position");
        fails("{'doc_id':'%s','decision_id':'%s','ts':'yesterday'}".formatted(item, shown.decision()), "ts");
        fails("{'doc_id':'%s','decision_id':'%s','event_id':'1'}".formatted(item, shown.decision()), "event_id");
        String future = clock.instant().plus(Duration.ofHours(1)).toString();
        String past = clock.instant().minus(Duration.ofHours(1)).toString();
        fails("{'doc_id':'%s','decision_id':'%s','ts':'%s'}".formatted(item, shown.decision(), future), "ts");
        fails("{'doc_id':'%s','decision_id':'%s','ts':'%s'}".formatted(item, shown.decision(), past), "ts");
        assertThat(events(shown.decision())).isEmpty();
    }

    private void fails(String body, String field) {
        MvcTestResult result = post("/api/events/click/", body);
        assertThat(result).hasStatus(400);
        assertThat(json(result).path("errors").path(0).path("field").asString())
                .as(body)
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[1]", "{'doc_id':['x']}", "{'doc_id'", "{'position':'first'}", "7"})
    void refusesTheWrongTypeOfJson(String body) {
        assertThat(post("/api/events/click/", body)).hasStatus(400);
    }

    @Test
    void aClockThatIsAMinuteAheadIsForgiven() {
        Shown shown = search("f1");
        String soon = clock.instant().plus(Duration.ofMinutes(1)).toString();
        String body = "{'doc_id':'%s','decision_id':'%s','ts':'%s'}"
                .formatted(shown.ids().getFirst(), shown.decision(), soon);
        assertThat(post("/api/events/click/", body)).hasStatus(204);
        assertThat(events(shown.decision()).getFirst().at()).isEqualTo(clock.instant());
    }

    @Test
    void storesABatchWholeOrNotAtAll() {
        Shown shown = search("g1");
        String good = "{'type':'click','doc_id':'%s','decision_id':'%s','event_id':'%s'}"
                .formatted(shown.ids().getFirst(), shown.decision(), UUID.randomUUID());
        String contract = "{'type':'contract','doc_id':'%s','decision_id':'%s'}"
                .formatted(shown.ids().get(1), shown.decision());
        String bad = "{'type':'love','doc_id':'%s','decision_id':'%s'}"
                .formatted(shown.ids().getFirst(), shown.decision());
        MvcTestResult refused = post("/api/events/", "[" + good + "," + contract + "," + bad + "]");
        assertThat(refused).hasStatus(400);
        assertThat(json(refused).path("errors").path(0).path("field").asString())
                .isEqualTo("[2].type");
        assertThat(events(shown.decision())).isEmpty();

        MvcTestResult stored = post("/api/events/", "[" + good + "," + contract + "," + good + "]");
        assertThat(stored).hasStatusOk();
        assertThat(json(stored).path("stored").asInt()).isEqualTo(2);
        assertThat(json(stored).path("duplicates").asInt()).isEqualTo(1);
        assertThat(events(shown.decision())).extracting(Event::type).containsExactlyInAnyOrder("click", "contract");
    }
}
