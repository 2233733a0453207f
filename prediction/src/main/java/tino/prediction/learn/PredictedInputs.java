package tino.prediction.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Columns;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.Column;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.drift.Observation;
import tino.lifecycle.event.Event;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;
import tino.prediction.Predicted;

/** What predictions were made from: the features, categories by their words. */
final class PredictedInputs implements DecisionInputs {
    private final String prediction;
    private final FeatureLayout layout;

    PredictedInputs(ClassifierSettings settings) {
        this.prediction = settings.prediction();
        this.layout = settings.layout();
    }

    @Override
    public List<Column> columns() {
        return layout.features().stream()
                .map(feature -> feature.categorical() ? Column.category(feature.name()) : Column.number(feature.name()))
                .toList();
    }

    @Override
    public Optional<Observation> read(Event answer) {
        if (!answer.type().equals(prediction)) {
            return Optional.empty();
        }
        Predicted predicted = Predicted.read(answer.body());
        return predicted.layout().equals(layout.fingerprint())
                ? Optional.of(observation(answer.decision(), predicted.features(), 0))
                : Optional.empty();
    }

    @Override
    public void read(Dataset snapshot, Lake lake, Consumer<Observation> reader) {
        try (Columns columns = lake.read(snapshot)) {
            UUID[] decisions = columns.uuids(LabelledSnapshot.DECISION);
            float[] features = columns.matrix(LabelledSnapshot.FEATURES, layout.size());
            for (int row = 0; row < decisions.length; row++) {
                reader.accept(observation(decisions[row], features, row));
            }
        }
    }

    private Observation observation(UUID decision, float[] features, int row) {
        List<@Nullable Object> values = new ArrayList<>(layout.size());
        for (int column = 0; column < layout.size(); column++) {
            values.add(value(layout.features().get(column), features[row * layout.size() + column]));
        }
        return new Observation(decision, values);
    }

    private static @Nullable Object value(Feature feature, float value) {
        if (!feature.categorical()) {
            return value;
        }
        return value >= 0 && value < feature.categories().size()
                ? feature.categories().get((int) value)
                : null;
    }
}
