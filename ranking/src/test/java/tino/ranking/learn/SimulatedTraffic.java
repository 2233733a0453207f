package tino.ranking.learn;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.Layouts;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.bias.Propensities;
import tino.ranking.metric.RankingMetrics;
import tino.ranking.weight.WeightedRanker;
import tino.ranking.weight.Weights;

/**
 * Lists whose true relevance and propensities are known: the position-based click model of Richardson, Dominowska and
 * Ragno, WWW 2007. Four features show the taste partly; the fifth is noise that the logging weights believe in.
 */
public final class SimulatedTraffic {
    public static final FeatureLayout LAYOUT = Layouts.of("match", "rating", "near", "speed", "noise");
    static final Weights LOGGING = new Weights(Map.of("match", 0.3, "rating", 0.2, "noise", 0.5));
    public static final Ranker HEURISTIC = new WeightedRanker(LAYOUT, LOGGING);
    public static final int SIZE = 20;

    private final RankingRows rows;
    private final double[] relevance;

    private SimulatedTraffic(RankingRows rows, double[] relevance) {
        this.rows = rows;
        this.relevance = relevance;
    }

    /** Lists ordered by the logging weights, clicked where looked at and found relevant. */
    public static SimulatedTraffic of(int lists, Propensities truth, long seed) {
        Random random = new Random(seed);
        int columns = LAYOUT.size();
        float[] features = new float[lists * SIZE * columns];
        float[] grades = new float[lists * SIZE];
        int[] positions = new int[lists * SIZE];
        double[] relevance = new double[lists * SIZE];
        int[] groups = new int[lists];
        Arrays.fill(groups, SIZE);
        for (int list = 0; list < lists; list++) {
            float[] drawn = new float[SIZE * columns];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = random.nextInt(50) == 0 ? Float.NaN : random.nextFloat();
            }
            double[] scores = new double[SIZE];
            HEURISTIC.score(drawn, SIZE, scores);
            int[] order = Ranking.order(scores, 0, SIZE);
            for (int rank = 0; rank < SIZE; rank++) {
                int row = list * SIZE + rank;
                System.arraycopy(drawn, order[rank] * columns, features, row * columns, columns);
                positions[row] = rank + 1;
                relevance[row] = relevance(features, row * columns);
                boolean clicked =
                        random.nextDouble() < truth.at(rank + 1) && random.nextDouble() < 0.6 * relevance[row];
                grades[row] = clicked ? random.nextDouble() < 0.3 * relevance[row] ? 3 : 1 : 0;
            }
        }
        return new SimulatedTraffic(
                new RankingRows(LAYOUT, features, grades, positions, groups, Propensities.NONE), relevance);
    }

    /** Not the weighted sum of anything: needs compete, and what is far does not matter beyond a point. */
    private static double relevance(float[] features, int at) {
        double match = value(features[at]);
        double rating = value(features[at + 1]);
        double near = Math.min(1, 2 * value(features[at + 2]));
        double speed = value(features[at + 3]);
        return Math.pow(match, 1.5) * (0.2 + 0.5 * near + 0.3 * Math.max(rating, speed));
    }

    private static double value(float feature) {
        return Float.isNaN(feature) ? 0.3 : feature;
    }

    public RankingRows rows() {
        return rows;
    }

    /** Whether anything came of each row. */
    public boolean[] clicked() {
        boolean[] clicked = new boolean[rows.rows()];
        for (int row = 0; row < clicked.length; row++) {
            clicked[row] = rows.grades()[row] > 0;
        }
        return clicked;
    }

    /** Clicks a list within the first ten that the ranker's order gets on average of people who look as given. */
    public double trueClicks(Ranker ranker, Propensities truth) {
        double sum = 0;
        for (int list = 0; list < rows.groups().length; list++) {
            int[] order = order(ranker, list);
            for (int rank = 0; rank < 10; rank++) {
                sum += truth.at(rank + 1) * 0.6 * relevance[list * SIZE + order[rank]];
            }
        }
        return sum / rows.groups().length;
    }

    /** Mean nDCG@10 by the relevance that no ranker sees. */
    double trueNdcg(Ranker ranker) {
        double sum = 0;
        for (int list = 0; list < rows.groups().length; list++) {
            int[] order = order(ranker, list);
            double[] gains = new double[SIZE];
            for (int rank = 0; rank < SIZE; rank++) {
                gains[rank] = relevance[list * SIZE + order[rank]];
            }
            sum += RankingMetrics.ndcg(gains, 10);
        }
        return sum / rows.groups().length;
    }

    /** Row numbers within the list, best first. */
    public int[] order(Ranker ranker, int list) {
        int length = SIZE * LAYOUT.size();
        double[] scores = new double[SIZE];
        ranker.score(Arrays.copyOfRange(rows.features(), list * length, (list + 1) * length), SIZE, scores);
        return Ranking.order(scores, 0, SIZE);
    }
}
