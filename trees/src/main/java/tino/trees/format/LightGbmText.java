package tino.trees.format;

import java.util.ArrayList;
import java.util.List;
import tino.trees.CategoricalSplit;
import tino.trees.Library;
import tino.trees.NumericSplit;
import tino.trees.Split;
import tino.trees.Tree;
import tino.trees.TreeEnsemble;

/** Reads LightGBM's text models (versions v2 to v4, one output, constant leaves). */
public final class LightGbmText {
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final int MISSING_ZERO = 1;
    private static final int MISSING_NAN = 2;

    private final String source;
    private final LightGbmLines lines;

    private LightGbmText(String text, String source) {
        this.source = source;
        this.lines = new LightGbmLines(text, source);
    }

    /**
     * @param text the whole file
     * @param source what to call it in an error
     * @throws ModelFormatException if it is damaged, has several outputs a row or linear leaves
     */
    public static TreeEnsemble read(String text, String source) {
        return new LightGbmText(text, source).ensemble();
    }

    private TreeEnsemble ensemble() {
        lines.expectFirst("tree");
        LightGbmLines.Section header = lines.header();
        String version = header.text("version");
        if (!List.of("v2", "v3", "v4").contains(version)) {
            throw header.error("version", "expected v2, v3 or v4, found '" + version + "'");
        }
        int outputs = header.integer("num_tree_per_iteration");
        if (outputs != 1) {
            throw header.error(
                    "num_tree_per_iteration",
                    "expected one score a row, found " + outputs
                            + ". Maybe this is a multi-class model; those are not read");
        }
        int features = header.integer("max_feature_idx") + 1;
        List<String> names = header.words("feature_names");
        if (names.size() != features) {
            throw header.error(
                    "feature_names", "expected " + features + " names (max_feature_idx + 1), found " + names.size());
        }
        if (header.flags().contains("average_output")) {
            throw new ModelFormatException(
                    source,
                    header.where(),
                    "expected summed trees, found 'average_output': random forests are not read");
        }
        String objective = header.has("objective") ? header.text("objective").split(" ", 2)[0] : "custom";
        int expected = header.words("tree_sizes").size();

        List<Tree> trees = new ArrayList<>();
        while (lines.atTree()) {
            LightGbmLines.Section section = lines.tree(trees.size());
            trees.add(tree(section, features));
        }
        lines.expectEnd(trees.size());
        if (trees.size() != expected) {
            throw header.error("tree_sizes", "announces " + expected + " trees, found " + trees.size());
        }
        try {
            return new TreeEnsemble(Library.LIGHTGBM, objective, names, trees, 0);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, "header", String.valueOf(e.getMessage()), e);
        }
    }

    private Tree tree(LightGbmLines.Section section, int features) {
        if (section.has("is_linear") && section.integer("is_linear") != 0) {
            throw section.error("is_linear", "expected 0, found 1: linear leaves are not read");
        }
        int leaves = section.integer("num_leaves");
        if (leaves < 1) {
            throw section.error("num_leaves", "expected at least 1, found " + leaves);
        }
        int inner = leaves - 1;
        double[] values = section.numbers("leaf_value", leaves);
        if (inner == 0) {
            double[] none = {};
            double[] rows = section.has("leaf_count") ? section.numbers("leaf_count", 1) : new double[1];
            return new Tree(List.of(), new int[0], new int[0], values, none, none, rows);
        }
        int[] feature = section.integers("split_feature", inner);
        double[] threshold = section.numbers("threshold", inner);
        int[] decision = section.integers("decision_type", inner);
        Categories categories = categories(section);
        List<Split> splits = new ArrayList<>(inner);
        for (int split = 0; split < inner; split++) {
            if (feature[split] < 0 || feature[split] >= features) {
                throw section.error(
                        "split_feature",
                        "expected features 0 to " + (features - 1) + ", found " + feature[split] + " at split "
                                + split);
            }
            splits.add(
                    (decision[split] & CATEGORICAL) != 0
                            ? categories.split(feature[split], threshold[split])
                            : numeric(section, feature[split], threshold[split], decision[split]));
        }
        try {
            return new Tree(
                    splits,
                    section.integers("left_child", inner),
                    section.integers("right_child", inner),
                    values,
                    section.has("split_gain") ? section.numbers("split_gain", inner) : new double[inner],
                    section.has("internal_count") ? section.numbers("internal_count", inner) : new double[inner],
                    section.has("leaf_count") ? section.numbers("leaf_count", leaves) : new double[leaves]);
        } catch (ModelFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, section.where(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Split numeric(LightGbmLines.Section section, int feature, double threshold, int decision) {
        if (Double.isNaN(threshold)) {
            throw section.error("threshold", "expected numbers, found nan");
        }
        float bound = bound(threshold);
        int missing = decision >> MISSING_SHIFT;
        boolean defaultLeft = (decision & DEFAULT_LEFT) != 0;
        return switch (missing) {
            // Without a missing type, LightGBM reads NaN as zero.
            case 0 -> new NumericSplit(feature, bound, 0 <= bound, false);
            case MISSING_ZERO -> new NumericSplit(feature, bound, defaultLeft, true);
            case MISSING_NAN -> new NumericSplit(feature, bound, defaultLeft, false);
            default -> throw section.error("decision_type", "expected 0 to 11, found " + decision);
        };
    }

    /**
     * The greatest {@code float} that goes left. LightGBM reads values within {@link NumericSplit#ZERO} of zero as zero, so a
     * threshold inside that band is moved to the edge of it.
     */
    private static float bound(double threshold) {
        if (threshold >= 0 && threshold < NumericSplit.ZERO) {
            return NumericSplit.ZERO;
        }
        if (threshold < 0 && threshold >= -NumericSplit.ZERO) {
            return Math.nextDown(-NumericSplit.ZERO);
        }
        float rounded = (float) threshold;
        return rounded > threshold ? Math.nextDown(rounded) : rounded;
    }

    private static Categories categories(LightGbmLines.Section section) {
        int sets = section.has("num_cat") ? section.integer("num_cat") : 0;
        if (sets == 0) {
            return new Categories(section, new int[1], new int[0]);
        }
        int[] bounds = section.integers("cat_boundaries", sets + 1);
        for (int set = 0; set < sets; set++) {
            if (bounds[set] < 0 || bounds[set + 1] < bounds[set]) {
                throw section.error(
                        "cat_boundaries",
                        "expected numbers that grow from 0, found " + bounds[set] + " before " + bounds[set + 1]);
            }
        }
        return new Categories(section, bounds, section.unsigned("cat_threshold", bounds[sets]));
    }

    /** The sets of categories of one tree; a categorical split's threshold is the number of its set. */
    private record Categories(LightGbmLines.Section section, int[] bounds, int[] words) {
        Split split(int feature, double threshold) {
            int set = (int) threshold;
            if (set != threshold || set < 0 || set + 1 >= bounds.length) {
                throw section.error(
                        "threshold",
                        "expected for a categorical split the number of one of " + (bounds.length - 1)
                                + " sets of categories, found " + threshold);
            }
            int[] members = java.util.Arrays.copyOfRange(words, bounds[set], bounds[set + 1]);
            return new CategoricalSplit(feature, members, true, false);
        }
    }
}
