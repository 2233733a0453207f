package tino.marketplace.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.marketplace.problem.InvalidInput;
import tino.marketplace.problem.Refusal;
import tino.ranking.Ranker;

/** Searches that compare rankers: for trusted callers, and not written down. */
public final class Evaluation {
    private static final int LOADED = 8;

    private final ProfessionalSearch search;
    private final Registry registry;
    private final ModelPipeline<?, Ranker> pipeline;
    private final Cache<Integer, Ranker> versions =
            Caffeine.newBuilder().maximumSize(LOADED).build();

    public Evaluation(ProfessionalSearch search, Registry registry, ModelPipeline<?, Ranker> pipeline) {
        this.search = search;
        this.registry = registry;
        this.pipeline = pipeline;
    }

    /**
     * @param ranker {@code weights}, {@code champion} or the number of a version
     * @throws Refusal if the caller has neither the role EVALUATE nor ADMIN
     * @throws InvalidInput if the ranker is none of these
     */
    Results search(SearchRequest wanted, String ranker, HttpServletRequest request) {
        if (!request.isUserInRole("EVALUATE") && !request.isUserInRole("ADMIN")) {
            throw Refusal.forbidden("'ranker' is for evaluation and wants the role EVALUATE; leave it out.");
        }
        return switch (ranker) {
            case "weights" -> search.previewWeights(wanted);
            case "champion" -> search.preview(wanted);
            default -> {
                int number = number(ranker);
                yield search.preview(wanted, version(number), pipeline.model() + ':' + number);
            }
        };
    }

    private static int number(String ranker) {
        try {
            return Integer.parseInt(ranker);
        } catch (NumberFormatException _) {
            throw unknown(ranker, null);
        }
    }

    /** Versions never change, so one that was loaded stays good. */
    private Ranker version(int number) {
        return versions.get(number, _ -> {
            ModelVersion version = registry.version(pipeline.model(), number)
                    .orElseThrow(() -> unknown(
                            Integer.toString(number),
                            registry.versions(pipeline.model()).stream()
                                    .map(ModelVersion::number)
                                    .toList()));
            try {
                return registry.load(version, pipeline.format());
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        });
    }

    private static InvalidInput unknown(String ranker, @Nullable Object versions) {
        return new InvalidInput(
                "ranker",
                "weights, champion or the number of a version " + (versions == null ? "" : versions + " ")
                        + "is expected, got \"" + ranker + '"');
    }
}
