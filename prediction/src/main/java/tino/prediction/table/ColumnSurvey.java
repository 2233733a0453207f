package tino.prediction.table;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.feature.Feature;

/** Looks at all cells of one column and says what they are. */
final class ColumnSurvey {
    /** More different words are no categories but text. */
    private static final int MOST_WORDS = 1_000;
    /** So many words are categories however few the rows. */
    private static final int FEW_WORDS = 20;
    /** A column is of a kind if so many of its cells are; the others count as missing. */
    private static final double NEARLY_ALL = 0.95;

    private final String name;
    private final boolean comma;
    private final Map<String, Integer> words = new LinkedHashMap<>();
    private long rows;
    private long known;
    private long numbers;
    private long truths;
    private long dates;
    private float last = Float.NaN;
    private boolean counts = true;

    ColumnSurvey(String name, boolean comma) {
        this.name = name;
        this.comma = comma;
    }

    void add(@Nullable String text) {
        rows++;
        String value = Cell.known(text);
        if (value == null) {
            counts = false;
            return;
        }
        known++;
        float number = Cell.number(value, comma);
        if (Float.isNaN(number)) {
            truths += Float.isNaN(Cell.truth(value)) ? 0 : 1;
            dates += Float.isNaN(Cell.days(value)) ? 0 : 1;
            counts = false;
        } else {
            numbers++;
            counts &= Float.isNaN(last) || number == last + 1;
            last = number;
        }
        if (words.size() <= MOST_WORDS) {
            words.merge(value, 1, Integer::sum);
        }
    }

    /** @param reason why nothing can be learned from it, {@code null} where something can */
    record Finding(@Nullable Feature feature, @Nullable String reason) {}

    Finding finding(String source) {
        if (known == 0) {
            return dropped("has no values");
        }
        if (nearlyAll(numbers)) {
            // 2 to the 24th: a float counts no further.
            return counts && rows > FEW_WORDS && last < 1 << 24
                    ? dropped("numbers the rows")
                    : kept(ColumnKind.NUMBER, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, source);
        }
        if (nearlyAll(truths)) {
            return kept(ColumnKind.TRUTH, 0, 1, source);
        }
        if (nearlyAll(dates)) {
            return kept(ColumnKind.DATE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, source);
        }
        if (words.size() > MOST_WORDS || words.size() > Math.max(FEW_WORDS, known / 2)) {
            return dropped(
                    "is text or an identifier (" + (words.size() > MOST_WORDS ? "over " + MOST_WORDS : words.size())
                            + " different values in " + known + " rows, e.g. '"
                            + words.keySet().iterator().next() + "')");
        }
        List<String> categories = words.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        return new Finding(Feature.category(name, categories, source), null);
    }

    private boolean nearlyAll(long cells) {
        return cells >= NEARLY_ALL * known;
    }

    private Finding kept(ColumnKind kind, double min, double max, String source) {
        return new Finding(new Feature(name, min, max, kind.unit(), source), null);
    }

    private Finding dropped(String reason) {
        return new Finding(null, "Column '" + name + "' " + reason + " and is left out.");
    }
}
