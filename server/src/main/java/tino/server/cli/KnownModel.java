package tino.server.cli;

import java.util.SequencedMap;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.server.Models;
import tino.server.Platform;

/** A model that is named on the command line. */
final class KnownModel {
    private KnownModel() {}

    /** @throws Failure if this installation has none of that name, naming those it has */
    static ModelPipeline<?, ?> of(Platform platform, String name) {
        SequencedMap<String, ModelPipeline<?, ?>> known = Models.pipelines(platform);
        ModelPipeline<?, ?> pipeline = known.get(name);
        if (pipeline == null) {
            throw new Failure(Exit.NOT_FOUND, "There is no model '" + name + "', there are " + known.keySet() + ".");
        }
        return pipeline;
    }
}
