package tino.marketplace.ranker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.serving.ServingPolicy;
import tino.marketplace.MarketplaceSettings;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.search.SearchImpression;
import tino.ranking.learn.Candidate;
import tino.ranking.learn.Grades;
import tino.ranking.learn.RankerPipeline;
import tino.ranking.learn.RankerSettings;
import tino.ranking.weight.RankingWeights;

/** What the marketplace says about its learned ranker; everything else is the same for every ranker. */
public final class MarketplaceRanker {
    /** Its name in the registry. */
    public static final String MODEL = "marketplace-ranker";

    /** What an outcome says of relevance; shown and not touched is 0. */
    public static final Grades GRADES = new Grades(Map.of("click", 1, "quote", 3, "contract", 5));

    private static final Duration BUDGET = Duration.ofMillis(200);

    private MarketplaceRanker() {}

    /** The weights people set, from the table {@code ranking_weight}. */
    public static RankingWeights weights(Database database, InstantSource clock) {
        return new RankingWeights(
                database.sql(),
                database.transactions(),
                MarketplaceFeatures.LAYOUT,
                MarketplaceFeatures.DEFAULT_WEIGHTS,
                clock);
    }

    /**
     * @param settings of the marketplace
     * @param candidates ways to learn that are tried, e.g. {@link Candidate#clickLog}
     */
    public static RankerPipeline pipeline(
            EventLog log, RankingWeights weights, MarketplaceSettings settings, List<Candidate> candidates) {
        RankerSettings ranker = new RankerSettings(
                MODEL,
                MarketplaceFeatures.LAYOUT,
                SearchImpression.TYPE,
                GRADES,
                settings.minimumLists(),
                candidates,
                new Gate(settings.gate()),
                new ServingPolicy(BUDGET),
                settings.rollout(),
                settings.success(),
                new Asked());
        return new RankerPipeline(ranker, log, weights);
    }
}
