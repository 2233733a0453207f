package tino.search;

import java.nio.file.Path;

/** Opens the indexes of one kind of search engine. */
public interface IndexEngine {

    /**
     * Opens the index of a folder; creates it where the folder does not exist or is empty.
     *
     * @param embedder fingerprint of the embedder whose vectors the index holds; kept with the index
     * @param dimensions of those vectors
     * @throws IndexUnreadable if what lies there is damaged, of a newer format, or of another schema or embedder
     */
    SearchIndex open(Path folder, IndexSchema schema, String embedder, int dimensions);
}
