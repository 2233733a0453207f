package tino.server.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

    /**
     * Prints what is known of models, one after the other, as {@code models}.
     *
     * @param name of the one that is asked for; {@code null}: all
     * @param tell prints what is known of a model and returns its figures
     * @throws Failure if this installation has none of that name, naming those it has
     */
    static void tellEach(
            Platform platform,
            @Nullable String name,
            Collection<String> watched,
            Function<String, Map<String, @Nullable Object>> tell,
            Output output) {
        if (name != null) {
            of(platform, name);
        }
        List<Map<String, @Nullable Object>> told = watched.stream()
                .filter(model -> name == null || model.equals(name))
                .map(tell)
                .toList();
        output.result(Map.of("models", told));
    }
}
