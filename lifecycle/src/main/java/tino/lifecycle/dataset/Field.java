package tino.lifecycle.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is looked at by itself in a snapshot: a column, or one place of a column of arrays whose places have names in the
 * lineage. The places of others, such as vectors of words, mean nothing by themselves.
 *
 * @param name of the column, or {@code column.place}
 * @param type of DuckDB
 * @param expression that reads it
 */
record Field(String name, String type, Kind kind, String expression) {
    private static final Pattern ARRAY = Pattern.compile("(.+)\\[(\\d+)]");

    /** How its values are looked at. */
    enum Kind {
        NUMBER,
        TIME,
        CATEGORY,
        /** Values that are only counted. */
        OTHER
    }

    static List<Field> of(Dataset dataset) {
        List<Field> fields = new ArrayList<>();
        dataset.schema().forEach((column, type) -> {
            String expression = DuckDb.identifier(column);
            Matcher array = ARRAY.matcher(type);
            if (!array.matches()) {
                fields.add(new Field(column, type, kind(type), expression));
                return;
            }
            String element = array.group(1);
            int places = Integer.parseInt(array.group(2));
            String[] names =
                    dataset.lineage().getOrDefault("layout." + column, "").split(",");
            if (names.length != places) {
                fields.add(new Field(column, type, Kind.OTHER, expression));
                return;
            }
            for (int place = 1; place <= places; place++) {
                fields.add(new Field(
                        column + '.' + names[place - 1], element, kind(element), expression + '[' + place + ']'));
            }
        });
        return List.copyOf(fields);
    }

    private static Kind kind(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE" -> Kind.NUMBER;
            case "TIMESTAMP", "DATE" -> Kind.TIME;
            case "BOOLEAN", "VARCHAR", "UUID" -> Kind.CATEGORY;
            default -> Kind.OTHER;
        };
    }

    /** What gives the values as numbers, times in seconds since 1970, and nothing where there is none. */
    String number() {
        String value = kind == Kind.TIME ? "epoch(" + expression + ")" : expression + "::DOUBLE";
        return "CASE WHEN isnan(" + value + ") THEN NULL ELSE " + value + " END";
    }

    /** The same expression without NaN, which JSON and people do not know. */
    String withoutNan() {
        return type.equals("FLOAT") || type.equals("DOUBLE")
                ? "CASE WHEN isnan(" + expression + ") THEN NULL ELSE " + expression + " END"
                : expression;
    }
}
