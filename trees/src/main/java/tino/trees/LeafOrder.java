package tino.trees;

/**
 * The leaves of a tree from left to right, as QuickScorer numbers them: then the leaves under a split's left child are a run
 * of positions, and a row that goes right at the split can end in none of these.
 *
 * @param leaves number of the leaf at every position
 * @param from first position under the left child of every split
 * @param to position after the last one under the left child of every split
 */
record LeafOrder(int[] leaves, int[] from, int[] to) {

    static LeafOrder of(Tree tree) {
        int inner = tree.splits().size();
        int[] leaves = new int[tree.leaves()];
        int[] from = new int[inner];
        int[] to = new int[inner];
        // In-order walk without recursion: a split lies on the stack while its left side is walked.
        int[] open = new int[inner];
        int size = 0;
        int position = 0;
        int node = tree.root();
        while (true) {
            while (node >= 0) {
                from[node] = position;
                open[size++] = node;
                node = tree.left(node);
            }
            leaves[position++] = ~node;
            if (size == 0) {
                return new LeafOrder(leaves, from, to);
            }
            int split = open[--size];
            to[split] = position;
            node = tree.right(split);
        }
    }

    /** The values of the leaves by position. */
    double[] values(Tree tree) {
        double[] values = new double[leaves.length];
        for (int position = 0; position < leaves.length; position++) {
            values[position] = tree.leafValue(leaves[position]);
        }
        return values;
    }
}
