package tino.language.source;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Rows of a table as lines that can be read one by one. */
final class TableRows {

    private TableRows() {}

    /**
     * {@code column: value; column: value} for each row; empty cells are left out.
     *
     * @param columns their names; empty where the table has none, then values stand alone
     */
    static List<String> of(List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty() && !columns.isEmpty()) {
            return List.of(String.join("; ", columns));
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringJoiner line = new StringJoiner("; ");
            for (int i = 0; i < row.size(); i++) {
                String value = Cleaning.line(row.get(i));
                String column = i < columns.size() ? Cleaning.line(columns.get(i)) : "";
                if (!value.isEmpty()) {
                    line.add(column.isEmpty() ? value : column + ": " + value);
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
