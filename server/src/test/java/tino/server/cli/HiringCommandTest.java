package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;
import tools.jackson.databind.JsonNode;

/** From made-up files to the gold table, and a person out of it again, as somebody would do it. */
final class HiringCommandTest {
    @TempDir
    private Path home;

    @TempDir
    private Path files;

    private JsonNode done(String... words) throws IOException, InterruptedException {
        Outcome outcome = TinoProcess.run(home, words);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).hasSize(1);
        return outcome.json();
    }

    private String file(String name) {
        return files.resolve(name).toString();
    }

    @Test
    void goesFromFilesToTheGoldTableAndForgetsSomebody() throws Exception {
        JsonNode seeded = done(
                "seed",
                "hiring",
                "--n",
                "400",
                "--seed",
                "2",
                "--until",
                "2026-06-30",
                "--out",
                files.toString(),
                "--json");
        assertThat(home).isEmptyDirectory();

        Outcome early = TinoProcess.run(home, "hiring", "gold", "--json");
        assertThat(early.code()).isEqualTo(3);
        assertThat(early.json().get("error").asString()).contains("First: tino hiring features");

        String[] ingest = {
            "hiring", "ingest", "--applicants", file("applicants.json"), "--prospects", file("prospects.json"), "--json"
        };
        JsonNode first = done(ingest).get("files");
        assertThat(first.get(0).get("added").asInt()).isEqualTo(400);
        assertThat(first.get(1).get("added").asInt())
                .isEqualTo(seeded.get("applications").asInt());
        assertThat(done(ingest).get("files").get(0).get("same").asInt()).isEqualTo(400);

        assertThat(done("hiring", "features", "--json").get("applicants").asInt())
                .isEqualTo(400);
        assertThat(done("hiring", "labels", "--json").get("unknown").asInt()).isZero();
        JsonNode gold = done("hiring", "gold", "--json");
        assertThat(gold.get("hired").asInt()).isEqualTo(seeded.get("hired").asInt());
        assertThat(gold.get("applicants").asInt() + gold.get("open").asInt()).isEqualTo(400);

        assertThat(done("privacy", "erase", "31007", "--json").get("remains")).isEmpty();
        assertThat(TinoProcess.run(home, "privacy", "export", "31007", "--to", file("x.json"), "--json")
                        .code())
                .isEqualTo(3);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        Path nothing = Files.writeString(files.resolve("list.json"), "[]");
        Outcome missing = TinoProcess.run(
                home, "hiring", "ingest", "--applicants", file("no"), "--prospects", nothing.toString(), "--json");
        assertThat(missing.code()).isEqualTo(3);
        Outcome list = TinoProcess.run(
                home,
                "hiring",
                "ingest",
                "--applicants",
                nothing.toString(),
                "--prospects",
                nothing.toString(),
                "--json");
        assertThat(list.code()).isEqualTo(1);
        assertThat(list.json().get("error").asString()).contains("to be one JSON object with a member for each code");
    }
}
