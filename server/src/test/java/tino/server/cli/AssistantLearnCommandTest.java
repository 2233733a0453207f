package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.language.learn.AnsweringModels;

/** The command as a person calls it, on a handful of questions. */
final class AssistantLearnCommandTest {
    private static final int DOCUMENTS = 4;

    @TempDir
    private Path folder;

    private Path write(String name, String json) throws IOException {
        return Files.writeString(folder.resolve(name), json);
    }

    private Path squad() throws IOException {
        StringBuilder data = new StringBuilder();
        String[] fields = {"ACOS", "ROAS", "CPC", "TACOS"};
        for (int i = 0; i < DOCUMENTS; i++) {
            data.append(i == 0 ? "" : ",").append("""
                    {"title": "%1$s", "paragraphs": [{"context": "O %1$s mede anúncios. Seu valor é %2$d por cento.", "qas": [
                      {"id": "a%2$d", "question": "O que o %1$s mede?", "answers": [{"text": "anúncios"}]},
                      {"id": "b%2$d", "question": "Qual o valor do %1$s?", "answers": [{"text": "%2$d por cento"}]}]}]}
                    """.formatted(fields[i], i + 10));
        }
        return write("squad.json", "{\"data\": [" + data + "]}");
    }

    @Test
    void writesModelsThatAreReadAgainAndTheSameBytesFromTheSameFile() throws IOException {
        String file = squad().toString();
        Path once = folder.resolve("once");
        Path again = folder.resolve("again");
        assertThat(Commands.run("assistant", "learn", "--squad", file, "--out", once.toString()))
                .isEqualTo(Exit.OK);
        assertThat(Commands.run("assistant", "learn", "--squad", file, "--out", again.toString(), "--json"))
                .isEqualTo(Exit.OK);
        AnsweringModels.read(once);
        for (String name : new String[] {"reranker.trees.gz", "extractor.trees.gz", "answerability.json"}) {
            assertThat(again.resolve(name)).hasSameBinaryContentAs(once.resolve(name));
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        String out = folder.resolve("out").toString();
        assertThat(Commands.run("assistant", "learn", "--out", out)).isEqualTo(Exit.USAGE);
        assertThat(Commands.run(
                        "assistant", "learn", "--squad", folder.resolve("none").toString(), "--out", out))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(Commands.run(
                        "assistant", "learn", "--squad", write("bad.json", "{").toString(), "--out", out))
                .isEqualTo(Exit.USAGE);
        assertThat(Commands.run(
                        "assistant",
                        "learn",
                        "--squad",
                        write(
                                        "few.json",
                                        "{\"data\": [{\"title\": \"t\", \"paragraphs\": [{\"context\": \"c d\", \"qas\": ["
                                                + "{\"id\": \"1\", \"question\": \"q\", \"answers\": [{\"text\": \"c\"}]}]}]}]}")
                                .toString(),
                        "--out",
                        out))
                .as("one document")
                .isEqualTo(Exit.USAGE);
        assertThat(Path.of(out)).doesNotExist();
        assertThat(Commands.run(
                        "assistant",
                        "learn",
                        "--squad",
                        squad().toString(),
                        "--out",
                        write("file", "").toString()))
                .isEqualTo(Exit.USAGE);
    }
}
