package tino.assistant.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tino.assistant.query.AnswerLog;
import tino.lifecycle.statistic.EnergyDistance;
import tino.search.embedding.Embedder;

/**
 * Whether people ask for other things than before: the energy distance between the embeddings of the questions of the last days and of those
 * before, with a permutation test. Both an effect and a p-value must be there, as for the columns of other models' drift.
 *
 * @param recent questions of the last days @param before of those before
 * @param coefficient 0 for the same distribution, {@code null} where there are too few
 */
record QuestionDrift(
        int recent,
        int before,
        @Nullable Double coefficient,
        @Nullable Double pValue) {
    static final Duration RECENT = Duration.ofDays(7);
    static final Duration BEFORE = Duration.ofDays(28);
    private static final int FEWEST = 50;
    private static final int MOST = 250;
    private static final int PERMUTATIONS = 499;
    private static final double EFFECT = 0.01;
    private static final double ALPHA = 0.01;

    static QuestionDrift of(AnswerLog log, Supplier<Embedder> embedder, Instant now) {
        Instant border = now.minus(RECENT);
        List<String> recent = log.questions(border, now.plusMillis(1), MOST);
        List<String> before = log.questions(border.minus(BEFORE), border, MOST);
        if (recent.size() < FEWEST || before.size() < FEWEST) {
            return new QuestionDrift(recent.size(), before.size(), null, null);
        }
        Embedder used = embedder.get();
        // Fixed: looking twice shall not give two verdicts.
        EnergyDistance distance = EnergyDistance.of(
                used.embed(recent).toArray(float[][]::new),
                used.embed(before).toArray(float[][]::new),
                PERMUTATIONS,
                new Random(7));
        return new QuestionDrift(recent.size(), before.size(), distance.coefficient(), distance.pValue());
    }

    public boolean known() {
        return coefficient != null;
    }

    public boolean drifted() {
        return coefficient != null && pValue != null && coefficient >= EFFECT && pValue <= ALPHA;
    }

    public int fewest() {
        return FEWEST;
    }
}
