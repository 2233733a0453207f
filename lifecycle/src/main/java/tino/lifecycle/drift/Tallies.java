package tino.lifecycle.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The tallies of all columns of a model, by name. For one thread. */
public final class Tallies {
    private final SequencedMap<String, Tally> byColumn;

    private Tallies(SequencedMap<String, Tally> byColumn) {
        this.byColumn = byColumn;
    }

    /** Of these observations, shaped by them. */
    public static Tallies of(List<Column> columns, List<Observation> observations) {
        SequencedMap<String, Tally> shaped = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            List<Object> values = new ArrayList<>();
            for (Observation observation : observations) {
                @Nullable Object value = observation.values().get(i);
                if (value != null) {
                    values.add(value);
                }
            }
            shaped.put(columns.get(i).name(), shape(columns.get(i), values));
        }
        Tallies tallies = new Tallies(shaped);
        observations.forEach(observation -> tallies.add(columns, observation));
        return tallies;
    }

    private static Tally shape(Column column, List<Object> values) {
        return switch (column.kind()) {
            case NUMBER ->
                NumberTally.shapedBy(values.stream()
                        .filter(Number.class::isInstance)
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .toArray());
            case CATEGORY ->
                CategoryTally.shapedBy(values.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList());
            case VECTOR -> new VectorTally(column.length());
        };
    }

    /** Empty ones of the same shape. */
    public Tallies emptied() {
        SequencedMap<String, Tally> empty = new LinkedHashMap<>();
        byColumn.forEach((name, tally) -> empty.put(name, tally.emptied()));
        return new Tallies(empty);
    }

    /** Counts a decision; a column without a tally here is passed over. */
    public void add(List<Column> columns, Observation observation) {
        long lot = Observation.lot(observation.decision());
        for (int i = 0; i < columns.size(); i++) {
            Tally tally = byColumn.get(columns.get(i).name());
            if (tally != null) {
                tally.add(lot, observation.values().get(i));
            }
        }
    }

    /** Adds those of the same shape. */
    public void merge(Tallies others) {
        byColumn.forEach((name, tally) -> {
            Tally other = others.byColumn.get(name);
            if (other != null) {
                tally.merge(other);
            }
        });
    }

    public @Nullable Tally get(String column) {
        return byColumn.get(column);
    }

    public String toJson() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        byColumn.forEach((name, tally) -> tally.toJson(json.putObject(name)));
        return json.toString();
    }

    public static Tallies ofJson(String text) {
        JsonNode json = JsonMapper.shared().readTree(text);
        Map<String, Tally> byColumn = new TreeMap<>();
        json.properties().forEach(entry -> byColumn.put(entry.getKey(), Tally.of(entry.getValue())));
        return new Tallies(new LinkedHashMap<>(byColumn));
    }
}
