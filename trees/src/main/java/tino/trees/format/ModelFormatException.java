package tino.trees.format;

/** A model file is damaged, or is of a kind that is not supported. Says where, what was expected and what was found. */
public final class ModelFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ModelFormatException(String source, String where, String problem) {
        super("Model file '" + source + "', " + where + ": " + problem);
    }

    ModelFormatException(String source, String where, String problem, Throwable cause) {
        super("Model file '" + source + "', " + where + ": " + problem, cause);
    }
}
