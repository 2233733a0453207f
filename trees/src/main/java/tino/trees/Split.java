package tino.trees;

/** The question at an inner node of a tree. */
public sealed interface Split permits NumericSplit, CategoricalSplit {

    /** Index of the feature asked about. */
    int feature();

    /** Where a missing value (NaN) goes. */
    boolean missingLeft();

    /** Where {@code value} goes: left if true. */
    boolean left(float value);
}
