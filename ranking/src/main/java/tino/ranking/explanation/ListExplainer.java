package tino.ranking.explanation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.explanation.AnsweredItems;
import tino.lifecycle.explanation.Explainer;
import tino.lifecycle.explanation.Explanation;
import tino.lifecycle.explanation.Explanation.Contribution;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.Impression;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.weight.RankingWeights;
import tino.ranking.weight.WeightedRanker;

/** Explains lists that were shown, from the feature vectors that were logged with them. */
public final class ListExplainer implements Explainer<Ranker> {
    private static final String FALLBACK = "fallback";
    /** What of an impression says how it was answered, not what was asked. */
    private static final Set<String> ANSWER =
            Set.of(Impression.RANKED_BY, Impression.LAYOUT, Impression.FEATURES, Experiment.TEAMS, FALLBACK);

    private final String model;
    private final String impression;
    private final FeatureLayout layout;
    private final RankingWeights weights;

    /**
     * @param model in the registry
     * @param impression type of the event that says what was shown
     * @param weights the fallback
     */
    public ListExplainer(String model, String impression, FeatureLayout layout, RankingWeights weights) {
        this.model = model;
        this.impression = impression;
        this.layout = layout;
        this.weights = weights;
    }

    @Override
    public String answer() {
        return impression;
    }

    @Override
    public AnsweredItems read(Event event) {
        Impression shown = Impression.read(event.body());
        String teams = shown.teams();
        List<AnsweredItems.Item> items = new ArrayList<>();
        for (int i = 0; i < shown.items().size(); i++) {
            Variant variant = teams == null ? null : Variant.valueOf(teams.substring(i, i + 1));
            items.add(new AnsweredItems.Item(shown.items().get(i), shown.positions()[i], shown.scores()[i], variant));
        }
        Map<String, String> asked = new LinkedHashMap<>();
        event.body().properties().forEach(field -> {
            if (field.getValue().isValueNode() && !ANSWER.contains(field.getKey())) {
                asked.put(field.getKey(), field.getValue().asString());
            }
        });
        return new AnsweredItems(
                answered(event, shown),
                event.body().has(FALLBACK) ? event.body().path(FALLBACK).asString() : null,
                asked,
                items);
    }

    /** A later page is no answer of its own; it says who ranked nevertheless. */
    private Answered answered(Event event, Impression shown) {
        Answered answered = event.answered();
        if (answered != null) {
            return answered;
        }
        String by = shown.rankedBy();
        String number = by.substring(by.lastIndexOf(':') + 1);
        return new Answered(
                model, number.matches("\\d+") && by.startsWith(model + ':') ? Integer.valueOf(number) : null, null);
    }

    @Override
    public List<Explanation> explain(@Nullable Ranker ranker, Event event) {
        Impression shown = Impression.read(event.body());
        if (event.answered() == null && shown.rankedBy().endsWith(':' + Ranking.INTERLEAVED)) {
            throw new IllegalArgumentException("Two versions filled this list together, and a page after the first does"
                    + " not say who chose what. Ask for the decision of the first page.");
        }
        if (!shown.layout().equals(layout.fingerprint())) {
            throw new IllegalArgumentException("The features of this decision were logged in the layout "
                    + shown.layout() + ", the layout '" + layout.name() + "' has changed since and is "
                    + layout.fingerprint() + ".");
        }
        Ranker asked = ranker == null ? weights(event, shown) : ranker;
        asked.layout().requireSame(layout);
        int count = shown.items().size();
        double[] amounts = new double[count * layout.size()];
        double baseline = asked.explain(shown.features(), count, amounts);
        List<Explanation> explanations = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            explanations.add(explanation(shown, row, baseline, amounts));
        }
        return explanations;
    }

    private Explanation explanation(Impression shown, int row, double baseline, double[] amounts) {
        List<Contribution> contributions = new ArrayList<>(layout.size());
        for (int column = 0; column < layout.size(); column++) {
            int at = row * layout.size() + column;
            contributions.add(
                    new Contribution(layout.features().get(column).name(), shown.features()[at], amounts[at]));
        }
        return new Explanation(baseline, contributions);
    }

    /** A change of the weights reaches a server a little later, so those before count where the scores say so. */
    private WeightedRanker weights(Event event, Impression shown) {
        Instant at = DecisionId.time(event.decision());
        WeightedRanker then = new WeightedRanker(layout, weights.at(at));
        WeightedRanker before = new WeightedRanker(layout, weights.at(at.minus(RankingWeights.SEEN)));
        return fitting(before, shown) > fitting(then, shown) ? before : then;
    }

    /** How many items have the score that the ranker gives them; in a list that two filled, not all. */
    private static long fitting(Ranker ranker, Impression shown) {
        double[] scores = new double[shown.items().size()];
        ranker.score(shown.features(), scores.length, scores);
        return IntStream.range(0, scores.length)
                .filter(item -> scores[item] == shown.scores()[item])
                .count();
    }
}
