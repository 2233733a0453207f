package tino.server;

import java.security.SecureRandom;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import tino.hiring.HiringSettings;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.drift.DriftPolicy;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.monitor.LastAsked;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityPolicy;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.marketplace.MarketplaceSettings;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.ranking.learn.Candidate;

/** The models that this installation trains, for commands that work without the server. Each application adds its own. */
public final class Models {
    private Models() {}

    /** By name. */
    public static SequencedMap<String, ModelPipeline<?, ?>> pipelines(Platform platform) {
        SequencedMap<String, ModelPipeline<?, ?>> pipelines = new TreeMap<>();
        for (ModelPipeline<?, ?> pipeline : List.of(marketplaceRanker(platform), hiringClassifier(platform))) {
            pipelines.put(pipeline.model(), pipeline);
        }
        return pipelines;
    }

    /** What knows, or finds out, what has become of what they decide from. */
    public static DriftWatch driftWatch(Platform platform) {
        DriftWatch watch =
                platform.driftWatch(platform.pipelines(new SecureRandom()), platform.lastAsked(LastAsked.Count.NONE));
        DriftPolicy policy = Settings.load().drift();
        pipelines(platform).values().forEach(pipeline -> watch.watch(pipeline, policy));
        return watch;
    }

    /** What measures, or knows, how good their answers are. */
    public static QualityMonitor qualityMonitor(Platform platform) {
        QualityMonitor monitor = platform.qualityMonitor(platform.lastAsked(LastAsked.Count.NONE));
        QualityPolicy policy = Settings.load().quality();
        pipelines(platform).values().forEach(pipeline -> monitor.watch(pipeline, policy));
        return monitor;
    }

    private static ModelPipeline<?, ?> hiringClassifier(Platform platform) {
        return HiringClassifier.pipeline(platform.database(), Settings.load("tino.hiring", HiringSettings.class));
    }

    private static ModelPipeline<?, ?> marketplaceRanker(Platform platform) {
        MarketplaceSettings settings = Settings.load("tino.marketplace", MarketplaceSettings.class);
        return MarketplaceRanker.pipeline(
                platform.events(),
                MarketplaceRanker.weights(platform.database(), platform.clock()),
                settings,
                Candidate.clickLog());
    }
}
