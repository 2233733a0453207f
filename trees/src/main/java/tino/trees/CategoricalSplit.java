package tino.trees;

/**
 * Asks whether a value, cut to a whole number, is one of a set of categories. A negative value is in no set.
 *
 * @param feature index of the feature
 * @param words the set: bit {@code c % 32} of word {@code c / 32} stands for category {@code c}
 * @param membersLeft whether members go left (LightGBM) or right (XGBoost)
 * @param missingLeft where NaN goes
 */
public record CategoricalSplit(int feature, int[] words, boolean membersLeft, boolean missingLeft) implements Split {

    public CategoricalSplit {
        words = words.clone();
    }

    /** A copy of the set. */
    @Override
    public int[] words() {
        return words.clone();
    }

    @Override
    public boolean left(float value) {
        return Float.isNaN(value) ? missingLeft : contains(value) == membersLeft;
    }

    private boolean contains(float value) {
        int category = (int) value;
        int word = category >>> 5;
        return value >= 0 && word < words.length && (words[word] >>> category & 1) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategoricalSplit that
                && feature == that.feature
                && membersLeft == that.membersLeft
                && missingLeft == that.missingLeft
                && java.util.Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(feature, membersLeft, missingLeft, java.util.Arrays.hashCode(words));
    }
}
