package tino.prediction.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be foretold: a column of two values.
 *
 * @param positive what counts as yes
 */
public record Label(String column, String positive, String negative) {

    /** Of these words the second is yes, whichever is rarer. */
    private static final List<List<String>> KNOWN = List.of(
            List.of("0", "1"),
            List.of("-1", "1"),
            List.of("false", "true"),
            List.of("no", "yes"),
            List.of("n", "y"),
            List.of("f", "t"),
            List.of("não", "sim"));

    /**
     * @param counts rows of each value
     * @param positive {@code null}: 1, true or yes where the values are such words, else the rarer one
     * @throws IllegalArgumentException if there are not two values, or the positive is not one of them
     */
    static Label of(String column, Map<String, Integer> counts, @Nullable String positive) {
        if (counts.size() != 2) {
            throw new IllegalArgumentException("Expected two values in the label '" + column + "', found "
                    + (counts.size() > 10 ? counts.size() + " different ones" : counts)
                    + (counts.size() < 2
                            ? ". A classifier learns from cases of both."
                            : ". Maybe another column is meant, or rows must be left out."));
        }
        List<String> values = new ArrayList<>(counts.keySet());
        if (positive != null && !values.contains(positive)) {
            throw new IllegalArgumentException("Expected as positive one of the values of the label '" + column + "', "
                    + values + ", got '" + positive + "'");
        }
        String yes = positive == null ? likely(counts) : positive;
        return new Label(column, yes, values.getFirst().equals(yes) ? values.getLast() : values.getFirst());
    }

    private static String likely(Map<String, Integer> counts) {
        List<String> values = new ArrayList<>(counts.keySet());
        for (List<String> pair : KNOWN) {
            for (int first = 0; first < 2; first++) {
                if (pair.getFirst().equals(values.get(first).toLowerCase(Locale.ROOT))
                        && pair.getLast().equals(values.get(1 - first).toLowerCase(Locale.ROOT))) {
                    return values.get(1 - first);
                }
            }
        }
        return counts.getOrDefault(values.getFirst(), 0) <= counts.getOrDefault(values.getLast(), 0)
                ? values.getFirst()
                : values.getLast();
    }

    /**
     * Whether a cell says yes. A full stop behind a value is forgiven where the value is known without it (as in the UCI data set
     * Adult), and so is another way to write the same number.
     *
     * @return {@code null} if it is neither of the two values
     */
    @Nullable
    Boolean yes(String value) {
        if (same(value, positive)) {
            return true;
        }
        if (same(value, negative)) {
            return false;
        }
        return value.endsWith(".") && value.length() > 1 ? yes(value.substring(0, value.length() - 1)) : null;
    }

    private static boolean same(String value, String known) {
        return value.equals(known)
                || !Float.isNaN(Cell.number(known, false)) && Cell.number(value, false) == Cell.number(known, false);
    }
}
