package tino.language.metric;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tino.search.embedding.Embedder;

/**
 * How near the words of two texts are to each other: Zhang, Kishore, Wu, Weinberger and Artzi, "BERTScore: evaluating text generation with BERT",
 * ICLR 2020. Every word of one text is matched with the nearest one of the other by cosine; precision is the mean over the candidate's words,
 * recall over the reference's, weighted by how rare a word is among the references.
 *
 * <p>The paper takes a token's vector from its sentence. An {@link Embedder} is asked for each word alone, so that a word has one vector
 * wherever it stands: the measure then forgives synonyms and inflections as far as the embedder knows them, but neither sees word order nor
 * tells meanings of one word apart, and its figures compare with those of the same embedder only. The same word always matches itself with 1,
 * also where the embedder does not know it; figures are not rescaled by a baseline.
 */
public final class BertScore {
    private static final int BATCH = 512;
    private static final RougeWords WORDS = RougeWords.PORTUGUESE;

    private final Map<String, float[]> vectors;
    private final Map<String, Double> weights;
    private final double rarest;

    private BertScore(Map<String, float[]> vectors, Map<String, Double> weights, double rarest) {
        this.vectors = vectors;
        this.weights = weights;
        this.rarest = rarest;
    }

    /**
     * @param texts all that will be compared; each of their words is embedded once
     * @param references for the weights, {@code ln((n + 1) / (references with the word + 1))} as the authors' code has it; empty: all words
     *     weigh the same
     * @throws Embedder.EmbeddingUnavailable if a remote embedder does not answer
     */
    public static BertScore over(Embedder embedder, Collection<String> texts, Collection<String> references) {
        Set<String> words = new LinkedHashSet<>();
        texts.forEach(text -> words.addAll(WORDS.of(text)));
        List<String> order = List.copyOf(words);
        Map<String, float[]> vectors = new HashMap<>();
        for (int from = 0; from < order.size(); from += BATCH) {
            List<String> batch = order.subList(from, Math.min(from + BATCH, order.size()));
            List<float[]> embedded = embedder.embed(batch);
            for (int i = 0; i < batch.size(); i++) {
                vectors.put(batch.get(i), embedded.get(i));
            }
        }
        Map<String, Integer> counts = new HashMap<>();
        references.forEach(text -> new HashSet<>(WORDS.of(text)).forEach(word -> counts.merge(word, 1, Integer::sum)));
        Map<String, Double> weights = new HashMap<>();
        double all = references.size() + 1.0;
        counts.forEach((word, count) -> weights.put(word, Math.log(all / (count + 1))));
        return new BertScore(vectors, weights, references.isEmpty() ? 1 : Math.log(all));
    }

    /** @throws IllegalArgumentException if a word is not of the texts that this was made over */
    public Score of(String reference, String candidate) {
        List<String> wanted = WORDS.of(reference);
        List<String> given = WORDS.of(candidate);
        double[][] similarities = new double[wanted.size()][given.size()];
        for (int i = 0; i < wanted.size(); i++) {
            for (int j = 0; j < given.size(); j++) {
                similarities[i][j] = similarity(wanted.get(i), given.get(j));
            }
        }
        return greedy(similarities, weights(wanted), weights(given));
    }

    private double[] weights(List<String> words) {
        return words.stream()
                .mapToDouble(word -> weights.getOrDefault(word, rarest))
                .toArray();
    }

    private double similarity(String a, String b) {
        float[] left = vector(a);
        float[] right = vector(b);
        if (a.equals(b)) {
            return 1;
        }
        double dot = 0;
        for (int i = 0; i < left.length; i++) {
            dot += (double) left[i] * right[i];
        }
        return dot;
    }

    private float[] vector(String word) {
        float[] vector = vectors.get(word);
        if (vector == null) {
            throw new IllegalArgumentException("Expected words of the texts that were embedded, got '" + word + "'.");
        }
        return vector;
    }

    /** @param similarities a row a word of the reference, a column a word of the candidate; one side may be empty */
    static Score greedy(double[][] similarities, double[] reference, double[] candidate) {
        double[] best = new double[candidate.length];
        double recall = 0;
        for (int i = 0; i < reference.length; i++) {
            double nearest = 0;
            for (int j = 0; j < candidate.length; j++) {
                double similarity = similarities[i][j];
                nearest = j == 0 ? similarity : Math.max(nearest, similarity);
                best[j] = i == 0 ? similarity : Math.max(best[j], similarity);
            }
            recall += reference[i] * nearest;
        }
        double precision = 0;
        for (int j = 0; j < candidate.length; j++) {
            precision += candidate[j] * best[j];
        }
        return Score.of(share(precision, candidate), share(recall, reference));
    }

    private static double share(double sum, double[] weights) {
        double all = 0;
        for (double weight : weights) {
            all += weight;
        }
        return all > 0 ? sum / all : 0;
    }
}
