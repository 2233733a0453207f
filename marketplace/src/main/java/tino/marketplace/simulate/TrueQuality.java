package tino.marketplace.simulate;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tino.ranking.metric.Gain;
import tino.ranking.metric.RankingMetrics;

/** How good a ranking truly is, as only the simulation can know. */
public final class TrueQuality {
    /** Results judged. */
    public static final int DEPTH = 10;

    private TrueQuality() {}

    /**
     * nDCG@10 of the hidden grades with exponential gain, against the ideal order of <em>everybody</em> in the marketplace:
     * a ranking also pays for those whom the recall or the client's filters left out. Professionals that the simulation
     * does not know have grade 0.
     *
     * @param ranked ids, best first
     * @return empty where nobody in the marketplace has a grade above 0
     */
    public static Optional<Double> ndcg(Need need, List<UUID> ranked, People people) {
        double best = RankingMetrics.dcg(
                people.of(need.profession().category()).stream()
                        .map(person -> gain(need, person))
                        .sorted(Collections.reverseOrder())
                        .mapToDouble(gain -> gain)
                        .toArray(),
                DEPTH);
        if (best == 0) {
            return Optional.empty();
        }
        double[] gains = ranked.stream()
                .mapToDouble(
                        id -> people.find(id).map(person -> gain(need, person)).orElse(0.0))
                .toArray();
        return Optional.of(RankingMetrics.dcg(gains, DEPTH) / best);
    }

    private static double gain(Need need, Person person) {
        return Gain.EXPONENTIAL.of(HiddenTruth.grade(need, person));
    }
}
