package tino.ranking.lambdamart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.feature.LayoutMismatch;
import tino.lifecycle.registry.ArtifactFormat;
import tino.ranking.Ranker;
import tino.ranking.bias.Propensities;
import tino.trees.Library;
import tino.trees.TreeEnsemble;
import tino.trees.format.ModelFormatException;
import tino.trees.format.TreeModelFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A LambdaMART ranker on disk: {@code model.txt} (LightGBM) or {@code model.json} (XGBoost), as the library itself writes
 * it, {@code layout.json}, the features it was trained on, and {@code propensities.json}, how likely each position was looked
 * at; without that file nothing is known of it.
 */
public final class LambdaMartFormat implements ArtifactFormat<Ranker> {
    private static final String LIGHTGBM = "model.txt";
    private static final String XGBOOST = "model.json";
    private static final String LAYOUT = "layout.json";
    private static final String PROPENSITIES = "propensities.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FeatureLayout layout;

    /** @param layout of the vectors that will be ranked; a model of another layout is refused */
    public LambdaMartFormat(FeatureLayout layout) {
        this.layout = layout;
    }

    @Override
    public void write(Ranker model, Path folder) throws IOException {
        if (!(model instanceof LambdaMart trees)) {
            throw new IllegalArgumentException("Expected a LambdaMart to write into " + folder + ", got a "
                    + model.getClass().getSimpleName());
        }
        boolean text = trees.ensemble().library() == Library.LIGHTGBM;
        Files.write(folder.resolve(text ? LIGHTGBM : XGBOOST), trees.file());
        Files.writeString(
                folder.resolve(LAYOUT), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(trees.layout()));
        Files.writeString(
                folder.resolve(PROPENSITIES),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(trees.propensities()));
    }

    @Override
    public Ranker read(Path folder) throws IOException {
        FeatureLayout trained = readLayout(folder.resolve(LAYOUT));
        Path file = folder.resolve(LIGHTGBM);
        if (!Files.exists(file)) {
            file = folder.resolve(XGBOOST);
        }
        if (!Files.exists(file)) {
            throw new IOException("No model in " + folder + ": expected " + LIGHTGBM + " or " + XGBOOST);
        }
        try {
            trained.requireSame(layout);
            byte[] bytes = Files.readAllBytes(file);
            TreeEnsemble ensemble = TreeModelFile.read(bytes, file.toString());
            return new LambdaMart(trained, bytes, ensemble, readPropensities(folder.resolve(PROPENSITIES)));
        } catch (LayoutMismatch | ModelFormatException e) {
            throw new IOException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Propensities readPropensities(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Propensities.NONE;
        }
        try {
            return JSON.readValue(Files.readString(file), Propensities.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + " does not hold propensities: " + e.getMessage(), e);
        }
    }

    private static FeatureLayout readLayout(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), FeatureLayout.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + " is not a feature layout: " + e.getMessage(), e);
        }
    }
}
