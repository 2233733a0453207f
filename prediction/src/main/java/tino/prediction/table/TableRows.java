package tino.prediction.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.TableFile;
import tino.lifecycle.feature.Feature;
import tino.trees.train.TrainingRows;

/**
 * A file's rows in a schema's layout.
 *
 * @param features row after row; NaN is missing
 * @param labels one a row; none where they were not asked for
 * @param groups by attribute asked for, the cell of each row, {@code null} where it is missing
 * @param remarks what people should know of them: unknown columns, cells that say nothing the model knows, rows left out
 */
public record TableRows(
        TableSchema schema,
        float[] features,
        boolean[] labels,
        Map<String, @Nullable String[]> groups,
        int count,
        List<String> remarks) {

    /**
     * @param labelled whether labels are wanted; rows without one are left out then
     * @param attributes columns by whose values rows are to be grouped
     * @throws IllegalArgumentException if columns are missing, naming all of them, or a label is neither of the two values
     */
    public static TableRows read(TableFile table, TableSchema schema, boolean labelled, List<String> attributes)
            throws IOException {
        Reading reading = new Reading(table, schema, labelled, attributes);
        table.read(reading::add);
        return reading.rows();
    }

    /** As the trees learn from them. */
    TrainingRows training(int[] rows) {
        int columns = schema.layout().size();
        float[] some = new float[rows.length * columns];
        float[] targets = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features, rows[i] * columns, some, i * columns, columns);
            targets[i] = labels[rows[i]] ? 1 : 0;
        }
        return new TrainingRows(
                some, columns, targets, new int[0], null, null, schema.layout().categorical());
    }

    private static final class Reading {
        private final TableFile table;
        private final TableSchema schema;
        private final boolean labelled;
        private final int labelColumn;
        private final List<Reader> readers = new ArrayList<>();
        private final Map<String, List<@Nullable String>> groups = new LinkedHashMap<>();
        private final List<String> remarks = new ArrayList<>();
        private final BitSet labels = new BitSet();
        private float[] features = new float[1 << 12];
        private int count;
        private int unlabelled;
        private int stops;

        Reading(TableFile table, TableSchema schema, boolean labelled, List<String> attributes) {
            this.table = table;
            this.schema = schema;
            this.labelled = labelled;
            List<String> names = table.columns();
            List<String> wanted = new ArrayList<>(schema.layout().names());
            if (labelled) {
                wanted.add(schema.label().column());
            }
            wanted.addAll(attributes);
            List<String> missing = wanted.stream()
                    .filter(name -> !names.contains(name))
                    .distinct()
                    .toList();
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("Expected the columns that the model was trained on in "
                        + table.file() + ", missing: " + missing + "; it has " + names + ".");
            }
            labelColumn = names.indexOf(schema.label().column());
            for (Feature feature : schema.layout().features()) {
                readers.add(new Reader(feature, names.indexOf(feature.name()), table.semicolons()));
            }
            attributes.forEach(attribute -> groups.put(attribute, new ArrayList<>()));
            Set<String> known = new HashSet<>(wanted);
            known.addAll(schema.ignored());
            known.add(schema.label().column());
            List<String> unknown =
                    names.stream().filter(name -> !known.contains(name)).toList();
            if (!unknown.isEmpty()) {
                remarks.add("Columns that the model does not know are left out: " + unknown + ".");
            }
        }

        void add(@Nullable String[] row) {
            if (labelled && !label(row)) {
                unlabelled++;
                return;
            }
            int columns = readers.size();
            if ((count + 1) * columns > features.length) {
                features = Arrays.copyOf(features, Math.max(2 * features.length, (count + 1) * columns));
            }
            for (int column = 0; column < columns; column++) {
                features[count * columns + column] = readers.get(column).read(row);
            }
            groups.forEach(
                    (attribute, of) -> of.add(Cell.known(row[table.columns().indexOf(attribute)])));
            count++;
        }

        private boolean label(@Nullable String[] row) {
            String value = Cell.known(row[labelColumn]);
            if (value == null) {
                return false;
            }
            Boolean yes = schema.label().yes(value);
            if (yes == null) {
                throw new IllegalArgumentException("Expected '" + schema.label().positive() + "' or '"
                        + schema.label().negative() + "' in the label '"
                        + schema.label().column() + "' of " + table.file() + ", got '" + value + "' in row "
                        + (count + unlabelled + 1) + ".");
            }
            stops += value.endsWith(".")
                            && !value.equals(schema.label().positive())
                            && !value.equals(schema.label().negative())
                    ? 1
                    : 0;
            labels.set(count, yes);
            return true;
        }

        TableRows rows() {
            if (unlabelled > 0) {
                remarks.add(unlabelled + " rows without a label are left out.");
            }
            if (stops > 0) {
                remarks.add(stops + " labels were read without the full stop behind them.");
            }
            readers.forEach(reader -> reader.remark(remarks));
            boolean[] values = new boolean[labelled ? count : 0];
            for (int row = 0; row < values.length; row++) {
                values[row] = labels.get(row);
            }
            Map<String, @Nullable String[]> cells = new LinkedHashMap<>();
            groups.forEach((attribute, of) -> cells.put(attribute, of.toArray(new @Nullable String[0])));
            return new TableRows(
                    schema,
                    Arrays.copyOf(features, count * readers.size()),
                    values,
                    cells,
                    count,
                    List.copyOf(remarks));
        }
    }

    /** Reads one column's cells and counts those that say nothing it knows. */
    private static final class Reader {
        private final Feature feature;
        private final ColumnKind kind;
        private final int column;
        private final boolean comma;
        private final Map<String, Integer> words = new HashMap<>();
        private final Set<String> examples = new HashSet<>();
        private int strange;

        Reader(Feature feature, int column, boolean comma) {
            this.feature = feature;
            this.kind = ColumnKind.of(feature);
            this.column = column;
            this.comma = comma;
            for (int i = 0; i < feature.categories().size(); i++) {
                words.put(feature.categories().get(i), i);
            }
        }

        float read(@Nullable String[] row) {
            String value = Cell.known(row[column]);
            if (value == null) {
                return Float.NaN;
            }
            float read = switch (kind) {
                case NUMBER -> Cell.number(value, comma);
                case TRUTH -> Cell.truth(value);
                case DATE -> Cell.days(value);
                case CATEGORY -> {
                    Integer word = words.get(value);
                    yield word == null ? Float.NaN : word;
                }
            };
            if (Float.isFinite(read)) {
                return read;
            }
            strange++;
            if (examples.size() < 3) {
                examples.add(value);
            }
            return Float.NaN;
        }

        void remark(List<String> remarks) {
            if (strange > 0) {
                remarks.add(strange + " cells of '" + feature.name() + "' are "
                        + (kind == ColumnKind.CATEGORY ? "words that the model does not know" : "no " + what())
                        + " and count as missing, e.g. "
                        + examples.stream().sorted().toList() + ".");
            }
        }

        private String what() {
            return switch (kind) {
                case NUMBER -> "finite number";
                case TRUTH -> "yes or no";
                case DATE -> "date";
                case CATEGORY -> "word";
            };
        }
    }
}
