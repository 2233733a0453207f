package tino.ranking.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tino.lifecycle.archive.LoggedDecision;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.bias.Propensities;
import tino.ranking.bias.RegressionEm;
import tino.ranking.learn.RankingRows;

/**
 * First pages of one layout, in memory. Of more than can be held each is as likely to be among those held: Vitter, "Random
 * sampling with a reservoir", TOMS 11(1), 1985, algorithm R.
 */
public final class LoggedLists implements Consumer<LoggedDecision> {
    private final FeatureLayout layout;
    private final String fingerprint;
    private final int most;
    private final RandomGenerator random;
    private final List<LoggedDecision> held = new ArrayList<>();
    private long seen;

    /** @param most that are held, at least 1 */
    public LoggedLists(FeatureLayout layout, int most, RandomGenerator random) {
        if (most < 1) {
            throw new IllegalArgumentException("At least 1 list has to be held, got " + most);
        }
        this.layout = layout;
        this.fingerprint = layout.fingerprint();
        this.most = most;
        this.random = random;
    }

    @Override
    public void accept(LoggedDecision decision) {
        if (decision.rows() == 0
                || decision.positions()[0] != 1
                || !decision.layout().equals(fingerprint)) {
            return;
        }
        seen++;
        if (held.size() < most) {
            held.add(decision);
        } else {
            long place = random.nextLong(seen);
            if (place < most) {
                held.set((int) place, decision);
            }
        }
    }

    /** Lists that there were; as many as may be held of them are. */
    public long seen() {
        return seen;
    }

    /**
     * The lists, with how likely positions are looked at, estimated from them.
     *
     * @throws IllegalStateException if there is none
     */
    public RankingRows rows() {
        if (held.isEmpty()) {
            throw new IllegalStateException("Expected lists of the layout '" + layout.name()
                    + "' in the period, there are none. Maybe another period, see --from and --to.");
        }
        int[] groups = held.stream().mapToInt(LoggedDecision::rows).toArray();
        int rows = Arrays.stream(groups).sum();
        float[] vectors = new float[rows * layout.size()];
        float[] grades = new float[rows];
        int[] positions = new int[rows];
        boolean[] clicked = new boolean[rows];
        int start = 0;
        for (LoggedDecision list : held) {
            System.arraycopy(list.vectors(), 0, vectors, start * layout.size(), list.vectors().length);
            System.arraycopy(list.grades(), 0, grades, start, list.rows());
            System.arraycopy(list.positions(), 0, positions, start, list.rows());
            start += list.rows();
        }
        boolean any = false;
        for (int row = 0; row < rows; row++) {
            clicked[row] = grades[row] > 0;
            any |= clicked[row];
        }
        Propensities propensities =
                any ? RegressionEm.estimate(vectors, layout.size(), clicked, positions) : Propensities.NONE;
        return new RankingRows(layout, vectors, grades, positions, groups, propensities);
    }
}
