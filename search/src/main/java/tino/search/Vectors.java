package tino.search;

import org.jspecify.annotations.Nullable;

/** Rules for embeddings as this module hands them around. */
public final class Vectors {

    private Vectors() {}

    /** {@code null} for the zero vector: it has no direction, so it has no neighbours. */
    public static float @Nullable [] orNone(float @Nullable [] vector) {
        if (vector != null) {
            for (float value : vector) {
                if (value != 0) {
                    return vector;
                }
            }
        }
        return null;
    }
}
