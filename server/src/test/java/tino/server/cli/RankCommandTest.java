package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person calls them, on a small judgement list. */
final class RankCommandTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path model;

    @BeforeEach
    void list() throws IOException {
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder();
        for (int query = 0; query < 30; query++) {
            for (int document = 0; document < 8; document++) {
                double signal = random.nextDouble();
                lines.append(signal > 0.6 ? 2 : signal > 0.4 ? 1 : 0)
                        .append(" qid:")
                        .append(query)
                        .append(" 1:")
                        .append((float) signal)
                        .append(" 2:")
                        .append((float) random.nextDouble())
                        .append(" # document ")
                        .append(document)
                        .append('\n');
            }
        }
        data = Files.writeString(folder.resolve("judged.txt"), lines);
        model = folder.resolve("model");
    }

    private int rank(String command, String... more) {
        String[] line = new String[4 + more.length];
        System.arraycopy(new String[] {"rank", command, "--data", data.toString()}, 0, line, 0, 4);
        System.arraycopy(more, 0, line, 4, more.length);
        return Commands.run(line);
    }

    @Test
    void trainsJudgesAndScoresWithBothLibraries() throws IOException {
        for (String algorithm : new String[] {"lightgbm", "xgboost"}) {
            assertThat(rank("train", "--out", model.toString(), "--algorithm", algorithm, "--seed", "3"))
                    .isZero();
            assertThat(Files.readString(model)).startsWith(algorithm.equals("lightgbm") ? "tree" : "{");
            assertThat(rank("eval", "--model", model.toString(), "--gain", "linear", "--empty", "skip", "--json"))
                    .isZero();
            assertThat(rank("eval", "--model", model.toString(), "--against", model.toString()))
                    .isZero();
            Path scores = folder.resolve("scores");
            assertThat(rank("score", "--model", model.toString(), "--out", scores.toString()))
                    .isZero();
            assertThat(Files.readAllLines(scores)).hasSize(240);
        }
    }

    @Test
    void theSameSeedWritesTheSameModel() throws IOException {
        assertThat(rank("train", "--out", model.toString(), "--seed", "5")).isZero();
        String first = Files.readString(model);
        assertThat(rank("train", "--out", model.toString(), "--seed", "5")).isZero();
        assertThat(Files.readString(model)).isEqualTo(first);
        assertThat(rank("train", "--out", model.toString(), "--seed", "6")).isZero();
        assertThat(Files.readString(model)).isNotEqualTo(first);
    }

    @Test
    void takesParametersFromTheLineAndFromLightGbmsOwnConfiguration() throws IOException {
        Path config = Files.writeString(folder.resolve("train.conf"), """
                # what LightGBM's own program wants to know and we do not
                task = train
                data = rank.train
                objective = lambdarank
                num_trees = 3
                min_data_in_leaf = 5
                """);
        assertThat(rank("train", "--out", model.toString(), "--config", config.toString(), "--param", "num_leaves=4"))
                .isZero();
        assertThat(Files.readString(model))
                .contains("Tree=2\n")
                .doesNotContain("Tree=3\n")
                .contains("[num_leaves: 4]");
    }

    @Test
    void stopsEarlyByASecondList() {
        assertThat(rank(
                        "train",
                        "--out",
                        model.toString(),
                        "--valid",
                        data.toString(),
                        "--param",
                        "early_stopping_round=3",
                        "--param",
                        "min_data_in_leaf=5"))
                .isZero();
    }

    @Test
    void comparesParametersByCrossValidation() {
        assertThat(rank("tune", "--try", "num_leaves=3,7", "--param", "num_iterations=5", "--folds", "3", "--json"))
                .isZero();
    }

    @Test
    void exitCodesTellWhatIsWrong() throws IOException {
        assertThat(rank("train", "--out", model.toString(), "--param", "num_leafs=4"))
                .isEqualTo(Exit.FAILED);
        assertThat(rank("eval", "--model", folder.resolve("none").toString())).isEqualTo(Exit.NOT_FOUND);
        assertThat(rank("eval", "--model", data.toString())).isEqualTo(Exit.FAILED);
        assertThat(rank("eval")).isEqualTo(Exit.USAGE);
        Files.writeString(data, "x qid:1 1:1\n");
        assertThat(rank("train", "--out", model.toString())).isEqualTo(Exit.FAILED);
        assertThat(Commands.run("rank")).isEqualTo(Exit.USAGE);
    }
}
