package tino.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.server.RunningServer;
import tino.server.RunningServer.Caller;

/** Every role at every door of the console: who gets in, who may do something there, and that everybody else is kept out. */
final class RoomsTest {
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";
    private static final Map<Role, Caller> PEOPLE = new EnumMap<>(Role.class);

    private final RunningServer server = RunningServer.shared();

    private Caller person(Role role) {
        return PEOPLE.computeIfAbsent(role, server::person);
    }

    @ParameterizedTest
    @CsvSource({
        "/console,                   AD AN OP RE",
        "/console/learning,          AD AN OP RE",
        "/console/runs,              AD AN OP RE",
        "/console/models,            AD AN OP RE",
        "/console/rollouts,          AD AN OP RE",
        "/console/experiments,       AD AN OP RE",
        "/console/decisions,         AD AN OP RE",
        "/console/quality,           AD AN OP RE",
        "/console/drift,             AD AN OP RE",
        "/console/hiring,            AD AN OP RE",
        "/console/assistant,         AD AN OP RE",
        "/console/alerts,            AD AN OP RE",
        "/console/jobs,              AD AN OP RE",
        "/console/reports,           AD AN OP RE",
        "/console/privacy,           AD RE",
        "/console/weights,           AD OP",
        "/console/professionals,     AD OP",
        "/console/reviews,           AD OP",
        "/console/messages,          AD OP",
        "/console/disputes,          AD OP",
        "/console/jobs/metrics/run,  AD OP",
        "/console/alerts/silence/JobFailing, AD OP",
    })
    void opensForThoseWhoMayLook(String room, String letters) {
        Set<Role> may = RoleLetters.roles(letters);
        for (Role role : Role.values()) {
            int status = person(role).get(room, "Accept", "text/html").statusCode();
            assertThat(status == 403).as("%s at %s: %d", role, room, status).isEqualTo(!may.contains(role));
            assertThat(status).as("%s at %s", role, room).isLessThan(500);
        }
    }

    /** What is asked for is nothing, so that nothing is done; who may not do it hears nothing of that. */
    @ParameterizedTest
    @CsvSource({
        "/console/jobs/none/run,                AD OP",
        "/console/alerts/silence/None,          AD OP",
        "/console/alerts/silences/" + NOTHING + "/end, AD OP",
        "/console/rollouts/" + NOTHING + "/withdraw?revision=0, AD OP",
        "/console/rollouts/start/none/1,        AD OP",
        "/console/experiments/" + NOTHING + "/end, AD OP",
        "/console/models/rollback?model=none,   AD OP",
        "/console/models/card?model=none&version=1&section=use, AD OP",
        "/console/weights,                      AD OP",
        "/console/disputes/" + NOTHING + ",     AD OP",
        "/console/privacy/contests/" + NOTHING + ", AD RE",
        "/console/privacy/erase,                AD",
        "/console/quality,                      AD OP",
        "/console/drift,                        AD OP",
        "/console/decisions,                    AD OP",
    })
    void letsThoseActWhoMay(String door, String letters) {
        Set<Role> may = RoleLetters.roles(letters);
        for (Role role : Role.values()) {
            Caller caller = person(role);
            String token = caller.token("/");
            int status = caller.form(door, "_csrf=" + token).statusCode();
            assertThat(status == 403).as("%s at %s: %d", role, door, status).isEqualTo(!may.contains(role));
            assertThat(status).as("%s at %s", role, door).isLessThan(500);
        }
    }

    @Test
    void closesAtOnceForSomebodyWhoseAccountWasErased() {
        Accounts accounts = server.part(Accounts.class);
        UUID id = accounts.create("erased-" + UUID.randomUUID(), "a long password", EnumSet.of(Role.OPERATOR));
        String login = accounts.list().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow()
                .login();
        Caller somebody = server.anybody();
        somebody.signIn(login, "a long password");
        assertThat(somebody.get("/console/quality").statusCode()).isEqualTo(200);
        String token = somebody.token("/");
        int erased = server.anybody()
                .send(HttpRequest.newBuilder(server.uri("/api/privacy/subjects/" + id))
                        .header("X-API-Key", server.key(Scope.PRIVACY))
                        .DELETE())
                .statusCode();
        assertThat(erased).isIn(200, 202);
        assertThat(somebody.form("/console/jobs/none/run", "_csrf=" + token).statusCode())
                .as("nothing is done any more")
                .isIn(302, 401, 403);
        assertThat(somebody.get("/console/quality", "Accept", "text/html").statusCode())
                .as("to the login")
                .isEqualTo(302);
        assertThat(somebody.get("/", "Accept", "text/html").body())
                .as("and unknown where anybody is welcome")
                .doesNotContain(login);
    }
}
