package tino.marketplace.measure;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.ranking.RankingService;
import tino.ranking.learn.ListEvaluation;

/** The search's quality for Prometheus: {@code tino_ctr10}, {@code ndcg10_online}, {@code ndcg10_offline}. */
public final class QualityGauges {
    private static final Logger LOG = LoggerFactory.getLogger(QualityGauges.class);

    private QualityGauges() {}

    public static void register(MeterRegistry meters, SearchQuality quality, RankingService ranking) {
        gauge(
                meters,
                "tino.ctr10",
                "Share of result lists of the last 24 hours with something done to one of the first ten",
                () -> quality.lastDay().ctr10());
        gauge(
                meters,
                "ndcg10.online",
                "Mean nDCG@10 of the last 24 hours' lists, by what was done to their items",
                () -> quality.lastDay().ndcg10());
        gauge(
                meters,
                "ndcg10.offline",
                "nDCG@10 of the live model on its held-out days",
                () -> ranking.championMetric(ListEvaluation.NDCG));
    }

    private static void gauge(MeterRegistry meters, String name, String description, DoubleSupplier value) {
        Gauge.builder(name, () -> known(name, value))
                .description(description)
                .strongReference(true)
                .register(meters);
    }

    /** Not known while the database is away: the other meters are wanted all the more then. */
    private static double known(String name, DoubleSupplier value) {
        try {
            return value.getAsDouble();
        } catch (RuntimeException e) {
            LOG.warn("No value for {}: {}", name, e.toString());
            return Double.NaN;
        }
    }
}
