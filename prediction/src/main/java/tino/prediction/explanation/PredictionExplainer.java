package tino.prediction.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.Event;
import tino.lifecycle.explanation.AnsweredItems;
import tino.lifecycle.explanation.Explainer;
import tino.lifecycle.explanation.Explanation;
import tino.lifecycle.explanation.Explanation.Contribution;
import tino.lifecycle.feature.FeatureLayout;
import tino.prediction.Classifier;
import tino.prediction.Predicted;

/**
 * Explains predictions from the features that were logged with them. An answer is one item, named after what the event is about,
 * else after the mode; its score is the probability, and its explanation adds up to log odds before calibration.
 */
public final class PredictionExplainer implements Explainer<Classifier> {
    private static final String FALLBACK = "fallback";
    /** What of an event says how it was answered, not what was asked. */
    private static final Set<String> ANSWER =
            Set.of(Predicted.PROBABILITY, Predicted.DECISION, Predicted.THRESHOLD, Predicted.LAYOUT, FALLBACK);

    private final String model;
    private final String prediction;
    private final FeatureLayout layout;

    /**
     * @param model in the registry
     * @param prediction type of the events whose bodies hold a {@link Predicted}
     */
    public PredictionExplainer(String model, String prediction, FeatureLayout layout) {
        this.model = model;
        this.prediction = prediction;
        this.layout = layout;
    }

    @Override
    public String answer() {
        return prediction;
    }

    @Override
    public AnsweredItems read(Event event) {
        Predicted predicted = Predicted.read(event.body());
        Map<String, String> asked = new LinkedHashMap<>();
        event.body().properties().forEach(field -> {
            if (field.getValue().isValueNode() && !ANSWER.contains(field.getKey())) {
                asked.put(field.getKey(), field.getValue().asString());
            }
        });
        return new AnsweredItems(
                Objects.requireNonNullElse(event.answered(), new Answered(model, null, null)),
                event.body().has(FALLBACK) ? event.body().path(FALLBACK).asString() : null,
                asked,
                List.of(new AnsweredItems.Item(
                        Objects.requireNonNullElse(
                                event.item(), predicted.prediction().mode()),
                        1,
                        predicted.prediction().probability(),
                        null)));
    }

    @Override
    public List<Explanation> explain(@Nullable Classifier classifier, Event event) {
        Predicted predicted = Predicted.read(event.body());
        if (!predicted.layout().equals(layout.fingerprint())) {
            throw new IllegalArgumentException("The features of this decision were logged in the layout "
                    + predicted.layout() + ", the layout '" + layout.name() + "' has changed since and is "
                    + layout.fingerprint() + ".");
        }
        if (classifier != null) {
            classifier.layout().requireSame(layout);
            return List.of(classifier.explain(predicted.features()));
        }
        double rate = predicted.prediction().probability();
        List<Contribution> nothing = new ArrayList<>();
        for (int column = 0; column < layout.size(); column++) {
            nothing.add(new Contribution(
                    layout.features().get(column).name(), predicted.features()[column], 0));
        }
        return List.of(new Explanation(Math.log(rate / (1 - rate)), nothing, true));
    }
}
