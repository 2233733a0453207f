package tino.ranking;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tino.lifecycle.serving.Served;
import tino.ranking.feature.FeatureLayout;
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
     * @param rows {@code count} feature vectors of the layout, one after another; NaN is missing
     * @throws IllegalArgumentException if the rows are not {@code count} vectors of the layout
     */
    public Ranking rank(UUID decision, float[] rows, int count) {
        requireShape(rows, count);
        long start = System.nanoTime();
        Served.Answer<double[]> answer = served.answer(
                decision, ranker -> scores(ranker, rows, count), () -> scores(weights.ranker(), rows, count));
        Ranking ranking = Ranking.by(
                answer.value(),
                answer.version() == null ? Ranking.WEIGHTS : model + ':' + answer.version(),
                answer.fallback());
        candidates.record(count);
        Timer.builder("tino.ranking.time")
                .description("Ordering the candidates of one decision")
                .tag("model", model)
                .tag("by", answer.version() == null ? Ranking.WEIGHTS : "model")
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

    /** How other weights would order the candidates; nothing is counted or stored. */
    public Ranking preview(Weights other, float[] rows, int count) {
        return preview(new WeightedRanker(layout, other), Ranking.WEIGHTS, rows, count);
    }

    /** How the weights in force order the candidates, whatever the model says; nothing is counted or stored. */
    public Ranking previewWeights(float[] rows, int count) {
        return preview(weights.ranker(), Ranking.WEIGHTS, rows, count);
    }

    /** How that ranker would order the candidates; nothing is counted or stored. */
    public Ranking preview(Ranker ranker, String rankedBy, float[] rows, int count) {
        requireShape(rows, count);
        return Ranking.by(scores(ranker, rows, count), rankedBy, null);
    }

    public FeatureLayout layout() {
        return layout;
    }

    /** A fresh array for every call: a model that overran its budget may still be writing into its own. */
    private double[] scores(Ranker ranker, float[] rows, int count) {
        ranker.layout().requireSame(layout);
        double[] scores = new double[count];
        ranker.score(rows, count, scores);
        return scores;
    }

    private void requireShape(float[] rows, int count) {
        if (count < 0 || (long) count * layout.size() > rows.length) {
            throw new IllegalArgumentException("Expected " + count + " vectors of the " + layout.size()
                    + " features of layout '" + layout.name() + "', got " + rows.length + " values");
        }
    }
}
