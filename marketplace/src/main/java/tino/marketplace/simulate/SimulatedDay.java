package tino.marketplace.simulate;

import java.time.LocalDate;

/**
 * What the simulator measured of one day.
 *
 * @param ctr10 share of the day's lists with a click within the first ten
 * @param ctr10Weights the same of the panel after the night, shown the weights' order
 * @param ctr10Champion and shown the champion's
 * @param ndcgWeights true nDCG@10 of the weights' order for that panel
 * @param ndcgChampion and of the champion's
 * @param rankedBy who ranks after the night: {@code weights}, or model and version
 * @param trials who is on trial after the night and where, e.g. {@code v3 canary 25 %}; empty if nobody is
 * @param fashion by which the day's clients chose, and the panel judged
 * @param verdict what the night's training came to, a sentence
 */
public record SimulatedDay(
        LocalDate day,
        int searches,
        int clicks,
        int quotes,
        int contracts,
        double ctr10,
        double ctr10Weights,
        double ctr10Champion,
        double ndcgWeights,
        double ndcgChampion,
        String rankedBy,
        String trials,
        Fashion fashion,
        String verdict) {}
