package tino.marketplace.feature;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.search.GeoPoint;
import tino.search.Hit;

/**
 * The candidates of one query as a whole: what the features of each are measured against.
 *
 * @param text the query
 * @param client where the client is, {@code null} where it was not said
 * @param radiusKm how far is too far
 * @param priceMax the most the client would pay, NaN where it was not said
 * @param now when the query was asked
 * @param hits in the order of the recall, best first
 */
public record Candidates(
        String text, @Nullable GeoPoint client, double radiusKm, double priceMax, Instant now, List<Hit> hits) {
    private static final int HEAD = 10;

    /** What is counted once a query. @param textRanks 1 for the best BM25 score, by number of the candidate; 0 for none */
    record Whole(
            Set<String> words,
            double medianPrice,
            double bestText,
            int[] textRanks,
            int[] similarityRanks,
            Map<String, Double> categoryShares,
            Map<String, Boolean> categoryNamed) {}

    Whole whole() {
        int count = hits.size();
        double[] text = new double[count];
        double[] similarity = new double[count];
        double[] prices = new double[count];
        Map<String, Double> shares = new HashMap<>();
        Map<String, Boolean> named = new HashMap<>();
        Set<String> words = Words.of(this.text);
        for (int i = 0; i < count; i++) {
            Hit hit = hits.get(i);
            text[i] = hit.text();
            similarity[i] = hit.similarity();
            prices[i] = Candidate.number(hit, ProfessionalDocuments.PRICE_MIN);
            String category = Candidate.category(hit);
            if (i < HEAD) {
                shares.merge(category, 1.0 / Math.min(HEAD, count), Double::sum);
            }
            named.computeIfAbsent(category, name -> Words.share(Words.of(name), words) == 1);
        }
        return new Whole(words, median(prices), max(text), ranks(text), ranks(similarity), shares, named);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(value -> value > 0).max().orElse(0);
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** 1 for the highest; 0 for values that are not above 0. */
    private static int[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(key(values[b]), key(values[a])));
        int[] ranks = new int[values.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = values[order[rank]] > 0 ? rank + 1 : 0;
        }
        return ranks;
    }

    private static double key(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
