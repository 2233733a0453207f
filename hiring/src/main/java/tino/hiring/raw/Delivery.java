package tino.hiring.raw;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one record of a file comes to.
 *
 * @param key under which it stands; {@code null} where that cannot be said
 * @param rows for the table of its kind
 * @param refusals instead of rows; part 0 is the record, others count what is in it from 1
 */
record Delivery(@Nullable String key, List<Row> rows, List<Refusal> refusals) {

    /** @param columns in the order of {@link Kind#columns()} */
    record Row(List<@Nullable Object> columns) {}

    /** @param original as far as it can be shown in a text; {@code null}: the record's */
    record Refusal(
            int part,
            @Nullable String code,
            Reason reason,
            String problem,
            @Nullable String original) {}

    static Delivery refused(@Nullable String key, Reason reason, String problem) {
        return new Delivery(key, List.of(), List.of(new Refusal(0, key, reason, problem, null)));
    }
}
