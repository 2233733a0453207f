package tino.trees;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says exactly what each feature adds to a row's raw score: the path-dependent SHAP values of Lundberg et al., "From local
 * explanations to global understanding with explainable AI for trees", Nature Machine Intelligence 2 (2020), algorithm 2, as
 * LightGBM's {@code pred_contrib} and XGBoost's {@code pred_contribs} compute them. Safe for use by many threads.
 *
 * <p>On the way to a leaf of value {@code v}, each feature {@code i} that is asked has a share {@code zᵢ} of the training
 * rows that pass all its questions, and {@code oᵢ}, 1 where the explained row passes them, else 0. Shapley's weights are
 * Beta integrals, so what the leaf adds to the feature is (Owen, "Multilinear extensions of games", 1972)
 *
 * <pre>  v (oᵢ − zᵢ) ∫ Πⱼ≠ᵢ (zⱼ (1 − t) + oⱼ t) dt,  t from 0 to 1,</pre>
 *
 * a polynomial of lower degree than the way has features, which {@link GaussLegendre} integrates exactly with half as many
 * points. The products of all leaves are made on one way down each tree and gathered on the way back, as in Linear TreeSHAP
 * (Yu et al., NeurIPS 2022); but every factor lies between 0 and 1 and nothing small is divided by, so that deep trees lose
 * no digits. Rows are worked on together, a row a lane; very few one by one, a point of the integral a lane. Time grows with leaves × points × rows; memory with the model, and
 * for a call with levels × points.
 */
public final class TreeShap {
    private final QuickScorer.Code code;
    private final int features;
    private final double expected;
    private final List<QuickProgram.Column> columns;
    private final List<Way> ways = new ArrayList<>();
    private final int room;
    private final int levels;
    private final int points;
    private volatile @Nullable List<RowWay> rowWays;

    /** @throws IllegalArgumentException if the model does not say how many training rows passed its splits */
    public TreeShap(TreeEnsemble ensemble) {
        this(ensemble, QuickScorer.code());
    }

    TreeShap(TreeEnsemble ensemble, QuickScorer.Code code) {
        this.code = code;
        features = ensemble.features();
        double sum = ensemble.base();
        Map<QuickProgram.Column, Integer> numbers = new LinkedHashMap<>();
        for (int number = 0; number < ensemble.trees().size(); number++) {
            Tree tree = ensemble.trees().get(number);
            if (tree.splits().isEmpty()) {
                sum += tree.leafValue(0);
                continue;
            }
            if (!(tree.splitCover(0) > 0)) {
                throw new IllegalArgumentException(
                        "To explain scores, a model must say how many training rows passed each"
                                + " split (LightGBM: internal_count and leaf_count; XGBoost: sum_hessian); tree "
                                + number
                                + " says " + tree.splitCover(0) + " for its root");
            }
            Way way = Way.of(tree, numbers);
            sum += way.expected();
            ways.add(way);
        }
        expected = sum;
        columns = List.copyOf(numbers.keySet());
        levels = ways.stream().mapToInt(Way::levels).max().orElse(0) + 1;
        room = ways.stream()
                .mapToInt(way -> (way.levels() + 1) * way.size())
                .max()
                .orElse(0);
        points = ways.stream().mapToInt(way -> Way.padded(way.size())).max().orElse(0);
    }

    /** Columns of a row. */
    public int features() {
        return features;
    }

    /** The raw score of a row of which nothing is known: the mean over the training rows. */
    public double expected() {
        return expected;
    }

    /**
     * What each feature adds: a row's contributions and {@link #expected} add up to its raw score.
     *
     * @param rows {@code count} rows of {@link #features()} values, one after another; NaN is missing
     * @param contributions receives {@code count} rows of {@link #features()} contributions
     * @throws IllegalArgumentException if an array is too short
     */
    public void explain(float[] rows, int count, double[] contributions) {
        Matrices.checkContributions(rows, count, features, contributions);
        if (code == QuickScorer.Code.VECTOR && count <= VectorShapRow.FEW) {
            VectorShapRow row = new VectorShapRow(features, columns, levels, points);
            List<RowWay> laidOut = rowWays();
            for (int number = 0; number < count; number++) {
                row.explain(laidOut, rows, number, contributions);
            }
            return;
        }
        ShapBlock block = block(count);
        for (int first = 0; first < count; first += ShapBlock.SIZE) {
            int size = Math.min(ShapBlock.SIZE, count - first);
            block.fill(rows, first, size);
            for (Way way : ways) {
                block.go(way);
            }
            block.copy(contributions, first, size);
        }
    }

    /** Made when first asked for: pages of results never do. Made twice by two threads, both are good. */
    private List<RowWay> rowWays() {
        List<RowWay> known = rowWays;
        if (known == null) {
            known = ways.stream().map(RowWay::new).toList();
            rowWays = known;
        }
        return known;
    }

    private ShapBlock block(int rows) {
        return code == QuickScorer.Code.VECTOR
                ? new VectorShapBlock(rows, features, columns, levels, room)
                : new ScalarShapBlock(rows, features, columns, levels, room);
    }
}
