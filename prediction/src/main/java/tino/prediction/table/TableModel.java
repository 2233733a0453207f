package tino.prediction.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tino.lifecycle.registry.ArtifactFormat;
import tino.prediction.Classifier;
import tino.prediction.ClassifierFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A classifier of a table's rows, with what it takes to read other tables like it. On disk it is a folder: the classifier's files
 * and {@code label.json}.
 *
 * @param schema of the table it was trained on
 */
public record TableModel(Classifier classifier, TableSchema schema) {

    /** The probabilities of rows in the schema's layout. */
    public double[] probabilities(TableRows rows) {
        return classifier.probabilities(rows.features(), rows.count());
    }

    /** How it is kept on disk. */
    public static final class Format implements ArtifactFormat<TableModel> {
        private static final String LABEL = "label.json";
        private static final JsonMapper JSON = JsonMapper.builder().build();

        private record Kept(Label label, List<String> ignored) {}

        @Override
        public void write(TableModel model, Path folder) throws IOException {
            ClassifierFormat.ofAnyLayout().write(model.classifier, folder);
            Files.writeString(
                    folder.resolve(LABEL),
                    JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(new Kept(model.schema.label(), model.schema.ignored())));
        }

        @Override
        public TableModel read(Path folder) throws IOException {
            Classifier classifier = ClassifierFormat.ofAnyLayout().read(folder);
            Path file = folder.resolve(LABEL);
            try {
                Kept kept = JSON.readValue(Files.readString(file), Kept.class);
                return new TableModel(classifier, new TableSchema(kept.label, classifier.layout(), kept.ignored));
            } catch (JacksonException e) {
                throw new IOException(file + " does not say what is foretold: " + e.getMessage(), e);
            }
        }
    }
}
