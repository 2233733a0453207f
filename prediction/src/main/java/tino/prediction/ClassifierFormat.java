package tino.prediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.feature.LayoutMismatch;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.registry.ArtifactFormat;
import tino.prediction.calibration.Calibration;
import tino.prediction.threshold.Threshold;
import tino.trees.format.TreeModelFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A classifier on disk: {@code model.txt}, its trees as LightGBM writes them, {@code layout.json}, the features it was trained
 * on, {@code classifier.json}, its calibration and thresholds, and {@code SHA256SUMS} of these, as {@code sha256sum -c} reads it.
 */
public final class ClassifierFormat implements ArtifactFormat<Classifier> {
    private static final String TREES = "model.txt";
    private static final String LAYOUT = "layout.json";
    private static final String REST = "classifier.json";
    private static final String SUMS = "SHA256SUMS";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final @Nullable FeatureLayout layout;

    /** @param layout of the rows that will be judged; a classifier of another layout is refused */
    public ClassifierFormat(FeatureLayout layout) {
        this.layout = layout;
    }

    private ClassifierFormat() {
        this.layout = null;
    }

    /** For whoever brings rows into the layout that the classifier has. */
    public static ClassifierFormat ofAnyLayout() {
        return new ClassifierFormat();
    }

    private record Rest(int models, Calibration calibration, List<Threshold> thresholds) {}

    @Override
    public void write(Classifier model, Path folder) throws IOException {
        Files.write(folder.resolve(TREES), model.file());
        write(folder.resolve(LAYOUT), model.layout());
        write(folder.resolve(REST), new Rest(model.models(), model.calibration(), model.thresholds()));
        List<String> sums = new ArrayList<>();
        for (String file : List.of(TREES, LAYOUT, REST)) {
            sums.add(Checksum.of(folder.resolve(file)) + "  " + file);
        }
        Files.write(folder.resolve(SUMS), sums);
    }

    private static void write(Path file, Object value) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }

    @Override
    public Classifier read(Path folder) throws IOException {
        verify(folder);
        FeatureLayout trained = read(folder.resolve(LAYOUT), FeatureLayout.class);
        Rest rest = read(folder.resolve(REST), Rest.class);
        Path trees = folder.resolve(TREES);
        try {
            if (layout != null) {
                trained.requireSame(layout);
            }
            byte[] bytes = Files.readAllBytes(trees);
            return new Classifier(
                    trained,
                    bytes,
                    TreeModelFile.read(bytes, trees.toString()),
                    rest.models,
                    rest.calibration,
                    rest.thresholds);
        } catch (LayoutMismatch e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(trees + ": " + e.getMessage(), e);
        }
    }

    private static void verify(Path folder) throws IOException {
        List<String> sums;
        try {
            sums = Files.readAllLines(folder.resolve(SUMS));
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    "Expected a folder with a classifier and " + SUMS + ", found none in " + folder + ".", missing);
        }
        for (String file : List.of(TREES, LAYOUT, REST)) {
            String line = sums.stream()
                    .filter(sum -> sum.endsWith("  " + file))
                    .findFirst()
                    .orElseThrow(() -> new IOException(
                            "Expected the sum of " + file + " in " + folder.resolve(SUMS) + ", found none."));
            Checksum.verify(folder.resolve(file), line.substring(0, line.indexOf(' ')));
        }
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + " is not what a classifier's file of that name holds: " + e.getMessage(), e);
        }
    }
}
