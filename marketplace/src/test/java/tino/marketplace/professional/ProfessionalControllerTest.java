package tino.marketplace.professional;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tino.marketplace.Marketplace;
import tino.marketplace.Sample;
import tino.search.outbox.Outbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Marketplace
class ProfessionalControllerTest {
    private static final String DRAFT = """
            {"title": "Pintor de fachadas", "description": "Pinto casas e prédios.", "category": "pintor", "price_min": 180.50,
             "location": {"lat": -23.5, "lon": -46.6}, "degree_level": "Técnico"%s}""";

    @Autowired
    private MockMvcTester http;

    @Autowired
    private Professionals professionals;

    @Autowired
    private Outbox outbox;

    private static JsonNode json(MvcTestResult result) {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
    }

    private MvcTestResult send(HttpMethod method, String path, UUID account, String role, String body) {
        return http.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .with(request -> {
                    Principal principal = account::toString;
                    request.setUserPrincipal(principal);
                    request.addUserRole(role);
                    return request;
                })
                .exchange();
    }

    private static String draft(String more) {
        return DRAFT.formatted(more);
    }

    @Test
    void aProfessionalCreatesChangesAndDeletesTheOwnProfile() {
        UUID account = UUID.randomUUID();
        MvcTestResult created = send(HttpMethod.POST, "/api/professionals", account, "PROFESSIONAL", draft(""));
        assertThat(created).hasStatus(201);
        JsonNode profile = json(created);
        assertThat(profile.path("user_id").asString()).isEqualTo(account.toString());
        assertThat(profile.path("category").asString()).isEqualTo("Pintor");
        assertThat(profile.path("price_min").asDouble()).isEqualTo(180.5);
        assertThat(profile.path("created_at").asString()).startsWith("2026-");
        String path = "/api/professionals/" + profile.path("id").asString();
        assertThat(created.getResponse().getHeader("Location")).isEqualTo(path);

        Sample.awaitIndexed(outbox);
        assertThat(json(http.get().uri("/api/search/?q=fachadas&cat=Pintor").exchange())
                        .path("results")
                        .valueStream()
                        .map(hit -> hit.path("id").asString()))
                .contains(profile.path("id").asString());

        String changed = draft("").replace("fachadas", "telhados");
        assertThat(json(send(HttpMethod.PUT, path, account, "PROFESSIONAL", changed))
                        .path("title")
                        .asString())
                .isEqualTo("Pintor de telhados");
        assertThat(json(http.get().uri(path).exchange()).path("title").asString())
                .isEqualTo("Pintor de telhados");
        assertThat(send(HttpMethod.DELETE, path, account, "PROFESSIONAL", "")).hasStatus(204);
        assertThat(http.get().uri(path)).hasStatus(404);
        assertThat(send(HttpMethod.DELETE, path, account, "PROFESSIONAL", "")).hasStatus(404);
    }

    @Test
    void nobodyWritesIntoAnotherProfessionalsProfile() {
        Professional person = Sample.electrician();
        professionals.insert(person);
        String path = "/api/professionals/" + person.id();
        UUID stranger = UUID.randomUUID();
        assertThat(send(HttpMethod.PUT, path, stranger, "PROFESSIONAL", draft("")))
                .hasStatus(403);
        assertThat(send(HttpMethod.DELETE, path, stranger, "PROFESSIONAL", "")).hasStatus(403);
        assertThat(send(HttpMethod.GET, path + "/messages", stranger, "PROFESSIONAL", ""))
                .hasStatus(403);
        String forSomebody = draft(",\"user_id\": \"" + person.userId() + '"');
        assertThat(send(HttpMethod.POST, "/api/professionals", stranger, "PROFESSIONAL", forSomebody))
                .hasStatus(403);
        assertThat(send(HttpMethod.PUT, path, stranger, "OPERATOR", draft(""))).hasStatusOk();
        assertThat(professionals.get(person.id()).title()).isEqualTo("Pintor de fachadas");
    }

