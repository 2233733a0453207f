package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.gate.GateNotPassed;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.server.RunningServer;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;
import tools.jackson.databind.JsonNode;

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
                TinoProcess.run(server.home(), "account", "create", "ana", "--role", "operator,analyst", "--json");
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

    /** A version that no gate has judged, made as another program would. */
    private static ModelVersion unjudged(RunningServer server) {
        ArtifactFormat<String> text = new ArtifactFormat<>() {
            @Override
            public void write(String model, Path folder) throws IOException {
                Files.writeString(folder.resolve("text.txt"), model);
            }

            @Override
            public String read(Path folder) throws IOException {
                return Files.readString(folder.resolve("text.txt"));
            }
        };
        return server.part(Registry.class)
                .register("elsewhere", "a model", text, new Provenance(null, null, Map.of("auc", .9), "test"));
    }

    @Test
    void aVersionIsLetThroughItsGateOnlyWithAReasonThatStaysWithIt() throws Exception {
        RunningServer server = RunningServer.shared();
        Registry registry = server.part(Registry.class);
        String number = Integer.toString(unjudged(server).number());
        assertThatThrownBy(() ->
                        registry.assign("elsewhere", Registry.CHAMPION, Integer.parseInt(number), "ana", "looks good"))
                .isInstanceOf(GateNotPassed.class)
                .hasMessageContaining("tino models approve elsewhere " + number + " --why");

        Outcome noReason = TinoProcess.run(server.home(), "models", "approve", "elsewhere", number, "--json");
        assertThat(noReason.code()).isEqualTo(2);
        Outcome blank =
                TinoProcess.run(server.home(), "models", "approve", "elsewhere", number, "--why", " ", "--json");
        assertThat(blank.code()).isEqualTo(1);
        assertThat(blank.json().get("error").asString()).contains("Expected who overrides the gate");
        Outcome unknown =
                TinoProcess.run(server.home(), "models", "approve", "elsewhere", "77", "--why", "x", "--json");
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(registry.gates().overrides("elsewhere")).isEmpty();

        Outcome approved = TinoProcess.run(
                server.home(), "models", "approve", "elsewhere", number, "--why", "urgent", "--who", "rui", "--json");
        assertThat(approved.code()).as(approved.err()).isZero();
        registry.assign("elsewhere", Registry.CHAMPION, Integer.parseInt(number), "ana", "Rui said so");
        JsonNode listed = TinoProcess.run(server.home(), "models", "--json").json();
        assertThat(listed.toString())
                .contains("\"who\":\"rui\"", "\"why\":\"urgent\"")
                .doesNotContain("gate_passed");
    }

    @Test
    void aTakenPortIsSaidPlainly() throws Exception {
        int taken = RunningServer.shared().uri("/").getPort();
        Outcome outcome = TinoProcess.run(home, "serve", "--port", Integer.toString(taken), "--json");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.json().get("error").asString()).contains("Port " + taken + " is taken", "--port");
    }
}
