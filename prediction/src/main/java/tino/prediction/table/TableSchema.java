package tino.prediction.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.TableFile;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;

/**
 * What a table's columns are, learned from the rows to train on and kept with the model. Spaces around values do not count; nothing,
 * {@code ?}, {@code NA}, {@code N/A}, {@code NaN} and {@code null} are missing values. A column is of the first kind that nearly all
 * (95 %) of its known cells are: number, yes or no, date, else category; cells of another kind count as missing. In files separated
 * by semicolons, numbers may have a decimal comma. Text, identifiers, numbers of rows and empty columns are left out.
 *
 * @param layout the columns to learn from
 * @param ignored names of columns that were left out
 */
public record TableSchema(Label label, FeatureLayout layout, List<String> ignored) {
    private static final int MOST_LABELS = 1_000;

    /** @param remarks what people should know of it */
    public record Survey(TableSchema schema, List<String> remarks) {}

    public TableSchema {
        ignored = List.copyOf(ignored);
    }

    /**
     * Looks at a whole file, row by row.
     *
     * @param label column to be foretold
     * @param positive value that counts as yes; {@code null}: see {@link Label}
     * @param drop columns not to learn from
     * @throws IllegalArgumentException if the label or a column to drop is not there, the label has not two values, or nothing is left
     *     to learn from
     * @throws IOException if the file cannot be read, with the line where it can be said
     */
    public static Survey survey(TableFile table, String label, @Nullable String positive, Set<String> drop)
            throws IOException {
        List<String> names = table.columns();
        requireColumns(table, label, drop);
        int labelColumn = names.indexOf(label);
        Map<String, Integer> labels = new LinkedHashMap<>();
        List<ColumnSurvey> surveys = names.stream()
                .map(name -> new ColumnSurvey(name, table.semicolons()))
                .toList();
        table.read(row -> {
            String value = Cell.known(row[labelColumn]);
            if (value == null) {
                return;
            }
            if (labels.size() < MOST_LABELS) {
                labels.merge(value, 1, Integer::sum);
            }
            for (int column = 0; column < row.length; column++) {
                surveys.get(column).add(row[column]);
            }
        });
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected rows with a label in the column '" + label + "' of " + table.file() + ", found none.");
        }
        Label found = Label.of(label, labels, positive);
        List<Feature> features = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<String> ignored = new ArrayList<>(drop);
        for (int column = 0; column < names.size(); column++) {
            if (column == labelColumn || drop.contains(names.get(column))) {
                continue;
            }
            ColumnSurvey.Finding finding =
                    surveys.get(column).finding("column of " + table.file().getFileName());
            if (finding.feature() != null) {
                features.add(finding.feature());
            } else {
                remarks.add(String.valueOf(finding.reason()));
                ignored.add(names.get(column));
            }
        }
        if (features.isEmpty()) {
            throw new IllegalArgumentException("Expected columns to learn '" + label + "' from in " + table.file()
                    + ", none is left. " + String.join(" ", remarks));
        }
        return new Survey(
                new TableSchema(
                        found, new FeatureLayout(String.valueOf(table.file().getFileName()), features), ignored),
                remarks);
    }

    private static void requireColumns(TableFile table, String label, Set<String> drop) {
        Set<String> wanted = new HashSet<>(drop);
        wanted.add(label);
        for (String name : wanted) {
            if (!table.columns().contains(name)) {
                throw new IllegalArgumentException(
                        "Expected a column '" + name + "' in " + table.file() + ", it has " + table.columns() + ".");
            }
        }
        if (drop.contains(label)) {
            throw new IllegalArgumentException("Expected to learn '" + label + "', it is also to be dropped.");
        }
    }
}
