package tino.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trees of any shape, with rows for them, made up without training. */
final class RandomTrees {
    private RandomTrees() {}

    static List<String> names(int features) {
        return IntStream.range(0, features).mapToObj(i -> "f" + i).toList();
    }

    /** Any leaf is split, again and again, one in three times the last one; feature 0 holds categories. */
    static Tree of(SplittableRandom random, int leaves, int features) {
        List<Split> splits = new ArrayList<>();
        int[] left = new int[leaves - 1];
        int[] right = new int[leaves - 1];
        for (int split = 0; split < leaves - 1; split++) {
            int leaf = random.nextInt(3) == 0 ? split : random.nextInt(split + 1);
            for (int parent = 0; parent < split; parent++) {
                left[parent] = left[parent] == ~leaf ? split : left[parent];
                right[parent] = right[parent] == ~leaf ? split : right[parent];
            }
            left[split] = ~leaf;
            right[split] = ~(split + 1);
            int feature = random.nextInt(features);
            splits.add(
                    feature == 0
                            ? new CategoricalSplit(
                                    0, random.ints(2).toArray(), random.nextBoolean(), random.nextBoolean())
                            : new NumericSplit(
                                    feature, random.nextInt(-9, 9), random.nextBoolean(), random.nextBoolean()));
        }
        double[] values = random.doubles(leaves, -1, 1).toArray();
        double[] leafCover = random.doubles(leaves)
                .map(share -> share < 0.05 ? 1e-9 : Math.ceil(share * 1000))
                .toArray();
        double[] splitCover = new double[leaves - 1];
        // Children have greater numbers than their parents.
        for (int split = leaves - 2; split >= 0; split--) {
            for (int child : new int[] {left[split], right[split]}) {
                splitCover[split] += child < 0 ? leafCover[~child] : splitCover[child];
            }
        }
        return new Tree(splits, left, right, values, new double[leaves - 1], splitCover, leafCover);
    }

    static float[] row(SplittableRandom random, int features) {
        float[] row = new float[features];
        for (int feature = 0; feature < features; feature++) {
            row[feature] = random.nextInt(8) == 0
                    ? Float.NaN
                    : feature == 0 ? random.nextInt(-1, 70) : random.nextInt(-10, 11);
        }
        return row;
    }
}
