package tino.trees.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tino.trees.TreeEnsemble;

/** Reads a model of either library, told apart by the file's first character. */
public final class TreeModelFile {
    private TreeModelFile() {}

    /**
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is no model that we understand
     */
    public static TreeEnsemble read(Path file) throws IOException {
        return read(Files.readAllBytes(file), file.toString());
    }

    /**
     * @param source what to call the model in an error
     * @throws ModelFormatException if it is no model that we understand
     */
    public static TreeEnsemble read(byte[] model, String source) {
        String text = new String(model, StandardCharsets.UTF_8);
        String start = text.stripLeading();
        if (start.startsWith("tree")) {
            return LightGbmText.read(text, source);
        }
        if (start.startsWith("{")) {
            return XgboostJson.read(text, source);
        }
        String line = start.lines().findFirst().orElse("");
        String found = line.isEmpty() ? "an empty file" : "'" + line.substring(0, Math.min(20, line.length())) + "'";
        throw new ModelFormatException(
                source,
                "line 1",
                "expected a LightGBM text model (first line 'tree') or an XGBoost JSON model (first character '{'), found "
                        + found + ". Maybe it is a binary model: save it again as text or JSON");
    }
}
