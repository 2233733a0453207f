package tino.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.serving.Question;
import tino.ranking.bias.Propensities;
import tino.ranking.interleave.Interleaved;
import tino.ranking.interleave.Interleaved.Team;
import tino.ranking.interleave.TeamDraft;
import tino.ranking.weight.RankingWeights;

/** The candidates of one decision, to be ordered by whoever is asked. */
final class RankingQuestion implements Question<Ranker, RankingQuestion.Scored> {
    /** What is compared goes as far down as one page shows. */
    private static final int COMPARED = 30;

    /** Beyond it the rare outcome far down would drown all others; see {@link Propensities#weight}. */
    private static final double WEIGHT_LIMIT = 10;

    private final FeatureLayout layout;
    private final RankingWeights weights;
    private final List<String> ids;
    private final float[] rows;

    RankingQuestion(FeatureLayout layout, RankingWeights weights, List<String> ids, float[] rows) {
        this.layout = layout;
        this.weights = weights;
        this.ids = ids;
        this.rows = rows;
    }

    /**
     * @param scores by row
     * @param propensities of the positions, as far as the ranker knows them
     * @param teams see {@link Ranking#teams}
     */
    record Scored(
            double[] scores,
            int[] order,
            Propensities propensities,
            @Nullable String teams) {}

    @Override
    public Scored by(Ranker ranker) {
        ranker.layout().requireSame(layout);
        // A fresh array for every call: a model that overran its budget may still be writing into its own.
        double[] scores = new double[ids.size()];
        ranker.score(rows, ids.size(), scores);
        return new Scored(scores, Ranking.order(scores, 0, scores.length), ranker.propensities(), null);
    }

    @Override
    public Scored fallback() {
        return by(weights.ranker());
    }

    @Override
    public List<ShadowLog.Item> compare(Scored answered, Scored shadow) {
        int[] rankAnswered = ranks(answered.order());
        int[] rankShadow = ranks(shadow.order());
        List<ShadowLog.Item> items = new ArrayList<>();
        for (int row = 0; row < rankAnswered.length; row++) {
            if (rankAnswered[row] <= COMPARED || rankShadow[row] <= COMPARED) {
                items.add(new ShadowLog.Item(
                        ids.get(row),
                        rankAnswered[row],
                        rankShadow[row],
                        answered.scores()[row],
                        shadow.scores()[row],
                        rankAnswered[row] <= COMPARED
                                ? shadow.propensities().weight(rankAnswered[row], WEIGHT_LIMIT)
                                : 0,
                        null));
            }
        }
        return items;
    }

    /** By team draft; a row's score is that of the ranker that chose it. */
    @Override
    public Scored interleave(Scored a, Scored b, RandomGenerator random) {
        Interleaved list = TeamDraft.interleave(a.order(), b.order(), random);
        double[] scores = new double[ids.size()];
        for (int rank = 0; rank < scores.length; rank++) {
            int row = list.order()[rank];
            scores[row] = (list.teams()[rank] == Team.A ? a : b).scores()[row];
        }
        String teams = Arrays.stream(list.teams()).map(Team::name).collect(Collectors.joining());
        return new Scored(scores, list.order(), a.propensities(), teams);
    }

    /** By row, 1 is the top. */
    private static int[] ranks(int[] order) {
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank + 1;
        }
        return ranks;
    }
}
