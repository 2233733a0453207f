package tino.trees;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * QuickScorer over many rows at once, a row a lane (after V-QuickScorer, Lucchese et al., SIGIR 2016). It goes tree by tree,
 * not column by column as the original: the leaves that are left of a tree stay in registers, and a step is a load, a
 * comparison and a masked {@code and} for 16 rows (AVX-512), which beats leaving a column early. Scratch memory is taken
 * once a call, none a row.
 */
final class VectorQuickScorer implements TreeScorer {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    /** Rows of a vector. */
    static final int LANES = INTS.length();
    /** Rows worked on together: two vectors share the loads of thresholds and masks. */
    private static final int BLOCK = 2 * LANES;
    /** Numbers of a step: place in the block, key or set, mask. */
    private static final int STEP = 3;

    private final int features;
    private final Library library;
    private final double base;
    private final QuickProgram.Column[] columns;
    private final QuickProgram.Categories[] categories;
    /** By word, where its steps start in {@link #steps}; one more at the end. */
    private final int[] wordSteps;

    private final int[] steps;
    /** By word, where its steps start in {@link #setSteps}; one more at the end. */
    private final int[] wordSetSteps;

    private final int[] setSteps;
    private final int[] sets;
    /** Whether each set fits into a vector, so that its words are picked in a register and not gathered from memory. */
    private final boolean setsFitVector;

    private final int[] treeWords;
    private final int[] treeLeaves;
    private final double[] leafValues;

    VectorQuickScorer(TreeEnsemble ensemble) {
        QuickProgram program = new QuickProgram(ensemble, Integer.SIZE);
        features = ensemble.features();
        library = ensemble.library();
        base = ensemble.base();
        columns = program.columns().toArray(QuickProgram.Column[]::new);
        categories = program.categories().toArray(QuickProgram.Categories[]::new);
        List<QuickProgram.Step> numeric = program.steps();
        steps = new int[STEP * numeric.size()];
        wordSteps = new int[program.words() + 1];
        for (int i = 0; i < numeric.size(); i++) {
            QuickProgram.Step step = numeric.get(i);
            put(steps, i, step.column() * BLOCK, step.key(), step.mask());
            wordSteps[step.word() + 1] += STEP;
        }
        Arrays.parallelPrefix(wordSteps, Integer::sum);
        List<QuickProgram.SetStep> categorical = program.setSteps();
        setSteps = new int[STEP * categorical.size()];
        wordSetSteps = new int[program.words() + 1];
        for (int i = 0; i < categorical.size(); i++) {
            QuickProgram.SetStep step = categorical.get(i);
            put(setSteps, i, categoryPlace(step.categories()), step.set(), step.mask());
            wordSetSteps[step.word() + 1] += STEP;
        }
        Arrays.parallelPrefix(wordSetSteps, Integer::sum);
        // Room to load a whole vector from the start of the last set.
        sets = Arrays.copyOf(program.sets(), program.sets().length + LANES);
        setsFitVector = Arrays.stream(categories).allMatch(kind -> kind.words() + 2 <= LANES);
        treeWords = program.treeWords();
        treeLeaves = program.treeLeaves();
        leafValues = program.leafValues();
    }

    private static void put(int[] steps, int index, int place, int operand, long mask) {
        steps[STEP * index] = place;
        steps[STEP * index + 1] = operand;
        steps[STEP * index + 2] = (int) mask;
    }

