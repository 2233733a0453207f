package tino.trees.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tino.trees.CategoricalSplit;
import tino.trees.NumericSplit;
import tino.trees.Split;
import tino.trees.Tree;

/** One tree of an XGBoost JSON model: splits and leaves share one numbering there, and pruned nodes may be left over. */
final class XgboostTree {
    private static final int CATEGORICAL = 1;
    private static final int LEAF = -1;
    /** XGBoost's own limit: the categories that a float tells apart. */
    private static final int MOST_CATEGORIES = 1 << 24;

    private final JsonPart part;
    private final int features;
    private final int nodes;
    private final int[] left;
    private final int[] right;
    private final int[] feature;
    private final int[] type;
    private final int[] defaultLeft;
    private final float[] condition;
    private final float[] gain;
    private final float[] cover;
    private final int[][] words;

    private XgboostTree(JsonPart part, int features) {
        this.part = part;
        this.features = features;
        JsonPart shape = part.get("tree_param");
        if (shape.has("size_leaf_vector") && shape.get("size_leaf_vector").integer() > 1) {
            throw shape.get("size_leaf_vector").error("at most 1", "vectors in the leaves, which are not read");
        }
        left = part.get("left_children").integers();
        nodes = left.length;
        if (nodes == 0 || nodes != shape.get("num_nodes").integer()) {
            throw shape.get("num_nodes")
                    .error(
                            "the number of left_children, " + nodes + ", and at least 1",
                            shape.get("num_nodes").text());
        }
        right = sized("right_children", part.get("right_children").integers());
        feature = sized("split_indices", part.get("split_indices").integers());
        type = part.has("split_type")
                ? sized("split_type", part.get("split_type").integers())
                : new int[nodes];
        defaultLeft = sized("default_left", part.get("default_left").integers());
        condition = part.get("split_conditions").floats();
        expectSize("split_conditions", condition.length);
        gain = part.get("loss_changes").floats();
        expectSize("loss_changes", gain.length);
        cover = part.get("sum_hessian").floats();
        expectSize("sum_hessian", cover.length);
        words = categories();
    }

    static Tree read(JsonPart part, int features) {
        return new XgboostTree(part, features).tree();
    }

    private int[] sized(String key, int[] values) {
        expectSize(key, values.length);
        return values;
    }

    private void expectSize(String key, int size) {
        if (size != nodes) {
            throw part.get(key).error(nodes + " values, one a node", size + " values");
        }
    }

    private int[][] categories() {
        int[][] sets = new int[nodes][];
        if (!part.has("categories_nodes")) {
            return sets;
        }
        int[] owners = part.get("categories_nodes").integers();
        int[] starts = part.get("categories_segments").integers();
        int[] sizes = part.get("categories_sizes").integers();
        int[] members = part.get("categories").integers();
        if (starts.length != owners.length || sizes.length != owners.length) {
            throw part.get("categories_segments")
                    .error(
                            owners.length + " values, as categories_nodes",
                            starts.length + " (and " + sizes.length + " categories_sizes)");
        }
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] < 0 || owners[i] >= nodes) {
                throw part.get("categories_nodes").error("nodes 0 to " + (nodes - 1), String.valueOf(owners[i]));
            }
            if (starts[i] < 0 || sizes[i] < 0 || (long) starts[i] + sizes[i] > members.length) {
                throw part.get("categories_sizes")
                        .error("a part of the " + members.length + " categories", sizes[i] + " from " + starts[i]);
            }
            sets[owners[i]] = bits(Arrays.copyOfRange(members, starts[i], starts[i] + sizes[i]));
        }
        return sets;
    }

    private int[] bits(int[] members) {
        int greatest = Arrays.stream(members).max().orElse(0);
        if (Arrays.stream(members).anyMatch(c -> c < 0) || greatest >= MOST_CATEGORIES) {
            throw part.get("categories").error("categories 0 to " + (MOST_CATEGORIES - 1), Arrays.toString(members));
        }
        int[] set = new int[(greatest >>> 5) + 1];
        for (int member : members) {
            set[member >>> 5] |= 1 << member;
        }
        return set;
    }

    /** Renumbers the nodes that are reached from the root, level by level. */
    private Tree tree() {
        int[] number = new int[nodes];
        boolean[] seen = new boolean[nodes];
        List<Integer> inner = new ArrayList<>();
        List<Integer> leaves = new ArrayList<>();
        List<Integer> open = new ArrayList<>(List.of(0));
        for (int i = 0; i < open.size(); i++) {
            int node = open.get(i);
            if (seen[node]) {
                throw part.get("left_children").error("every node to have one parent", "node " + node + " twice");
            }
            seen[node] = true;
            if (left[node] == LEAF) {
                number[node] = ~leaves.size();
                leaves.add(node);
            } else {
                number[node] = inner.size();
                inner.add(node);
                open.add(child("left_children", left[node]));
                open.add(child("right_children", right[node]));
            }
        }
        try {
            return new Tree(
                    inner.stream().map(this::split).toList(),
                    inner.stream().mapToInt(node -> number[left[node]]).toArray(),
                    inner.stream().mapToInt(node -> number[right[node]]).toArray(),
                    leaves.stream().mapToDouble(node -> condition[node]).toArray(),
                    inner.stream().mapToDouble(node -> gain[node]).toArray(),
                    inner.stream().mapToDouble(node -> cover[node]).toArray(),
                    leaves.stream().mapToDouble(node -> cover[node]).toArray());
        } catch (ModelFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw part.error(String.valueOf(e.getMessage()), e);
        }
    }

    private int child(String key, int child) {
        if (child < 0 || child >= nodes) {
            throw part.get(key).error("nodes 0 to " + (nodes - 1), String.valueOf(child));
        }
        return child;
    }

    private Split split(int node) {
        if (feature[node] < 0 || feature[node] >= features) {
            throw part.get("split_indices")
                    .error("features 0 to " + (features - 1), feature[node] + " at node " + node);
        }
        boolean missingLeft = defaultLeft[node] != 0;
        if (type[node] == CATEGORICAL) {
            int[] set = words[node];
            if (set == null) {
                throw part.get("categories_nodes").error("the categorical node " + node, "no set of categories for it");
            }
            return new CategoricalSplit(feature[node], set, false, missingLeft);
        }
        if (!(condition[node] > Float.NEGATIVE_INFINITY)) {
            throw part.get("split_conditions").error("numbers", condition[node] + " at node " + node);
        }
        return new NumericSplit(feature[node], Math.nextDown(condition[node]), missingLeft, false);
    }
}
