package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.server.RunningServer;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;

/** What scripts rely on: standard output, exit codes, the one folder written. */
final class CommandsTest {
    @TempDir
    private Path home;

    @Test
    void aCommandThatIsNotUnderstoodSaysSoOnOneLineOfJson() throws Exception {
        Outcome outcome = TinoProcess.run(home, "models", "--no-such-option", "--json");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).hasSize(1);
        assertThat(outcome.json().get("error").asString()).contains("--no-such-option");
        assertThat(outcome.err()).contains("--no-such-option").doesNotContain("\tat ");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void helpListsTheCommandsAndWritesNothing() throws Exception {
        Outcome outcome = TinoProcess.run(home, "help");
        assertThat(outcome.code()).isZero();
        assertThat(String.join("\n", outcome.out())).contains("serve", "models", "account", "Exit codes", "TINO_HOME");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void accountsAndKeysMadeBesideARunningServerWorkAtOnce() throws Exception {
        RunningServer server = RunningServer.shared();
        Outcome made =
                TinoProcess.run(server.home(), "account", "create", "ana", "--role", "operator,evaluate", "--json");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(server.anybody()
                        .signIn("ana", made.json().get("password").asString())
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(where -> assertThat(where).doesNotContain("error"));
        Outcome again = TinoProcess.run(server.home(), "account", "create", "ana", "--role", "admin", "--json");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.json().get("error").asString()).contains("'ana' already");

        Outcome key = TinoProcess.run(server.home(), "apikey", "create", "crawler", "--scope", "profiles", "--json");
        String secret = key.json().get("key").asString();
        assertThat(server.anybody()
                        .get("/api/professionals", "X-API-Key", secret)
                        .statusCode())
                .isEqualTo(200);
        Outcome revoked = TinoProcess.run(
                server.home(), "apikey", "revoke", key.json().get("id").asString(), "--json");
        assertThat(revoked.code()).isZero();
    }

    @Test
    void aTakenPortIsSaidPlainly() throws Exception {
        int taken = RunningServer.shared().uri("/").getPort();
        Outcome outcome = TinoProcess.run(home, "serve", "--port", Integer.toString(taken), "--json");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.json().get("error").asString()).contains("Port " + taken + " is taken", "--port");
    }
}
