package tino.ranking;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.serving.Decision;
import tino.lifecycle.serving.Served;
import tino.ranking.weight.RankingWeights;
import tino.ranking.weight.WeightedRanker;
import tino.ranking.weight.Weights;

/**
 * Orders the candidates of one decision: by the live model where there is one, by the weights where there is none, it
 * fails or it is too slow.
 */
public final class RankingService {
    private final String model;
    private final FeatureLayout layout;
    private final Served<Ranker> served;
    private final RankingWeights weights;
    private final MeterRegistry meters;
    private final DistributionSummary candidates;

    /** @param model name in the registry, e.g. {@code marketplace-ranker} */
    public RankingService(
            String model, FeatureLayout layout, Served<Ranker> served, RankingWeights weights, MeterRegistry meters) {
        this.model = model;
        this.layout = layout;
        this.served = served;
        this.weights = weights;
        this.meters = meters;
        this.candidates = DistributionSummary.builder("tino.ranking.candidates")
                .description("Candidates of one ranking")
                .tag("model", model)
                .register(meters);
    }

    /**
     * @param ids of the candidates
     * @param rows their feature vectors of the layout, one after another; NaN is missing
     * @throws IllegalArgumentException if the rows are not as many vectors of the layout
     */
    public Ranking rank(Decision decision, List<String> ids, float[] rows) {
        int count = ids.size();
        requireShape(rows, count);
        long start = System.nanoTime();
        Served.Answer<RankingQuestion.Scored> answer =
                served.answer(decision, new RankingQuestion(layout, weights, ids, rows));
        Ranking ranking = ranking(answer);
        candidates.record(count);
        Timer.builder("tino.ranking.time")
                .description("Ordering the candidates of one decision")
                .tag("model", model)
                .tag("by", ranking.rankedBy().equals(Ranking.WEIGHTS) ? Ranking.WEIGHTS : "model")
                .tag(
                        "fallback",
                        answer.fallback() == null
                                ? "none"
                                : answer.fallback().name().toLowerCase(Locale.ROOT))
                .publishPercentileHistogram()
                .register(meters)
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return ranking;
    }

    private Ranking ranking(Served.Answer<RankingQuestion.Scored> answer) {
        RankingQuestion.Scored scored = answer.value();
        return new Ranking(
                scored.order(),
                scored.scores(),
                rankedBy(scored, answer.answered().version()),
                answer.fallback(),
                answer.answered(),
                scored.teams());
    }

    private String rankedBy(RankingQuestion.Scored scored, @Nullable Integer version) {
        if (scored.teams() != null) {
            return model + ':' + Ranking.INTERLEAVED;
        }
        return version == null ? Ranking.WEIGHTS : model + ':' + version;
    }

    /** How other weights would order the candidates; nothing is counted or stored. */
    public Ranking preview(Weights other, float[] rows, int count) {
        return preview(new WeightedRanker(layout, other), Ranking.WEIGHTS, rows, count);
    }

    /** How the champion orders the candidates, or the weights where there is none; nothing is counted or stored. */
    public Ranking previewChampion(float[] rows, int count) {
        return served.champion()
                .map(champion -> preview(champion.model(), model + ':' + champion.number(), rows, count))
                .orElseGet(() -> previewWeights(rows, count));
    }

    /** A metric of the champion over its held-out days; NaN where there is no champion or it lacks the metric. */
    public double championMetric(String metric) {
        return served.champion()
                .map(champion -> champion.metrics().getOrDefault(metric, Double.NaN))
                .orElse(Double.NaN);
    }

    /**
     * A version, to look at how it would order.
     *
     * @throws IllegalArgumentException if there is no such version
     * @throws IOException if it cannot be read or is of another layout
     */
    public Ranker version(int number) throws IOException {
        return served.version(number);
    }

    /** How the weights in force order the candidates, whatever the model says; nothing is counted or stored. */
    public Ranking previewWeights(float[] rows, int count) {
        return preview(weights.ranker(), Ranking.WEIGHTS, rows, count);
    }

    /** How that ranker would order the candidates; nothing is counted or stored. */
    public Ranking preview(Ranker ranker, String rankedBy, float[] rows, int count) {
        requireShape(rows, count);
        ranker.layout().requireSame(layout);
        double[] scores = new double[count];
        ranker.score(rows, count, scores);
        return Ranking.by(scores, rankedBy);
    }

    public FeatureLayout layout() {
        return layout;
    }

    private void requireShape(float[] rows, int count) {
        if (count < 0 || (long) count * layout.size() > rows.length) {
            throw new IllegalArgumentException("Expected " + count + " vectors of the " + layout.size()
                    + " features of layout '" + layout.name() + "', got " + rows.length + " values");
        }
    }
}
