package tino.language;

import java.util.List;

/** Finds the passages that may hold the answer to a question. Safe for use by many threads. */
@FunctionalInterface
public interface Retriever {

    /**
     * @param question one sentence that can be understood by itself
     * @param most passages wanted, at least 1
     * @return best first; fewer where fewer were found
     */
    List<Retrieved> retrieve(String question, int most);
}