    /** A categorical feature has the category in one row of the block and the word of its bit in the next. */
    private int categoryPlace(int category) {
        return (columns.length + 2 * category) * BLOCK;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public void score(float[] rows, int count, double[] scores) {
        Matrices.check(rows, count, features, scores);
        int[] block = new int[categoryPlace(categories.length)];
        int[] offsets = new int[BLOCK];
        int[] leaves = new int[BLOCK];
        double[] sums = new double[BLOCK];
        for (int first = 0; first < count; first += BLOCK) {
            int size = Math.min(BLOCK, count - first);
            for (int lane = 0; lane < BLOCK; lane++) {
                // Lanes behind the last row repeat it.
                offsets[lane] = (first + Math.min(lane, size - 1)) * features;
            }
            fill(rows, offsets, block);
            Arrays.fill(sums, base);
            add(block, leaves, sums);
            System.arraycopy(sums, 0, scores, first, size);
        }
    }

    /** Turns the rows into columns of comparable numbers. */
    private void fill(float[] rows, int[] offsets, int[] block) {
        for (int column = 0; column < columns.length; column++) {
            for (int lane = 0; lane < BLOCK; lane += LANES) {
                FloatVector values = FloatVector.fromArray(FLOATS, rows, columns[column].feature(), offsets, lane);
                keys(values, columns[column]).intoArray(block, column * BLOCK + lane);
            }
        }
        for (int category = 0; category < categories.length; category++) {
            QuickProgram.Categories kind = categories[category];
            int place = categoryPlace(category);
            for (int lane = 0; lane < BLOCK; lane++) {
                float value = rows[offsets[lane] + kind.feature()];
                block[place + lane] = (int) value & 31;
                block[place + BLOCK + lane] = kind.word(value);
            }
        }
    }

    /** {@link QuickProgram.Column#key} of many values. */
    private static IntVector keys(FloatVector values, QuickProgram.Column column) {
        VectorMask<Float> missing = values.test(VectorOperators.IS_NAN);
        if (column.zeroMissing()) {
            missing = missing.or(values.abs().compare(VectorOperators.LE, NumericSplit.ZERO));
        }
        IntVector bits = values.add(0f).reinterpretAsInts();
        IntVector signs = bits.lanewise(VectorOperators.ASHR, 31).lanewise(VectorOperators.LSHR, 1);
        return bits.lanewise(VectorOperators.XOR, signs).blend(column.missing(), missing.cast(INTS));
    }

    /** Adds every tree's leaves to the sums, tree by tree. */
    private void add(int[] block, int[] leaves, double[] sums) {
        boolean single = library == Library.XGBOOST;
        for (int tree = 0; tree + 1 < treeWords.length; tree++) {
            find(block, tree, leaves);
            int start = treeLeaves[tree];
            if (single) {
                for (int lane = 0; lane < BLOCK; lane++) {
                    sums[lane] = (float) (sums[lane] + leafValues[start + leaves[lane]]);
                }
            } else {
                for (int lane = 0; lane < BLOCK; lane++) {
                    sums[lane] += leafValues[start + leaves[lane]];
                }
            }
        }
    }

    /** The leaf, counted from the left, in which each row ends. */
    private void find(int[] block, int tree, int[] leaves) {
        IntVector leaves0 = IntVector.zero(INTS);
        IntVector leaves1 = IntVector.zero(INTS);
        int firstWord = treeWords[tree];
        // From the last word to the first: the first one with a bit left decides.
        for (int word = treeWords[tree + 1] - 1; word >= firstWord; word--) {
            IntVector left0 = IntVector.broadcast(INTS, -1);
            IntVector left1 = IntVector.broadcast(INTS, -1);
            int end = wordSteps[word + 1];
            for (int step = wordSteps[word]; step < end; step += STEP) {
                int place = steps[step];
                IntVector key = IntVector.broadcast(INTS, steps[step + 1]);
                IntVector mask = IntVector.broadcast(INTS, steps[step + 2]);
                left0 = left0.lanewise(VectorOperators.AND, mask, greater(block, place, key));
                left1 = left1.lanewise(VectorOperators.AND, mask, greater(block, place + LANES, key));
            }
            int setEnd = wordSetSteps[word + 1];
            for (int step = wordSetSteps[word]; step < setEnd; step += STEP) {
                int place = setSteps[step];
                int set = setSteps[step + 1];
                IntVector mask = IntVector.broadcast(INTS, setSteps[step + 2]);
                left0 = left0.lanewise(VectorOperators.AND, mask, member(block, place, set));
                left1 = left1.lanewise(VectorOperators.AND, mask, member(block, place + LANES, set));
            }
            int firstLeaf = (word - firstWord) * Integer.SIZE;
            leaves0 = firstBit(left0, firstLeaf, leaves0);
            leaves1 = firstBit(left1, firstLeaf, leaves1);
        }
        leaves0.intoArray(leaves, 0);
        leaves1.intoArray(leaves, LANES);
    }

    private static VectorMask<Integer> greater(int[] block, int place, IntVector key) {
        return IntVector.fromArray(INTS, block, place).compare(VectorOperators.GT, key);
    }

    private VectorMask<Integer> member(int[] block, int place, int set) {
        IntVector words = setsFitVector
                ? IntVector.fromArray(INTS, block, place + BLOCK).selectFrom(IntVector.fromArray(INTS, sets, set))
                : IntVector.fromArray(INTS, sets, set, block, place + BLOCK);
        return words.lanewise(VectorOperators.LSHR, IntVector.fromArray(INTS, block, place))
                .lanewise(VectorOperators.AND, 1)
                .compare(VectorOperators.NE, 0);
    }

    private static IntVector firstBit(IntVector bits, int firstLeaf, IntVector otherwise) {
        IntVector found = bits.lanewise(VectorOperators.TRAILING_ZEROS_COUNT).add(firstLeaf);
        return otherwise.blend(found, bits.compare(VectorOperators.NE, 0));
    }
}
