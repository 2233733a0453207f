package tino.prediction.learn;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tino.lifecycle.archive.DecisionSource;
import tino.lifecycle.archive.LoggedDecision;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.Event;
import tino.prediction.Predicted;

/** Predictions with the last word on what came of them, one row each: at position 1 where yes was said, else at 2; NaN while nothing is known. */
final class PredictedDecisions implements DecisionSource {
    private final ClassifierSettings settings;

    PredictedDecisions(ClassifierSettings settings) {
        this.settings = settings;
    }

    @Override
    public String model() {
        return settings.model();
    }

    @Override
    public Set<String> types() {
        Set<String> types = new TreeSet<>(settings.outcomes().types());
        types.add(settings.prediction());
        return types;
    }

    @Override
    public Optional<LoggedDecision> read(UUID decision, List<Event> events) {
        return events.stream()
                .filter(event -> event.type().equals(settings.prediction()))
                .findFirst()
                .map(event -> logged(decision, event, events));
    }

    private LoggedDecision logged(UUID decision, Event answer, List<Event> events) {
        Predicted predicted = Predicted.read(answer.body());
        Map<String, Double> grades = settings.outcomes().grades();
        double grade = events.stream()
                .filter(event -> grades.containsKey(event.type()))
                .max(Comparator.comparing(Event::at))
                .map(event -> grades.getOrDefault(event.type(), Double.NaN))
                .orElse(Double.NaN);
        Answered answered = answer.answered();
        return new LoggedDecision(
                decision,
                settings.model()
                        + ':'
                        + (answered == null || answered.version() == null ? "fallback" : answered.version()),
                predicted.layout(),
                new int[] {predicted.prediction().decision() ? 1 : 2},
                new float[] {(float) predicted.prediction().probability()},
                new float[] {(float) grade},
                predicted.features());
    }
}
