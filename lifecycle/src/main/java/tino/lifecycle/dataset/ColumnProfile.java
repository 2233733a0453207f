package tino.lifecycle.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a column of a snapshot, or in one place of a column of arrays.
 *
 * @param type of DuckDB
 * @param missing rows without a value, or with NaN
 * @param distinct different values, {@code null} where they were not counted
 * @param numbers {@code null} for what is no number and no time, or has no value
 * @param top the most frequent values of what is no number, the most frequent first
 */
public record ColumnProfile(
        String name,
        String type,
        long rows,
        long missing,
        @Nullable Long distinct,
        @Nullable Numbers numbers,
        List<Frequency> top) {

    /** Of the values that are there; of times in seconds since 1970. @param deviation of one value: 0 */
    public record Numbers(
            double mean,
            double deviation,
            double least,
            double q05,
            double q25,
            double median,
            double q75,
            double q95,
            double most) {}

    /** @param value as text */
    public record Frequency(String value, long count) {}
}
