package tino.search;

/** Told from time to time how far a rebuild is. Called by the thread that rebuilds. */
public interface RebuildProgress {

    /** The stages in their order. */
    enum Stage {
        TRAINING,
        INDEXING,
        MERGING
    }

    RebuildProgress SILENT = (stage, documents) -> {};

    /** @param documents done in this stage so far */
    void at(Stage stage, long documents);
}
