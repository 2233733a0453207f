package tino.trees.train;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {
    private static final float[] FOUR = {1, 2, 3, Float.NaN};
    private static final float[] LABELS = {0, 1};
    private static final int[] NONE = {};

    private static void refused(String message, ThrowingCallable rows) {
        assertThatIllegalArgumentException().isThrownBy(rows).withMessageContaining(message);
    }

    @Test
    void namesTheShapeThatDoesNotFit() {
        refused("columns must be at least 1", () -> new TrainingRows(FOUR, 0, LABELS, NONE, null, null, NONE));
        refused("2 rows × 3 columns = 6", () -> new TrainingRows(FOUR, 3, LABELS, NONE, null, null, NONE));
        refused("groups must sum", () -> new TrainingRows(FOUR, 2, LABELS, new int[] {1}, null, null, NONE));
        refused("at least one row", () -> new TrainingRows(FOUR, 2, LABELS, new int[] {0, 2}, null, null, NONE));
        refused("weights must be 2", () -> new TrainingRows(FOUR, 2, LABELS, NONE, new float[1], null, NONE));
        refused("positions must be 2", () -> new TrainingRows(FOUR, 2, LABELS, new int[] {2}, null, new int[3], NONE));
        refused("positions need groups", () -> new TrainingRows(FOUR, 2, LABELS, NONE, null, new int[2], NONE));
        refused("0 to 1, one is 2", () -> new TrainingRows(FOUR, 2, LABELS, NONE, null, null, new int[] {2}));
        refused("names must be 2", () -> new TrainingRows(FOUR, 2, LABELS, NONE, null, null, NONE, List.of("a")));
    }

    @Test
    void namesTheValueThatIsWrong() {
        float[] bad = {0, Float.NaN};
        refused("that of row 1 is NaN", () -> new TrainingRows(FOUR, 2, bad, NONE, null, null, NONE));
        refused("that of row 1 is NaN", () -> new TrainingRows(FOUR, 2, LABELS, NONE, bad, null, NONE));
        refused(
                "that of row 0 is -1",
                () -> new TrainingRows(FOUR, 2, LABELS, new int[] {2}, null, new int[] {-1, 0}, NONE));
        float[] half = {1, 0.5f, 2, 1};
        refused("row 0 of column 1 has 0.5", () -> new TrainingRows(half, 2, LABELS, NONE, null, null, new int[] {1}));
        refused("one is 'a b'", () -> new TrainingRows(FOUR, 2, LABELS, NONE, null, null, NONE, List.of("a b", "c")));
        refused("must differ", () -> new TrainingRows(FOUR, 2, LABELS, NONE, null, null, NONE, List.of("c", "c")));
    }
}
