package tino.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.trees.format.TreeModelFile;

/** Models of every release still load and score as the native libraries scored them when they were written. */
class GoldenModelsTest {

    @ParameterizedTest
    @CsvSource({"0.1, lightgbm", "0.1, xgboost"})
    void stillScoresAsItDid(String release, String library) throws IOException {
        String folder = "golden/" + release + "/" + library;
        TreeEnsemble ensemble = TreeModelFile.read(resource(folder + ".model"), folder);
        List<double[]> lines = new String(resource(folder + ".csv"), StandardCharsets.UTF_8)
                .lines()
                .map(line -> java.util.Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        int columns = ensemble.features();
        float[] rows = new float[lines.size() * columns];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) lines.get(i / columns)[i % columns];
        }
        double[] scores = new double[lines.size()];
        ensemble.scorer().score(rows, scores.length, scores);
        assertThat(scores)
                .containsExactly(
                        lines.stream().mapToDouble(line -> line[columns]).toArray());
    }

    static byte[] resource(String name) throws IOException {
        try (var in = GoldenModelsTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("No test resource " + name);
            }
            return in.readAllBytes();
        }
    }
}
