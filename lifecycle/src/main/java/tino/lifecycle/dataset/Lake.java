package tino.lifecycle.dataset;

/** The folder of snapshots; Parquet, written and read with DuckDB. */
public final class Lake {
    private Lake() {}
}
