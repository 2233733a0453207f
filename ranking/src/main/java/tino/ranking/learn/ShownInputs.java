package tino.ranking.learn;

import java.util.ArrayList;
import java.util.Arrays;
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
import tino.ranking.Impression;

/** What lists were ordered by: the features of one item of each, drawn, and the circumstances of the list. Only first pages are looked at. */
final class ShownInputs implements DecisionInputs {
    private final RankerSettings settings;
    private final int features;

    ShownInputs(RankerSettings settings) {
        this.settings = settings;
        this.features = settings.layout().size();
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        settings.layout().names().forEach(name -> columns.add(Column.number(name)));
        columns.addAll(settings.circumstances().columns());
        return columns;
    }

    @Override
    public Optional<Observation> read(Event answer) {
        if (!answer.type().equals(settings.impression())) {
            return Optional.empty();
        }
        Impression shown = Impression.read(answer.body());
        if (shown.items().isEmpty()
                || shown.positions()[0] != 1
                || !shown.layout().equals(settings.layout().fingerprint())) {
            return Optional.empty();
        }
        int item = Observation.drawn(answer.decision(), shown.items().size());
        return Optional.of(observation(
                answer.decision(),
                shown.features(),
                item,
                settings.circumstances().read(answer.body())));
    }

    private Observation observation(UUID decision, float[] vectors, int row, List<@Nullable Object> circumstances) {
        @Nullable Object[] values = new @Nullable Object[features + circumstances.size()];
        for (int i = 0; i < features; i++) {
            values[i] = vectors[row * features + i];
        }
        for (int i = 0; i < circumstances.size(); i++) {
            values[features + i] = circumstances.get(i);
        }
        return new Observation(decision, Arrays.asList(values));
    }

    @Override
    public void read(Dataset snapshot, Lake lake, Consumer<Observation> reader) {
        try (Columns columns = lake.read(snapshot)) {
            UUID[] decisions = columns.uuids(RankingSnapshot.DECISION);
            int[] positions = columns.ints(RankingSnapshot.POSITION);
            float[] vectors = columns.matrix(RankingSnapshot.FEATURES, features);
            List<@Nullable Object> circumstances = new ArrayList<>();
            for (Column column : settings.circumstances().columns()) {
                circumstances.add(values(column, snapshot, columns));
            }
            int start = 0;
            for (int row = 1; row <= decisions.length; row++) {
                if (row == decisions.length || !decisions[row].equals(decisions[start])) {
                    if (positions[start] == 1) {
                        int drawn = start + Observation.drawn(decisions[start], row - start);
                        reader.accept(observation(decisions[start], vectors, drawn, at(start, circumstances)));
                    }
                    start = row;
                }
            }
        }
    }

    /** All of a column, {@code null} in a snapshot of before there was such a column. */
    private static @Nullable Object values(Column column, Dataset snapshot, Columns columns) {
        if (!snapshot.schema().containsKey(column.name())) {
            return null;
        }
        return column.kind() == Column.Kind.VECTOR
                ? columns.matrix(column.name(), column.length())
                : columns.strings(column.name());
    }

    private List<@Nullable Object> at(int row, List<@Nullable Object> columns) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            int length = settings.circumstances().columns().get(i).length();
            values[i] = switch (columns.get(i)) {
                case float[] vectors
                when !Float.isNaN(vectors[row * length]) ->
                    Arrays.copyOfRange(vectors, row * length, (row + 1) * length);
                case Object[] texts -> texts[row];
                case null, default -> null;
            };
        }
        return Arrays.asList(values);
    }
}
