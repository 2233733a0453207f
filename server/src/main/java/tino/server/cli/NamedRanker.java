package tino.server.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tino.lifecycle.registry.ModelVersion;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.learn.RankerPipeline;
import tino.ranking.weight.WeightedRanker;
import tino.ranking.weight.Weights;
import tino.server.Models;
import tino.server.Platform;

/**
 * A ranker that is named on the command line.
 *
 * @param name as lists it ordered say, e.g. {@code marketplace-ranker:3}
 */
record NamedRanker(String name, Ranker ranker) {
    static final String CHAMPION = "champion";

    /** The pipeline of {@code marketplace-ranker:3}, or the only one there is where no model is named. */
    static RankerPipeline pipeline(Platform platform, String who) {
        int colon = who.lastIndexOf(':');
        if (colon >= 0) {
            return ranker(KnownModel.of(platform, who.substring(0, colon)));
        }
        List<RankerPipeline> rankers = Models.pipelines(platform).values().stream()
                .filter(RankerPipeline.class::isInstance)
                .map(RankerPipeline.class::cast)
                .toList();
        return rankers.stream()
                .filter(ranker -> rankers.size() == 1 || ranker.model().equals(who))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Exit.USAGE,
                        "Which model? There are "
                                + rankers.stream().map(RankerPipeline::model).toList() + "; name one, e.g. "
                                + rankers.getFirst().model() + ":3"));
    }

    static RankerPipeline ranker(Object pipeline) {
        if (pipeline instanceof RankerPipeline ranker) {
            return ranker;
        }
        throw new Failure(Exit.FAILED, "Only rankings can be replayed, and this is no ranker.");
    }

    /**
     * @param who {@code marketplace-ranker:3}, {@code 3}, {@code champion}, the model's name (its champion) or {@code weights}
     * @throws Failure if there is no such version, or it cannot be read
     */
    static NamedRanker of(Platform platform, RankerPipeline pipeline, String who) {
        String version = who.startsWith(pipeline.model() + ":")
                ? who.substring(pipeline.model().length() + 1)
                : who;
        if (version.equals(Ranking.WEIGHTS)) {
            return new NamedRanker(Ranking.WEIGHTS, pipeline.weights());
        }
        if (version.equals(CHAMPION) || version.equals(pipeline.model())) {
            return load(
                    platform,
                    pipeline,
                    platform.registry()
                            .champion(pipeline.model())
                            .orElseThrow(() -> new Failure(
                                    Exit.NOT_FOUND,
                                    "There is no champion of " + pipeline.model() + "; the weights answer.")));
        }
        if (!version.matches("[0-9]{1,9}")) {
            throw new Failure(
                    Exit.USAGE,
                    "Expected a version of " + pipeline.model() + " (" + pipeline.model()
                            + ":3, or 3), 'champion' or 'weights', got '" + who + "'");
        }
        return load(
                platform,
                pipeline,
                platform.registry()
                        .version(pipeline.model(), Integer.parseInt(version))
                        .orElseThrow(() -> new Failure(
                                Exit.NOT_FOUND,
                                "There is no version " + version + " of " + pipeline.model() + ", there are "
                                        + platform.registry().versions(pipeline.model()).stream()
                                                .map(ModelVersion::number)
                                                .toList()
                                        + ".")));
    }

    private static NamedRanker load(Platform platform, RankerPipeline pipeline, ModelVersion version) {
        try {
            return new NamedRanker(
                    pipeline.model() + ":" + version.number(),
                    platform.registry().load(version, pipeline.format()));
        } catch (IOException e) {
            throw new Failure(Exit.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** @param weights {@code sim_semantico=.5,score_avaliacao=.5} */
    static NamedRanker weights(RankerPipeline pipeline, Map<String, Double> weights) {
        try {
            return new NamedRanker(
                    Ranking.WEIGHTS + " " + weights,
                    new WeightedRanker(pipeline.layout(), new Weights(new LinkedHashMap<>(weights))));
        } catch (IllegalArgumentException wrong) {
            throw new Failure(Exit.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
