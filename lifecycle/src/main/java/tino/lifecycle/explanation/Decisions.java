package tino.lifecycle.explanation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.Runs;

/** Accounts for decisions: what was answered, by whom, why so, from what it was learned, and what came of it. */
public final class Decisions {
    private static final Logger log = LoggerFactory.getLogger(Decisions.class);
    /** Versions kept loaded for explanations; one never changes. */
    private static final int LOADED = 4;

    private final EventLog events;
    private final Registry registry;
    private final Runs runs;
    private final Lake lake;
    private final Experiments experiments;
    private final List<Source<?>> sources;

    public Decisions(
            EventLog events,
            Registry registry,
            Runs runs,
            Lake lake,
            Experiments experiments,
            List<ModelPipeline<?, ?>> pipelines) {
        this.events = events;
        this.registry = registry;
        this.runs = runs;
        this.lake = lake;
        this.experiments = experiments;
        List<Source<?>> found = new ArrayList<>();
        for (ModelPipeline<?, ?> pipeline : pipelines) {
            source(pipeline).ifPresent(found::add);
        }
        this.sources = List.copyOf(found);
    }

    private <M> Optional<Source<M>> source(ModelPipeline<?, M> pipeline) {
        return pipeline.explainer().map(explainer -> new Source<>(pipeline, explainer));
    }

    /**
     * A decision of any model that explains its answers.
     *
     * @return empty if the log has no such decision, see {@link #since}
     * @throws IllegalArgumentException if the id is no decision's id at all
     */
    public Optional<DecisionReport> find(UUID decision) {
        DecisionId.time(decision);
        return sources.stream()
                .flatMap(source -> source.find(decision).stream())
                .findFirst();
    }

    /** When the oldest decision was taken that the log still has; empty while it has none. */
    public Optional<Instant> since() {
        return events.span().map(EventLog.Span::first);
    }

    /** One model's decisions. */
    private final class Source<M> {
        private final ModelPipeline<?, M> pipeline;
        private final Explainer<M> explainer;
        private final Cache<Integer, M> loaded =
                Caffeine.newBuilder().maximumSize(LOADED).build();

        Source(ModelPipeline<?, M> pipeline, Explainer<M> explainer) {
            this.pipeline = pipeline;
            this.explainer = explainer;
        }

        Optional<DecisionReport> find(UUID decision) {
            return events.find(decision, explainer.answer()).flatMap(event -> report(event, explainer.read(event)));
        }

        private Optional<DecisionReport> report(Event event, AnsweredItems answer) {
            String model = pipeline.model();
            if (!answer.answered().model().equals(model)) {
                return Optional.empty();
            }
            Instant at = DecisionId.time(event.decision());
            List<Scores> scores = scores(event, answer);
            List<DecisionReport.Item> items = new ArrayList<>();
            for (int i = 0; i < answer.items().size(); i++) {
                AnsweredItems.Item item = answer.items().get(i);
                items.add(new DecisionReport.Item(
                        item.id(), item.position(), item.score(), item.variant(), explanation(scores, item, i)));
            }
            return Optional.of(new DecisionReport(
                    event.decision(),
                    at,
                    model,
                    answer.answered().version(),
                    answer.answered().arm(),
                    answer.fallback(),
                    answer.asked(),
                    items,
                    scores.stream().map(Scores::author).toList(),
                    registry.liveAt(model, Registry.CHAMPION, at)
                            .map(ModelVersion::number)
                            .orElse(null),
                    outcomes(event.decision(), at)));
        }

        private static @Nullable Explanation explanation(List<Scores> scores, AnsweredItems.Item item, int index) {
            return scores.stream()
                    .filter(one -> one.author.variant() == item.variant() && !one.explanations.isEmpty())
                    .map(one -> one.explanations.get(index))
                    .findFirst()
                    .orElse(null);
        }

        /** @param explanations of all items, also of those that another author chose; empty where there are none */
        private record Scores(DecisionReport.Author author, List<Explanation> explanations) {}

        private List<Scores> scores(Event event, AnsweredItems answer) {
            Optional<Experiment> experiment = together(answer);
            if (experiment.isEmpty()) {
                return List.of(scores(event, null, answer.answered().version()));
            }
            List<Scores> both = new ArrayList<>();
            for (Variant variant : Variant.values()) {
                both.add(scores(event, variant, experiment.get().version(variant)));
            }
            return both;
        }

        /** The experiment whose variants made the answer together. */
        private Optional<Experiment> together(AnsweredItems answer) {
            String arm = answer.answered().arm();
            return answer.answered().version() != null || arm == null
                    ? Optional.empty()
                    : experiments.all(pipeline.model()).stream()
                            .filter(experiment -> experiment.arm(null).equals(arm))
                            .findFirst();
        }

        private Scores scores(Event event, @Nullable Variant variant, @Nullable Integer number) {
            ModelVersion version = number == null
                    ? null
                    : registry.version(pipeline.model(), number).orElse(null);
            List<Explanation> explanations = List.of();
            String unexplained = null;
            if (number != null && version == null) {
                unexplained = "Version " + number + " of " + pipeline.model() + " was deleted.";
            } else {
                try {
                    explanations = explainer.explain(version == null ? null : model(version), event);
                } catch (IllegalArgumentException e) {
                    unexplained = e.getMessage();
                } catch (IOException e) {
                    log.warn("Version {} of {} cannot explain itself.", number, pipeline.model(), e);
                    unexplained = e.getMessage();
                }
            }
            return new Scores(author(variant, number, version, unexplained), explanations);
        }

        private DecisionReport.Author author(
                @Nullable Variant variant,
                @Nullable Integer number,
                @Nullable ModelVersion version,
                @Nullable String unexplained) {
            String hash = version == null ? null : version.dataset();
            UUID made = version == null ? null : version.run();
            return new DecisionReport.Author(
                    variant,
                    number,
                    version,
                    hash == null ? null : lake.dataset(pipeline.model(), hash).orElse(null),
                    made == null ? null : runs.run(made).orElse(null),
                    unexplained);
        }

        private M model(ModelVersion version) throws IOException {
            M known = loaded.getIfPresent(version.number());
            if (known != null) {
                return known;
            }
            M model = registry.load(version, pipeline.format());
            loaded.put(version.number(), model);
            return model;
        }

        private List<DecisionReport.Outcome> outcomes(UUID decision, Instant at) {
            List<DecisionReport.Outcome> outcomes = new ArrayList<>();
            events.read(at, at.plusMillis(1), Set.copyOf(pipeline.outcomes().types()), event -> {
                if (event.decision().equals(decision)) {
                    outcomes.add(new DecisionReport.Outcome(event.type(), event.item(), event.at()));
                }
            });
            return outcomes;
        }
    }
}
