/** Versioned Parquet snapshots of what was logged. */
@NullMarked
package tino.lifecycle.dataset;

import org.jspecify.annotations.NullMarked;
