package tino.lifecycle.drift;

/**
 * Something that a model's decisions are made from, or that is known of them.
 *
 * @param name e.g. of a feature
 * @param length of its vectors, 0 where it has none
 */
public record Column(String name, Kind kind, int length) {

    /** What the values are. */
    public enum Kind {
        /** A {@link Number}; NaN is missing. */
        NUMBER,
        /** A {@link String}, one of a few. */
        CATEGORY,
        /** A {@code float[]} of one length, e.g. the embedding of a text. */
        VECTOR
    }

    /** @throws IllegalArgumentException if a vector has no length, or something else has one */
    public Column {
        if (kind == Kind.VECTOR ? length < 1 : length != 0) {
            throw new IllegalArgumentException("Expected a length above 0 for vectors and 0 for all else, got " + length
                    + " for the column '" + name + "' (" + kind + ").");
        }
    }

    public static Column number(String name) {
        return new Column(name, Kind.NUMBER, 0);
    }

    public static Column category(String name) {
        return new Column(name, Kind.CATEGORY, 0);
    }

    public static Column vector(String name, int length) {
        return new Column(name, Kind.VECTOR, length);
    }
}
