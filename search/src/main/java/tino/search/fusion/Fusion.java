package tino.search.fusion;

/** Makes one ranking of two. */
public interface Fusion {

    /**
     * One score a candidate, higher is better; the arrays are parallel.
     *
     * @param text BM25 scores; 0 where no term matches
     * @param similarity 0 to 1; NaN where the query or the document has no vector
     */
    double[] scores(double[] text, double[] similarity);
}