    @Test
    void whatOperatorsCheckOnlyOperatorsWrite() {
        UUID account = UUID.randomUUID();
        assertThat(send(
                        HttpMethod.POST,
                        "/api/professionals",
                        account,
                        "PROFESSIONAL",
                        draft(",\"kyc_verified\": true")))
                .hasStatus(403);
        String path = "/api/professionals/"
                + json(send(HttpMethod.POST, "/api/professionals", account, "PROFESSIONAL", draft("")))
                        .path("id")
                        .asString();
        assertThat(send(HttpMethod.PUT, path, UUID.randomUUID(), "OPERATOR", draft(",\"kyc_verified\": true")))
                .hasStatusOk();
        // The professional's next edit leaves it, whether it is sent back or left out.
        assertThat(send(HttpMethod.PUT, path, account, "PROFESSIONAL", draft(",\"kyc_verified\": true")))
                .hasStatusOk();
        assertThat(json(send(HttpMethod.PUT, path, account, "PROFESSIONAL", draft("")))
                        .path("kyc_verified")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anAccountHasOneProfile() {
        UUID account = UUID.randomUUID();
        assertThat(send(HttpMethod.POST, "/api/professionals", account, "PROFESSIONAL", draft("")))
                .hasStatus(201);
        assertThat(send(HttpMethod.POST, "/api/professionals", account, "PROFESSIONAL", draft("")))
                .hasStatus(409);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            title           | ""
            title           | null
            title           | "123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 1"
            description     | "  "
            category        | "Astronauta"
            category        | null
            price_min       | -1
            price_min       | 1.234
            price_min       | 12345678
            price_min       | null
            location.lat    | {"lat": 91, "lon": 0}
            location.lon    | {"lat": 9}
            university_rank | 0
            orcid_id        | "12"
            lattes_id       | "abc"
            maps_rating     | 5.1
            academic_score  | 2
            """)
    void refusesAFieldThatMakesNoSense(String field, String value) {
        String name = field.replaceFirst("\\..*", "");
        String body = "{\"title\": \"T\", \"description\": \"D\", \"category\": \"Pintor\", \"price_min\": 1, \"" + name
                + "\": " + value + '}';
        MvcTestResult result = send(HttpMethod.POST, "/api/professionals", UUID.randomUUID(), "OPERATOR", body);
        assertThat(result).hasStatus(400);
        assertThat(json(result).path("errors").path(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void takesReviewsMessagesAndDisputes() {
        Professional person = Sample.electrician();
        professionals.insert(person);
        String path = "/api/professionals/" + person.id();
        UUID client = UUID.randomUUID();
        String author = "\"author\": \"" + client + "\"";

        assertThat(send(HttpMethod.POST, path + "/reviews", client, "OPERATOR", "{\"stars\": 5}"))
                .hasStatus(201);
        assertThat(send(HttpMethod.POST, path + "/reviews", client, "OPERATOR", "{\"stars\": 6}"))
                .hasStatus(400);
        assertThat(send(HttpMethod.POST, path + "/reviews", person.userId(), "PROFESSIONAL", "{\"stars\": 5}"))
                .hasStatus(403);
        JsonNode reviews = json(http.get().uri(path + "/reviews").exchange());
        assertThat(reviews.path(0).path("stars").asInt()).isEqualTo(5);
        String review = path + "/reviews/" + reviews.path(0).path("id").asLong();
        assertThat(send(HttpMethod.DELETE, review, person.userId(), "PROFESSIONAL", ""))
                .hasStatus(403);
        assertThat(send(HttpMethod.DELETE, review, client, "OPERATOR", "")).hasStatus(204);

        String message = "{\"contract_id\": \"" + UUID.randomUUID() + "\", \"text\": \"Oi\", " + author + '}';
        assertThat(send(HttpMethod.POST, path + "/messages", client, "OPERATOR", message))
                .hasStatus(201);
        assertThat(send(HttpMethod.POST, path + "/messages", client, "OPERATOR", "{\"text\": \"Oi\"}"))
                .hasStatus(400);
        assertThat(json(send(HttpMethod.GET, path + "/messages", person.userId(), "PROFESSIONAL", ""))
                        .size())
                .isEqualTo(1);

        MvcTestResult opened =
                send(HttpMethod.POST, path + "/disputes", client, "OPERATOR", "{\"reason\": \"Não veio\"}");
        assertThat(opened).hasStatus(201);
        assertThat(professionals.get(person.id()).disputeRate()).isEqualTo(1);
        String resolve = path + "/disputes/" + json(opened).path("id").asLong() + "/resolve";
        assertThat(send(HttpMethod.POST, resolve, person.userId(), "PROFESSIONAL", ""))
                .hasStatus(403);
        assertThat(json(send(HttpMethod.POST, resolve, client, "OPERATOR", ""))
                        .path("resolved")
                        .asBoolean())
                .isTrue();
        assertThat(professionals.get(person.id()).disputeRate()).isZero();
        assertThat(send(HttpMethod.POST, path + "/disputes/0/resolve", client, "OPERATOR", ""))
                .hasStatus(404);
    }

    @Test
    void listsPagesAndFiltersProfiles() {
        professionals.insert(Sample.professional("Tradutor 100%_certo", "Inglês.", "Fotógrafo", 1, null));
        JsonNode found = json(http.get()
                .uri("/api/professionals")
                .param("text", "100%_CERTO")
                .param("category", "Fotógrafo")
                .param("kyc_verified", "true")
                .exchange());
        assertThat(found.path("count").asInt()).isEqualTo(1);
        assertThat(found.path("results").path(0).path("title").asString()).isEqualTo("Tradutor 100%_certo");
        assertThat(http.get().uri("/api/professionals?limit=201")).hasStatus(400);
        assertThat(http.get().uri("/api/professionals?offset=-1")).hasStatus(400);
        assertThat(http.get().uri("/api/professionals/" + UUID.randomUUID())).hasStatus(404);
    }
}
