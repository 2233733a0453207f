package tino.lifecycle.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A statement in the making: conditions and order of a search over one table. What callers wrote becomes bound parameters
 * only; columns come from the owner of the table.
 */
final class Search {
    private final Map<String, String> attributes;
    private final Map<Condition.Subject, String> belongings;
    private final StringBuilder where = new StringBuilder("WHERE true");
    private final List<Object> whereValues = new ArrayList<>();
    private final StringBuilder order = new StringBuilder();
    private final List<Object> orderValues = new ArrayList<>();

    /**
     * @param attributes name to expression, of text or of a number
     * @param belongings per subject the table of names and values, with its join to the row; e.g.
     *     {@code run_tag b WHERE b.run = r.id}
     */
    Search(Map<String, String> attributes, Map<Condition.Subject, String> belongings) {
        this.attributes = attributes;
        this.belongings = belongings;
    }

    Search and(String condition, Object... values) {
        where.append(" AND ").append(condition);
        whereValues.addAll(List.of(values));
        return this;
    }

    Search and(List<Condition> conditions) {
        conditions.forEach(this::and);
        return this;
    }

    private void and(Condition condition) {
        switch (condition.subject()) {
            case ATTRIBUTE -> compare(attribute(condition.key()), condition);
            case DATASET -> {
                where.append(" AND EXISTS (SELECT FROM ").append(belonging(condition.subject()));
                compare("b." + column(condition.key()), condition);
                where.append(')');
            }
            case PARAMETER, METRIC, TAG -> {
                where.append(" AND EXISTS (SELECT FROM ")
                        .append(belonging(condition.subject()))
                        .append(" AND b.name = ?");
                whereValues.add(condition.key());
                if (condition.subject() == Condition.Subject.METRIC
                        && condition.operator() != Condition.Operator.UNEQUAL) {
                    // PostgreSQL takes NaN for the largest number; here it compares with nothing, as IEEE 754 has it.
                    where.append(" AND b.value <> 'NaN'");
                }
                compare("b.value", condition);
                where.append(')');
            }
        }
    }

    private static String column(String key) {
        return switch (key) {
            case "name", "digest", "context" -> key;
            default -> throw new IllegalArgumentException("Expected name, digest or context of a dataset, got " + key);
        };
    }

    private void compare(String expression, Condition condition) {
        where.append(" AND ").append(expression).append(' ').append(condition.operator().sql);
        switch (condition.value()) {
            case Condition.Value.Text text -> {
                where.append(" ?");
                whereValues.add(text.text());
            }
            case Condition.Value.Number number -> {
                where.append(" ?");
                whereValues.add(number.number());
            }
            case Condition.Value.Texts texts -> {
                where.append(" (?)");
                whereValues.add(texts.texts().toArray(String[]::new));
            }
        }
    }

    Search orderBy(List<Condition.Order> keys) {
        keys.forEach(this::orderBy);
        return this;
    }

    private void orderBy(Condition.Order key) {
        String direction = key.ascending() ? " ASC" : " DESC";
        if (key.subject() == Condition.Subject.ATTRIBUTE) {
            order.append(attribute(key.key())).append(direction).append(" NULLS LAST, ");
            return;
        }
        String value = "(SELECT b.value FROM " + belonging(key.subject()) + " AND b.name = ?)";
        if (key.subject() == Condition.Subject.METRIC) {
            order.append('(').append(value).append(" = 'NaN') NULLS LAST, ");
            orderValues.add(key.key());
        }
        order.append(value).append(direction).append(" NULLS LAST, ");
        orderValues.add(key.key());
    }

    /** @param select up to the WHERE @param last key that makes the order total */
    <T> List<T> run(JdbcClient sql, String select, String last, Condition.Page page, RowMapper<T> mapper) {
        List<Object> values = new ArrayList<>(whereValues);
        values.addAll(orderValues);
        values.add(page.limit());
        values.add(page.offset());
        return sql.sql(select + " " + where + " ORDER BY " + order + last + " LIMIT ? OFFSET ?")
                .params(values)
                .query(mapper)
                .list();
    }

    private String attribute(String name) {
        @Nullable String expression = attributes.get(name);
        if (expression == null) {
            throw new IllegalArgumentException(
                    "Expected one of the attributes " + attributes.keySet() + ", got '" + name + "'");
        }
        return expression;
    }

    private String belonging(Condition.Subject subject) {
        return Objects.requireNonNull(belongings.get(subject), () -> "Nothing here has a " + subject);
    }
}
