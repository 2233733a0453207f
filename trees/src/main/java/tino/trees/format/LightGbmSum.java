package tino.trees.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One LightGBM model whose score is the sum of the scores of several: trees add up, so the trees of all of them in one
 * file are their ensemble, and any LightGBM reads it. Header, and parameters at the end, are those of the first.
 */
public final class LightGbmSum {
    private static final String TREE = "Tree=";
    private static final String END = "end of trees";

    private LightGbmSum() {}

    /**
     * @param models text models of the same features and objective
     * @throws IllegalArgumentException if there is none, or their features or objectives differ
     */
    public static String of(List<String> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one model to sum, got none");
        }
        String first = models.getFirst();
        List<String> trees = new ArrayList<>();
        for (String model : models) {
            requireSame(first, model, "feature_names=");
            requireSame(first, model, "objective=");
            for (String tree : trees(model)) {
                trees.add(TREE + trees.size() + tree.substring(tree.indexOf('\n')));
            }
        }
        // LightGBM reads trees in parallel and finds each by the sizes in the header.
        String sizes = trees.stream()
                .map(tree -> Integer.toString(tree.getBytes(StandardCharsets.UTF_8).length))
                .collect(Collectors.joining(" "));
        return first.substring(0, first.indexOf(TREE)).replaceFirst("(?m)^tree_sizes=.*$", "tree_sizes=" + sizes)
                + String.join("", trees)
                + first.substring(first.indexOf("\n" + END) + 1);
    }

    private static List<String> trees(String model) {
        List<String> trees = new ArrayList<>();
        int end = model.indexOf("\n" + END) + 1;
        int at = model.indexOf(TREE);
        while (at >= 0 && at < end) {
            int next = model.indexOf("\n" + TREE, at);
            int stop = next < 0 || next >= end ? end : next + 1;
            trees.add(model.substring(at, stop));
            at = stop == end ? -1 : stop;
        }
        return trees;
    }

    private static void requireSame(String first, String other, String key) {
        if (!line(first, key).equals(line(other, key))) {
            throw new IllegalArgumentException("Models can be summed that have the same " + key.replace("=", "")
                    + ", one has '" + line(first, key) + "' and another '" + line(other, key) + "'");
        }
    }

    private static String line(String model, String key) {
        return model.lines().filter(line -> line.startsWith(key)).findFirst().orElse(key);
    }
}
