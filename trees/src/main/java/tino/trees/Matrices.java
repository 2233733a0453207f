package tino.trees;

/** Shapes of row-major matrices. */
final class Matrices {
    private Matrices() {}

    /** @throws IllegalArgumentException if the arrays are too short for {@code count} rows and scores */
    static void check(float[] rows, int count, int features, double[] scores) {
        check(rows, count, features);
        if (count > scores.length) {
            throw new IllegalArgumentException(
                    "Expected room for " + count + " scores, found an array of " + scores.length);
        }
    }

    /** @throws IllegalArgumentException if the arrays are too short for {@code count} rows and as many contributions */
    static void checkContributions(float[] rows, int count, int features, double[] contributions) {
        check(rows, count, features);
        if ((long) count * features > contributions.length) {
            throw new IllegalArgumentException("Expected room for " + (long) count * features
                    + " contributions, found an array of " + contributions.length);
        }
    }

    private static void check(float[] rows, int count, int features) {
        if (count < 0 || (long) count * features > rows.length) {
            throw new IllegalArgumentException("Expected " + count + " rows of " + features + " features, that is "
                    + (long) count * features + " values, found " + rows.length);
        }
    }
}
