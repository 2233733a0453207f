package tino.lifecycle.dataset;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import tino.lifecycle.pipeline.Period;

/**
 * A versioned snapshot in the lake: one Parquet file that never changes.
 *
 * @param name e.g. {@code marketplace-ranker}
 * @param hash SHA-256 of the content; also names the file
 * @param schema column names and DuckDB types, in order
 * @param period the decisions it was made from
 * @param rows number of rows
 * @param lineage what it was made of: event types and counts, parameters of the extraction, layout fingerprint; under
 *     {@code layout.<column>} the names of the numbers in a column of arrays, with commas between
 */
public record Dataset(
        String name,
        String hash,
        Path file,
        Map<String, String> schema,
        Period period,
        long rows,
        Map<String, String> lineage,
        Instant createdAt) {}
