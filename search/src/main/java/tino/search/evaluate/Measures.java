package tino.search.evaluate;

/**
 * Retrieval quality by trec_eval's definitions, each 0 to 1, the mean over topics.
 *
 * @param ndcg10 {@code ndcg_cut_10}: gain is the judgement itself, discount log2(rank + 1) (Järvelin and Kekäläinen 2002)
 * @param map {@code map}: mean of the precision at each relevant document, unfound ones counting 0
 * @param mrr {@code recip_rank}: of the first relevant document
 * @param recall100 {@code recall_100}
 */
public record Measures(double ndcg10, double map, double mrr, double recall100) {}
