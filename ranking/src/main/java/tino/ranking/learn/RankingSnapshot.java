package tino.ranking.learn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Columns;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.Column;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.pipeline.ModelPipeline.Snapshot;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Split;
import tino.ranking.Impression;

/**
 * From the log to a file: one row for every item of every list shown, with the feature vector of the decision and the
 * grade of what came of it. Lists without any outcome are kept, since they tell how far people look.
 */
final class RankingSnapshot {
    static final String DECISION = "decision";
    static final String POSITION = "position";
    static final String GRADE = "grade";
    static final String FEATURES = "features";

    private final RankerSettings settings;
    private final EventLog log;

    RankingSnapshot(RankerSettings settings, EventLog log) {
        this.settings = settings;
        this.log = log;
    }

    Snapshot take(Period period, Lake lake) {
        int lists = listsWithOutcome(period);
        if (lists < settings.minimumLists()) {
            return new Snapshot.TooLittle("From " + period.from() + " to " + period.to() + " something came of " + lists
                    + " lists ("
                    + String.join(", ", new TreeSet<>(settings.grades().events())) + "); "
                    + settings.model() + " needs at least " + settings.minimumLists() + " to learn from.");
        }
        try (DatasetWriter writer = lake.writer(settings.model(), columns())) {
            Counts counts = new Counts();
            ShownList.Joiner joiner =
                    new ShownList.Joiner(settings.impression(), settings.grades(), list -> write(list, writer, counts));
            Set<String> types = new HashSet<>(settings.grades().events());
            types.add(settings.impression());
            log.read(period.from(), period.to(), types, event -> {
                counts.events.merge(event.type(), 1L, Long::sum);
                joiner.accept(event);
            });
            joiner.finish();
            if (counts.usable < settings.minimumLists()) {
                return new Snapshot.TooLittle("From " + period.from() + " to " + period.to() + " something came of "
                        + counts.usable + " lists with vectors of the layout '"
                        + settings.layout().name() + "' ("
                        + counts.otherLayout + " lists have another layout); " + settings.model() + " needs at least "
                        + settings.minimumLists() + " to learn from.");
            }
            return new Snapshot.Taken(writer.finish(period, lineage(counts)));
        }
    }

    private int listsWithOutcome(Period period) {
        Set<UUID> decisions = new HashSet<>();
        log.read(period.from(), period.to(), settings.grades().events(), event -> decisions.add(event.decision()));
        return decisions.size();
    }

    private SequencedMap<String, String> columns() {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        columns.put(DECISION, "UUID");
        columns.put("at", "TIMESTAMP");
        columns.put(POSITION, "INTEGER");
        columns.put("item", "VARCHAR");
        columns.put("ranked_by", "VARCHAR");
        columns.put(GRADE, "INTEGER");
        columns.put(FEATURES, "FLOAT[" + settings.layout().size() + "]");
        for (Column column : settings.circumstances().columns()) {
            columns.put(
                    column.name(), column.kind() == Column.Kind.VECTOR ? "FLOAT[" + column.length() + "]" : "VARCHAR");
        }
        return columns;
    }

    /** In a few words, the features as their layout says. */
    static Map<String, String> described(FeatureLayout layout) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(DECISION, "the list that was shown");
        columns.put("at", "when it was shown");
        columns.put(POSITION, "of the item in the list, from 1");
        columns.put("item", "that was shown");
        columns.put("ranked_by", "the model or the weights that ordered the list");
        columns.put(GRADE, "of what came of the item: 0 nothing, more is better");
        for (Feature feature : layout.features()) {
            columns.put(FEATURES + '.' + feature.name(), feature.source() + " (" + feature.unit() + ")");
        }
        return columns;
    }

    private void write(ShownList list, DatasetWriter writer, Counts counts) {
        List<Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Impression impression : list.impressions()) {
            if (!impression.layout().equals(settings.layout().fingerprint())) {
                counts.otherLayout++;
                return;
            }
            for (int i = 0; i < impression.items().size(); i++) {
                if (seen.add(impression.items().get(i))) {
                    rows.add(new Row(impression, i));
                }
            }
        }
        Collections.sort(rows);
        Instant at = DecisionId.time(list.decision());
        boolean graded = false;
        List<@Nullable Object> circumstances = settings.circumstances().read(list.first());
        for (Row row : rows) {
            int grade = list.grades().getOrDefault(row.item(), 0);
            graded |= grade > 0;
            writer.add(list.decision())
                    .add(at)
                    .add(row.position())
                    .add(row.item())
                    .add(row.impression.rankedBy())
                    .add(grade)
                    .add(row.features(settings.layout().size()));
            write(circumstances, writer);
            writer.endRow();
        }
        counts.lists++;
        counts.usable += graded ? 1 : 0;
    }

    private void write(List<@Nullable Object> circumstances, DatasetWriter writer) {
        List<Column> columns = settings.circumstances().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() == Column.Kind.VECTOR) {
                writer.add(
                        circumstances.get(i) instanceof float[] vector
                                ? vector
                                : missing(columns.get(i).length()));
            } else {
                writer.add((@Nullable String) circumstances.get(i));
            }
        }
    }

    /** A vector of which nothing is known. */
    private static float[] missing(int length) {
        float[] vector = new float[length];
        Arrays.fill(vector, Float.NaN);
        return vector;
    }

    private Map<String, String> lineage(Counts counts) {
        Map<String, String> lineage = new TreeMap<>();
        counts.events.forEach((type, count) -> lineage.put("events." + type, Long.toString(count)));
        settings.grades().byEvent().forEach((type, grade) -> lineage.put("grade." + type, grade.toString()));
        lineage.put("lists", Long.toString(counts.lists));
        lineage.put("lists.with_outcome", Long.toString(counts.usable));
        lineage.put("lists.of_another_layout", Long.toString(counts.otherLayout));
        lineage.put("layout", settings.layout().name());
        lineage.put("layout.fingerprint", settings.layout().fingerprint());
        lineage.put("layout.features", settings.layout().names().stream().collect(Collectors.joining(",")));
        return lineage;
    }

    private record Row(Impression impression, int index) implements Comparable<Row> {
        String item() {
            return impression.items().get(index);
        }

        int position() {
            return impression.positions()[index];
        }

        float[] features(int columns) {
            return Arrays.copyOfRange(impression.features(), index * columns, (index + 1) * columns);
        }

        @Override
        public int compareTo(Row other) {
            return Integer.compare(position(), other.position());
        }
    }

    private static final class Counts {
        private final Map<String, Long> events = new TreeMap<>();
        private long lists;
        private long usable;
        private long otherLayout;
    }

    /** Reads a snapshot back: lists by time, rows by position, cut by {@link TimeCut}. */
    static Split<RankingRows> load(Dataset dataset, Lake lake, RankerSettings settings) {
        try (Columns columns = lake.read(dataset)) {
            int[] grades = columns.ints(GRADE);
            float[] labels = new float[grades.length];
            for (int row = 0; row < grades.length; row++) {
                labels[row] = grades[row];
            }
            return TimeCut.cut(
                    settings,
                    columns.uuids(DECISION),
                    columns.matrix(FEATURES, settings.layout().size()),
                    labels,
                    columns.ints(POSITION));
        }
    }
}
