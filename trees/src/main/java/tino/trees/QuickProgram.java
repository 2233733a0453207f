package tino.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ensemble as QuickScorer sees it (Lucchese et al., SIGIR 2015): not trees to walk, but steps that each rule leaves out.
 * A tree's leaves are bits, left to right, in one or more words. A row that goes right at a split can end in none of the
 * leaves on its left: they are masked away, and the leaf is the first bit that is left.
 *
 * <p>A column is a feature as whole numbers that order like its values, with missing values already moved to the least or
 * greatest number, so that they go where the split sends them: every split is then one comparison. A feature whose splits
 * send missing values both ways has two columns.
 */
final class QuickProgram {

    /**
     * A feature as numbers to compare.
     *
     * @param missing what stands for a missing value
     */
    record Column(int feature, int missing, boolean zeroMissing) {
        static Column of(NumericSplit split) {
            return new Column(
                    split.feature(), split.missingLeft() ? Integer.MIN_VALUE : Integer.MAX_VALUE, split.zeroMissing());
        }

        int key(float value) {
            boolean absent = Float.isNaN(value) || zeroMissing && Math.abs(value) <= NumericSplit.ZERO;
            return absent ? missing : QuickProgram.key(value);
        }
    }

    /**
     * A categorical feature.
     *
     * @param words of its greatest set; the word after those stands for strangers, the next for missing values
     */
    record Categories(int feature, int words) {
        /** The word of a value's bit; the bit is the category modulo 32. */
        int word(float value) {
            if (Float.isNaN(value)) {
                return words + 1;
            }
            return value >= 0 ? Math.min((int) value >>> 5, words) : words;
        }
    }

    /** Where the column is greater than the key, {@code and} the word with the mask. */
    record Step(int word, int column, int key, long mask) {}

    /**
     * Where the category's bit is set, {@code and} the word with the mask.
     *
     * @param categories index into {@link #categories}
     * @param set start of the set in {@link #sets}
     */
    record SetStep(int word, int categories, int set, long mask) {}

    private final int bits;
    private final Map<Column, Integer> columnNumbers = new LinkedHashMap<>();
    private final Map<Integer, Integer> setWords = new LinkedHashMap<>();
    private final List<Integer> sets = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<SetStep> setSteps = new ArrayList<>();
    private final int[] treeWords;
    private final int[] treeLeaves;
    private final double[] leafValues;

    /** @param bits of a word, 32 or 64 */
    QuickProgram(TreeEnsemble ensemble, int bits) {
        this.bits = bits;
        List<Tree> trees = ensemble.trees();
        trees.forEach(this::number);
        treeWords = new int[trees.size() + 1];
        treeLeaves = new int[trees.size() + 1];
        List<double[]> values = new ArrayList<>(trees.size());
        for (int i = 0; i < trees.size(); i++) {
            Tree tree = trees.get(i);
            LeafOrder order = LeafOrder.of(tree);
            values.add(order.values(tree));
            treeLeaves[i + 1] = treeLeaves[i] + tree.leaves();
            treeWords[i + 1] = treeWords[i] + (tree.leaves() + bits - 1) / bits;
            addSteps(tree, order, treeWords[i], treeWords[i + 1]);
        }
        leafValues = values.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private void number(Tree tree) {
        for (Split split : tree.splits()) {
            switch (split) {
                case NumericSplit numeric -> columnNumbers.putIfAbsent(Column.of(numeric), columnNumbers.size());
                case CategoricalSplit set -> setWords.merge(set.feature(), set.words().length, Math::max);
            }
        }
    }

    private void addSteps(Tree tree, LeafOrder order, int firstWord, int endWord) {
        List<Integer> features = List.copyOf(setWords.keySet());
        int[] starts = new int[tree.splits().size()];
        for (int split = 0; split < starts.length; split++) {
            if (tree.splits().get(split) instanceof CategoricalSplit set) {
                starts[split] = addSet(set);
            }
        }
        for (int word = firstWord; word < endWord; word++) {
            int firstLeaf = (word - firstWord) * bits;
            for (int split = 0; split < starts.length; split++) {
                long ruledOut = run(order.from()[split] - firstLeaf, order.to()[split] - firstLeaf);
                if (ruledOut == 0) {
                    continue;
                }
                switch (tree.splits().get(split)) {
                    case NumericSplit numeric ->
                        steps.add(new Step(
                                word,
                                columnNumbers.getOrDefault(Column.of(numeric), -1),
                                key(numeric.threshold()),
                                ~ruledOut));
                    case CategoricalSplit set ->
                        setSteps.add(new SetStep(word, features.indexOf(set.feature()), starts[split], ~ruledOut));
                }
            }
        }
    }

    /** Bits {@code from} to {@code to - 1}, as far as they lie in the word. */
    private long run(int from, int to) {
        return below(to) & ~below(from);
    }

    private long below(int bit) {
        int count = Math.clamp(bit, 0, bits);
        return count == Long.SIZE ? -1 : (1L << count) - 1;
    }

    /** Adds the bits of the categories that go right, a word for strangers and one for missing values. */
    private int addSet(CategoricalSplit split) {
        int start = sets.size();
        int strangers = split.membersLeft() ? -1 : 0;
        for (int word : Arrays.copyOf(split.words(), setWords.getOrDefault(split.feature(), 0))) {
            sets.add(word ^ strangers);
        }
        sets.add(strangers);
        sets.add(split.missingLeft() ? 0 : -1);
        return start;
    }

    /** A whole number that orders like the value (not NaN); -0 is 0. */
    static int key(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ (bits >> 31 >>> 1);
    }

    List<Column> columns() {
        return List.copyOf(columnNumbers.keySet());
    }

    List<Categories> categories() {
        return setWords.entrySet().stream()
                .map(entry -> new Categories(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Ordered by word. */
    List<Step> steps() {
        return steps;
    }

    /** Ordered by word. */
    List<SetStep> setSteps() {
        return setSteps;
    }

    int[] sets() {
        return sets.stream().mapToInt(Integer::intValue).toArray();
    }

    /** By tree, its first word; one more at the end. */
    int[] treeWords() {
        return treeWords;
    }

    /** By tree, where its values start; one more at the end. */
    int[] treeLeaves() {
        return treeLeaves;
    }

    /** By tree and leaf from left to right. */
    double[] leafValues() {
        return leafValues;
    }

    int words() {
        return treeWords[treeWords.length - 1];
    }
}
