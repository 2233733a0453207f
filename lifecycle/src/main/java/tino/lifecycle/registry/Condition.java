package tino.lifecycle.registry;

import java.util.List;

/**
 * One condition of a search; several are joined by "and".
 *
 * @param key name of the attribute, parameter, metric or tag
 */
public record Condition(Subject subject, String key, Operator operator, Value value) {

    /** What is compared. */
    public enum Subject {
        ATTRIBUTE,
        PARAMETER,
        METRIC,
        TAG,
        DATASET
    }

    /** How it is compared. Where there is nothing to compare, no condition holds. */
    public enum Operator {
        EQUAL("="),
        UNEQUAL("<>"),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        LIKE("LIKE"),
        LIKE_IGNORING_CASE("ILIKE"),
        IN("= ANY"),
        NOT_IN("<> ALL");

        final String sql;

        Operator(String sql) {
            this.sql = sql;
        }
    }

    /** What it is compared with. */
    public sealed interface Value {
        record Text(String text) implements Value {}

        record Number(double number) implements Value {}

        record Texts(List<String> texts) implements Value {}
    }

    /** One key of the order of what was found; what lacks it comes last either way. */
    public record Order(Subject subject, String key, boolean ascending) {}

    /** @param limit at most so many @param offset after leaving out so many */
    public record Page(int limit, long offset) {}
}
