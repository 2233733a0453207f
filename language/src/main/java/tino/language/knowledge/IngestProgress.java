package tino.language.knowledge;

/** Told of every document, before the next one is read. */
@FunctionalInterface
public interface IngestProgress {

    IngestProgress SILENT = (done, all, document) -> {};

    /**
     * @param done documents looked at
     * @param all of how many; 0 where nobody knows
     * @param document the last one
     */
    void at(int done, int all, String document);
}
