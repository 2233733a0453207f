package tino.prediction.learn;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Columns;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.pipeline.ModelPipeline.Snapshot;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Split;

/** Labelled cases as a file, one a row. */
final class LabelledSnapshot {
    static final String DECISION = "decision";
    static final String AT = "at";
    static final String PERSON = "person";
    static final String LABEL = "label";
    static final String FEATURES = "features";

    /** Columns whose names no attribute may have. */
    static final List<String> OWN = List.of(DECISION, AT, PERSON, LABEL, FEATURES);

    private final ClassifierSettings settings;
    private long rows;
    private long positives;

    private LabelledSnapshot(ClassifierSettings settings) {
        this.settings = settings;
    }

    static Snapshot take(ClassifierSettings settings, LabelledSource source, Period period, Lake lake) {
        return new LabelledSnapshot(settings).take(source, period, lake);
    }

    private Snapshot take(LabelledSource source, Period period, Lake lake) {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        columns.put(DECISION, "UUID");
        columns.put(AT, "TIMESTAMP");
        columns.put(PERSON, "VARCHAR");
        columns.put(LABEL, "BOOLEAN");
        columns.put(FEATURES, "FLOAT[" + settings.layout().size() + "]");
        settings.attributes().forEach(attribute -> columns.put(attribute, "VARCHAR"));
        try (DatasetWriter writer = lake.writer(settings.model(), columns)) {
            Map<String, String> lineage = new TreeMap<>(source.read(period, row -> write(row, writer)));
            if (rows < settings.minimumRows()
                    || positives < settings.minimumPositives()
                    || rows - positives < settings.minimumPositives()) {
                return new Snapshot.TooLittle("From " + period.from() + " to " + period.to() + " the outcome of " + rows
                        + " cases is known, " + positives + " of them yes; " + settings.model() + " needs at least "
                        + settings.minimumRows() + ", and " + settings.minimumPositives()
                        + " of yes and of no, to learn from.");
            }
            lineage.put("cases", Long.toString(rows));
            lineage.put("cases.yes", Long.toString(positives));
            lineage.put("layout", settings.layout().name());
            lineage.put("layout.fingerprint", settings.layout().fingerprint());
            lineage.put("layout.features", String.join(",", settings.layout().names()));
            return new Snapshot.Taken(writer.finish(period, lineage));
        }
    }

    private void write(LabelledRow row, DatasetWriter writer) {
        if (row.features().length != settings.layout().size()
                || row.groups().size() != settings.attributes().size()) {
            throw new IllegalArgumentException("Expected " + settings.layout().size() + " features of the layout '"
                    + settings.layout().name() + "' and groups by " + settings.attributes() + ", case " + row.decision()
                    + " has " + row.features().length + " and " + row.groups().size());
        }
        writer.add(row.decision())
                .add(row.at())
                .add(row.person())
                .add(row.label())
                .add(row.features());
        row.groups().forEach(writer::add);
        writer.endRow();
        rows++;
        positives += row.label() ? 1 : 0;
    }

    /** In a few words, the features as their layout says. */
    static Map<String, String> described(ClassifierSettings settings) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(DECISION, "the case, by the decision about it");
        columns.put(AT, "when it was decided");
        columns.put(PERSON, "whom it is about, as a pseudonym");
        columns.put(LABEL, "what came true");
        for (Feature feature : settings.layout().features()) {
            columns.put(FEATURES + '.' + feature.name(), feature.source() + " (" + feature.unit() + ")");
        }
        settings.attributes().forEach(attribute -> columns.put(attribute, "group of the person, for fairness only"));
        return columns;
    }

    static Split<LabelledRows> load(Dataset dataset, Lake lake, ClassifierSettings settings) {
        FeatureLayout layout = settings.layout();
        try (Columns columns = lake.read(dataset)) {
            Map<String, @Nullable String[]> groups = new LinkedHashMap<>();
            settings.attributes().forEach(attribute -> groups.put(attribute, columns.strings(attribute)));
            LabelledRows all = new LabelledRows(
                    layout,
                    columns.matrix(FEATURES, layout.size()),
                    columns.booleans(LABEL),
                    columns.strings(PERSON),
                    groups,
                    Double.NaN);
            Instant[] at = columns.instants(AT);
            int[] order = IntStream.range(0, at.length)
                    .boxed()
                    .sorted(Comparator.comparing(row -> at[row]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return TimeCut.cut(all.only(order));
        }
    }
}
