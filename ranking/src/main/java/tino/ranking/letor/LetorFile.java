package tino.ranking.letor;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A judgement list in a text file, one document a line: {@code grade [qid:query] index:value … [# comment]}, the format of
 * SVMlight (Joachims), LETOR (Liu et al. 2007), LightGBM and XGBoost.
 *
 * <p>Which lines belong to one query is said by {@code qid:} on every line (lines of a query stand together), or by a side
 * file with the number of lines of each query, one number a line (LightGBM's {@code .query}, XGBoost's {@code .group}). A
 * feature's index is its column, as both libraries read it: with indices from 1, column 0 stays empty.
 */
public final class LetorFile {
    /** Rows are held densely; an index above this is taken for a mistake. */
    private static final int MAX_INDEX = 99_999;

    private final Path file;
    private final float absent;
    private float[] labels = new float[1024];
    private int[] indices = new int[1 << 16];
    private float[] values = new float[1 << 16];
    private int[] ends = new int[1024];
    private int rows;
    private int entries;
    private int highest = -1;
    private int[] groups = new int[256];
    private int lists;
    private @Nullable String query;
    private final Set<String> queries = new HashSet<>();

    private LetorFile(Path file, float absent) {
        this.file = file;
        this.absent = absent;
    }

    /**
     * Reads a judgement list.
     *
     * @param querySizes the side file with the number of lines of each query; {@code null} looks for {@code qid:}, and where
     *     there is none for a file of the same name with {@code .query} or {@code .group} added
     * @param absent value of a feature that a line does not name: 0, or NaN for missing
     * @throws LetorException if a line cannot be read, or lines and queries do not agree
     */
    public static Judgements read(Path file, @Nullable Path querySizes, float absent) throws IOException {
        LetorFile reading = new LetorFile(file, absent);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                reading.line(line, ++number);
            }
        }
        return reading.build(querySizes);
    }

    private void line(String line, int number) {
        int comment = line.indexOf('#');
        String content = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (content.isEmpty()) {
            return;
        }
        int at = wordEnd(content, 0);
        addRow(grade(content.substring(0, at), number));
        boolean named = false;
        int previous = -1;
        while (at < content.length()) {
            int start = wordStart(content, at);
            at = wordEnd(content, start);
            int colon = content.indexOf(':', start);
            if (colon < 0 || colon >= at) {
                throw wrong(number, "expected index:value, found '" + content.substring(start, at) + "'");
            }
            if (content.startsWith("qid:", start)) {
                named = true;
                belongsTo(content.substring(colon + 1, at), number);
            } else {
                previous = feature(content, start, colon, at, previous, number);
            }
        }
        if (named != (query != null)) {
            throw wrong(
                    number, "lines with and without qid: are mixed; either every line names its query or none does");
        }
        ends[rows - 1] = entries;
    }

    private void addRow(float grade) {
        if (rows == labels.length) {
            labels = Arrays.copyOf(labels, 2 * rows);
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        labels[rows++] = grade;
    }

    private float grade(String text, int number) {
        try {
            float grade = Float.parseFloat(text);
            if (grade >= 0 && Float.isFinite(grade)) {
                return grade;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw wrong(number, "expected a grade of relevance of at least 0 as the first word, found '" + text + "'");
    }

    private void belongsTo(String id, int number) {
        if (!id.equals(query)) {
            if (query == null && rows > 1) {
                throw wrong(
                        number,
                        "lines with and without qid: are mixed; either every line names its query or none does");
            }
            if (!queries.add(id)) {
                throw wrong(
                        number,
                        "query '" + id + "' was closed by another one before; the lines of a query must stand together."
                                + " Maybe sort the file by qid");
            }
            query = id;
            if (lists == groups.length) {
                groups = Arrays.copyOf(groups, 2 * lists);
            }
            groups[lists++] = 0;
        }
        groups[lists - 1]++;
    }

    private int feature(String line, int start, int colon, int end, int previous, int number) {
        int index;
        try {
            index = Integer.parseInt(line, start, colon, 10);
        } catch (NumberFormatException e) {
            throw wrong(number, "expected a feature index before the colon of '" + line.substring(start, end) + "'");
        }
        if (index < 0 || index > MAX_INDEX) {
            throw wrong(number, "expected a feature index from 0 to " + MAX_INDEX + ", found " + index);
        }
        if (index <= previous) {
            throw wrong(
                    number,
                    "feature " + index + " comes after feature " + previous
                            + "; indices must rise, each standing once a line");
        }
        float value;
        try {
            value = Float.parseFloat(line.substring(colon + 1, end));
        } catch (NumberFormatException e) {
            throw wrong(number, "expected a number after the colon of '" + line.substring(start, end) + "'");
        }
        if (Float.isInfinite(value)) {
            throw wrong(
                    number, "the value of feature " + index + " is not finite: '" + line.substring(start, end) + "'");
        }
        if (entries == indices.length) {
            indices = Arrays.copyOf(indices, 2 * entries);
            values = Arrays.copyOf(values, 2 * entries);
        }
        indices[entries] = index;
        values[entries++] = value;
        highest = Math.max(highest, index);
        return index;
    }

    private Judgements build(@Nullable Path querySizes) throws IOException {
        if (rows == 0) {
            throw new LetorException(file + " has no judgements");
        }
        int[] sizes = sizes(querySizes);
        int columns = highest + 1;
        float[] features = new float[rows * columns];
        if (absent != 0) {
            Arrays.fill(features, absent);
        }
        int entry = 0;
        boolean zero = false;
        for (int row = 0; row < rows; row++) {
            for (; entry < ends[row]; entry++) {
                features[row * columns + indices[entry]] = values[entry];
                zero |= indices[entry] == 0;
            }
        }
        return new Judgements(features, columns, Arrays.copyOf(labels, rows), sizes, zero ? 0 : 1, absent);
    }

    private int[] sizes(@Nullable Path given) throws IOException {
        if (given == null && query != null) {
            return Arrays.copyOf(groups, lists);
        }
        if (given != null) {
            return QuerySizes.read(given, rows, file);
        }
        for (String ending : new String[] {".query", ".group"}) {
            Path beside = file.resolveSibling(file.getFileName() + ending);
            if (Files.exists(beside)) {
                return QuerySizes.read(beside, rows, file);
            }
        }
        throw new LetorException(
                file + " does not say which lines belong to one query: expected qid: on every line, or a" + " file "
                        + file.getFileName() + ".query beside it with the number of lines of each query");
    }

    private static int wordStart(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private LetorException wrong(int line, String what) {
        return new LetorException(file + " line " + line + ": " + what);
    }
}
