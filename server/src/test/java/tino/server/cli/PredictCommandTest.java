package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person calls them, on a small table. */
final class PredictCommandTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path model;

    @BeforeEach
    void table() throws IOException {
        data = Files.writeString(folder.resolve("customers.csv"), customers(1_500, 1));
        model = folder.resolve("model");
    }

    private static String customers(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder lines = new StringBuilder("age;pay;sex;left\n");
        for (int i = 0; i < rows; i++) {
            int age = random.nextInt(18, 90);
            int pay = random.nextInt(100);
            double truth = 1 / (1 + Math.exp((age - 50) / 6.0 - (pay - 50) / 10.0));
            lines.append(age)
                    .append(";")
                    .append(pay)
                    .append(",5;")
                    .append(random.nextBoolean() ? "f" : "m")
                    .append(";")
                    .append(random.nextDouble() < truth ? "yes" : "no")
                    .append('\n');
        }
        return lines.toString();
    }

    private static int predict(String command, Path csv, String... more) {
        List<String> line = new ArrayList<>(List.of("predict", command, "--csv", csv.toString()));
        line.addAll(List.of(more));
        return Commands.run(line.toArray(String[]::new));
    }

    private int train(String... more) {
        List<String> line =
                new ArrayList<>(List.of("--label", "left", "--out", model.toString(), "--param", "num_iterations=20"));
        line.addAll(List.of(more));
        return predict("train", data, line.toArray(String[]::new));
    }

    @Test
    void trainsJudgesAndScores() throws IOException {
        Path valid = Files.writeString(folder.resolve("valid.csv"), customers(800, 2));
        Path page = folder.resolve("page.html");
        assertThat(train("--valid", valid.toString(), "--report", page.toString(), "--json"))
                .isZero();
        assertThat(model.resolve("SHA256SUMS")).exists();
        assertThat(Files.readString(page)).contains("<svg", "roc_auc", "said 0.", "polyline");
        assertThat(train("--mode", "balanced,recall90"))
                .as("a classifier may be replaced")
                .isZero();
        assertThat(predict("eval", valid, "--model", model.toString(), "--group", "sex", "--report", page.toString()))
                .isZero();
        assertThat(predict("eval", valid, "--model", model.toString(), "--mode", "recall90", "--json"))
                .isZero();
        Path scores = folder.resolve("scores.csv");
        assertThat(predict("score", valid, "--model", model.toString(), "--out", scores.toString()))
                .isZero();
        assertThat(Files.readAllLines(scores))
                .hasSize(801)
                .startsWith("probability,decision")
                .element(1)
                .asString()
                .matches("0\\.\\d+(E-\\d+)?,(true|false)");
    }

    @Test
    void theSameSeedWritesTheSameModel() throws IOException {
        assertThat(train("--seed", "5")).isZero();
        String first = Files.readString(model.resolve("SHA256SUMS"));
        assertThat(train("--seed", "5")).isZero();
        assertThat(Files.readString(model.resolve("SHA256SUMS"))).isEqualTo(first);
        assertThat(train("--seed", "6")).isZero();
        assertThat(Files.readString(model.resolve("SHA256SUMS"))).isNotEqualTo(first);
    }

    @Test
    void writesNothingWhereAModeIsOutOfReach() {
        assertThat(train("--mode", "balanced,prec99.9")).isEqualTo(Exit.FAILED);
        assertThat(model).doesNotExist();
    }

    @Test
    void neverReplacesWhatIsNoClassifier() throws IOException {
        Files.createDirectory(model);
        Files.writeString(model.resolve("thesis.tex"), "years of work");
        assertThat(train()).isEqualTo(Exit.USAGE);
        assertThat(model.resolve("thesis.tex")).exists();
    }

    @Test
    void exitCodesTellWhatIsWrong() throws IOException {
        assertThat(Commands.run("predict")).isEqualTo(Exit.USAGE);
        assertThat(Commands.run("predict", "train", "--label", "left", "--out", model.toString()))
                .isEqualTo(Exit.USAGE);
        assertThat(train("--mode", "best")).isEqualTo(Exit.FAILED);
        assertThat(train("--param", "num_leafs=4")).isEqualTo(Exit.FAILED);
        assertThat(train("--drop", "colour")).isEqualTo(Exit.FAILED);
        assertThat(train("--positive", "maybe")).isEqualTo(Exit.FAILED);
        assertThat(predict("eval", data, "--model", folder.resolve("none").toString(), "--label", "left"))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(predict("train", folder.resolve("none.csv"), "--label", "left", "--out", model.toString()))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(train()).isZero();
        assertThat(predict("eval", data, "--model", model.toString(), "--label", "sex"))
                .isEqualTo(Exit.FAILED);
        assertThat(predict("eval", data, "--model", model.toString(), "--mode", "prec12"))
                .isEqualTo(Exit.FAILED);
        assertThat(predict("eval", data, "--model", model.toString(), "--bins", "0"))
                .isEqualTo(Exit.USAGE);
        Path trees = model.resolve("model.txt");
        Files.writeString(trees, Files.readString(trees).substring(0, 500));
        assertThat(predict("score", data, "--model", model.toString(), "--mode", "balanced"))
                .isEqualTo(Exit.FAILED);
        Files.writeString(data, "");
        assertThat(train()).isEqualTo(Exit.FAILED);
    }
}
