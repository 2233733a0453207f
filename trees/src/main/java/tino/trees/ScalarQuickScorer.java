package tino.trees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * QuickScorer in plain Java (Lucchese et al., SIGIR 2015): row by row, the steps of a column in the order of their keys, so
 * that the first one that does not hold ends the column. Scratch memory is taken once a call, none a row.
 */
final class ScalarQuickScorer implements TreeScorer {
    private final int features;
    private final Library library;
    private final double base;
    private final QuickProgram.Column[] columns;
    private final QuickProgram.Categories[] categories;
    /** By column, its first step; one more at the end. */
    private final int[] columnSteps;

    private final int[] keys;
    private final int[] stepWords;
    private final long[] masks;
    private final QuickProgram.SetStep[] setSteps;
    private final int[] sets;
    private final int[] treeWords;
    private final int[] treeLeaves;
    private final double[] leafValues;

    ScalarQuickScorer(TreeEnsemble ensemble) {
        QuickProgram program = new QuickProgram(ensemble, Long.SIZE);
        features = ensemble.features();
        library = ensemble.library();
        base = ensemble.base();
        columns = program.columns().toArray(QuickProgram.Column[]::new);
        categories = program.categories().toArray(QuickProgram.Categories[]::new);
        List<QuickProgram.Step> steps = program.steps().stream()
                .sorted(Comparator.comparingInt(QuickProgram.Step::column).thenComparingInt(QuickProgram.Step::key))
                .toList();
        columnSteps = new int[columns.length + 1];
        steps.forEach(step -> columnSteps[step.column() + 1]++);
        Arrays.parallelPrefix(columnSteps, Integer::sum);
        keys = steps.stream().mapToInt(QuickProgram.Step::key).toArray();
        stepWords = steps.stream().mapToInt(QuickProgram.Step::word).toArray();
        masks = steps.stream().mapToLong(QuickProgram.Step::mask).toArray();
        setSteps = program.setSteps().toArray(QuickProgram.SetStep[]::new);
        sets = program.sets();
        treeWords = program.treeWords();
        treeLeaves = program.treeLeaves();
        leafValues = program.leafValues();
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public void score(float[] rows, int count, double[] scores) {
        Matrices.check(rows, count, features, scores);
        long[] leaves = new long[treeWords[treeWords.length - 1]];
        int[] words = new int[categories.length];
        int[] bits = new int[categories.length];
        for (int row = 0; row < count; row++) {
            Arrays.fill(leaves, -1);
            compare(rows, row * features, leaves);
            for (int category = 0; category < categories.length; category++) {
                float value = rows[row * features + categories[category].feature()];
                words[category] = categories[category].word(value);
                bits[category] = (int) value;
            }
            lookUp(words, bits, leaves);
            scores[row] = sum(leaves);
        }
    }

    private void compare(float[] rows, int offset, long[] leaves) {
        for (int column = 0; column < columns.length; column++) {
            int key = columns[column].key(rows[offset + columns[column].feature()]);
            int end = columnSteps[column + 1];
            for (int step = columnSteps[column]; step < end && key > keys[step]; step++) {
                leaves[stepWords[step]] &= masks[step];
            }
        }
    }

    private void lookUp(int[] words, int[] bits, long[] leaves) {
        for (QuickProgram.SetStep step : setSteps) {
            int category = step.categories();
            if ((sets[step.set() + words[category]] >>> bits[category] & 1) != 0) {
                leaves[step.word()] &= step.mask();
            }
        }
    }

    private double sum(long[] leaves) {
        double sum = base;
        for (int tree = 0; tree < treeLeaves.length - 1; tree++) {
            int word = treeWords[tree];
            int leaf = treeLeaves[tree];
            while (leaves[word] == 0) {
                word++;
                leaf += Long.SIZE;
            }
            sum = library.add(sum, leafValues[leaf + Long.numberOfTrailingZeros(leaves[word])]);
        }
        return sum;
    }
}
