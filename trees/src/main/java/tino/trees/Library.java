package tino.trees;

/** The native library a model comes from; it decides the arithmetic in which trees are summed. */
public enum Library {
    /** Sums {@code double} leaves in {@code double}. */
    LIGHTGBM,
    /** Sums {@code float} leaves in {@code float}. */
    XGBOOST;

    /** {@code lightgbm} or {@code xgboost}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The sum of two scores as the library itself computes it. */
    double add(double sum, double leaf) {
        // A sum of two floats in double, rounded to float, is the float sum: 53 bits ≥ 2 · 24 + 2 (Figueroa, 1995).
        return this == XGBOOST ? (float) (sum + leaf) : sum + leaf;
    }
}
