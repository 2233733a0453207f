package tino.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final Split SPLIT = new NumericSplit(0, 1, true, false);

    private static Tree tree(int[] left, int[] right) {
        int inner = left.length;
        return new Tree(
                java.util.Collections.nCopies(inner, SPLIT),
                left,
                right,
                new double[inner + 1],
                new double[inner],
                new double[inner],
                new double[inner + 1]);
    }

    @Test
    void refusesWhatIsNoTree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree(new int[] {~0, 1}, new int[] {~1, ~2}))
                .withMessage("Only 3 of 5 nodes are reached from the root");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree(new int[] {1, 0}, new int[] {~1, ~2}))
                .withMessageContaining("split 0 has two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree(new int[] {~0}, new int[] {~2}))
                .withMessage("A child is leaf 2, but there are only 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tree(
                        List.of(SPLIT),
                        new int[1],
                        new int[0],
                        new double[2],
                        new double[1],
                        new double[1],
                        new double[2]))
                .withMessage("Expected 1 right children, found 0");
    }

    @Test
    void refusesWhatCannotBeAsked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NumericSplit(0, Float.NaN, true, false));
        Tree tree = tree(new int[] {~0}, new int[] {~1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TreeEnsemble(Library.LIGHTGBM, "x", List.of(), List.of(tree), 0))
                .withMessage("Tree 0 asks for feature 0, the model has 0 features");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TreeEnsemble(Library.LIGHTGBM, "x", List.of("a"), List.of(tree), Double.NaN));
    }

    @Test
    void comparesCategoricalSplitsByTheirSets() {
        CategoricalSplit split = new CategoricalSplit(0, new int[] {5}, true, false);
        assertThat(split)
                .isEqualTo(new CategoricalSplit(0, new int[] {5}, true, false))
                .hasSameHashCodeAs(new CategoricalSplit(0, new int[] {5}, true, false))
                .isNotEqualTo(new CategoricalSplit(0, new int[] {4}, true, false));
        split.words()[0] = 0;
        assertThat(split.left(2)).isTrue();
    }
}
