package tino.ranking.learn;

import java.util.Arrays;
import tino.ranking.bias.Correction;
import tino.trees.train.TrainingRows;

/**
 * Turns lists that were shown into the lists that the libraries learn from. Lists without an outcome teach no order and
 * are left out.
 *
 * <p>With {@link Correction#INVERSE_PROPENSITY} every row with an outcome becomes a list of its own, together with all
 * rows of its decision of a lower grade, and the list weighs gain/propensity: the training sets of Joachims, Swaminathan
 * and Schnabel, WSDM 2017, section 4. The sum of these lists' DCG is the inverse-propensity estimate of the DCG of the
 * whole, and because the weight belongs to a list and not to a row, LightGBM (weights per row) and XGBoost (weights per
 * list) mean the same by it.
 */
final class LearningLists {
    /** An outcome never counts more than this many times one at the top. */
    static final double WEIGHT_LIMIT = 10;

    private final RankingRows rows;
    private final int columns;
    private int[] picked;
    private float[] labels;
    private float[] weights;
    private int used;
    private int[] groups;
    private int lists;

    private LearningLists(RankingRows rows) {
        this.rows = rows;
        this.columns = rows.layout().size();
        this.picked = new int[rows.rows()];
        this.labels = new float[rows.rows()];
        this.weights = new float[rows.rows()];
        this.groups = new int[rows.groups().length];
    }

    static TrainingRows of(RankingRows rows, Correction correction) {
        LearningLists made = new LearningLists(rows);
        int start = 0;
        for (int size : rows.groups()) {
            if (rows.graded(start, size)) {
                if (correction == Correction.INVERSE_PROPENSITY) {
                    made.addListPerOutcome(start, size);
                } else {
                    made.addList(start, size);
                }
            }
            start += size;
        }
        return made.build(correction);
    }

    private void addList(int start, int size) {
        for (int row = start; row < start + size; row++) {
            add(row, rows.grades()[row], 1);
        }
        close(size);
    }

    private void addListPerOutcome(int start, int size) {
        for (int outcome = start; outcome < start + size; outcome++) {
            float grade = rows.grades()[outcome];
            if (grade > 0) {
                float weight = (float) (grade * rows.propensities().weight(rows.positions()[outcome], WEIGHT_LIMIT));
                int first = used;
                for (int row = start; row < start + size; row++) {
                    if (row == outcome || rows.grades()[row] < grade) {
                        add(row, row == outcome ? 1 : 0, weight);
                    }
                }
                close(used - first);
            }
        }
    }

    private void add(int row, float label, float weight) {
        if (used == picked.length) {
            picked = Arrays.copyOf(picked, 2 * used);
            labels = Arrays.copyOf(labels, 2 * used);
            weights = Arrays.copyOf(weights, 2 * used);
        }
        picked[used] = row;
        labels[used] = label;
        weights[used] = weight;
        used++;
    }

    private void close(int size) {
        if (lists == groups.length) {
            groups = Arrays.copyOf(groups, 2 * lists);
        }
        groups[lists++] = size;
    }

    private TrainingRows build(Correction correction) {
        float[] features = new float[used * columns];
        int[] positions = new int[used];
        for (int i = 0; i < used; i++) {
            System.arraycopy(rows.features(), picked[i] * columns, features, i * columns, columns);
            positions[i] = rows.positions()[picked[i]] - 1;
        }
        return new TrainingRows(
                features,
                columns,
                Arrays.copyOf(labels, used),
                Arrays.copyOf(groups, lists),
                correction == Correction.INVERSE_PROPENSITY ? normalised() : null,
                correction == Correction.POSITION ? positions : null,
                new int[0],
                rows.layout().names());
    }

    /** Weights of mean 1, so that the libraries' limits on hessians mean the same with and without correction. */
    private float[] normalised() {
        double sum = 0;
        for (int i = 0; i < used; i++) {
            sum += weights[i];
        }
        float[] scaled = new float[used];
        for (int i = 0; i < used; i++) {
            scaled[i] = (float) (weights[i] * used / sum);
        }
        return scaled;
    }
}
