package tino.ranking.counterfactual;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Moments;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.bias.AdditiveLogit;
import tino.ranking.bias.Propensities;
import tino.ranking.bias.RegressionEm;
import tino.ranking.learn.RankingRows;

/**
 * How many rows of a list people would have clicked within the first ten, had another ranker ordered the lists that were
 * logged: an estimate before it meets anyone.
 *
 * <p>By the position-based model a row is clicked if it is looked at, with the propensity θ of its rank, and attractive. So
 * a click at rank r of a row that the ranker puts at rank s counts θ(s)/θ(r), and nothing if s is beyond the first ten: Li,
 * Abbasi-Yadkori, Kveton, Muthukrishnan, Vinay and Wen, "Offline evaluation of ranking policies with click models", KDD
 * 2018; Joachims, Swaminathan and Schnabel, WSDM 2017.
 *
 * <p>All intervals are normal, over lists independent of each other, for one look. They take the propensities and the model
 * as given; propensities that {@link RegressionEm} found in the same log lean towards the challenger, by up to a fifth in the
 * test. So this says whom to try, not whom to release.
 *
 * @param logged what was clicked in the order that was shown
 * @param inversePropensity the sum of the weighted clicks; unbiased if nothing was clipped, too low otherwise
 * @param selfNormalised the same times what the weights should sum to and over what they do. That sum is known in this
 *     model, so unlike elsewhere this makes good only what clipping took, as if it had been like the rest
 * @param doublyRobust the clicks that a model of attractiveness expects, corrected by the weighted error that it makes on
 *     the log: Oosterhuis, "Doubly robust estimation for correcting position bias in click feedback for unbiased learning to
 *     rank", TOIS 41(3), 2023. As every row was logged at one rank, the model speaks only for what clipping took; a clip of
 *     3 to 10 therefore has less variance than none and little bias
 * @param gain {@code doublyRobust − logged}, list by list, so that what makes lists differ does not count
 * @param clipped the share of the ranker's looks, in [0, 1), that clipping took: how much it shows what was logged too deep
 */
public record CounterfactualClicks(
        Interval logged,
        Interval inversePropensity,
        Interval selfNormalised,
        Interval doublyRobust,
        Interval gain,
        double clipped) {
    /** Ranks that count. */
    public static final int FIRST = 10;

    /**
     * @param rows as shown; what has a grade above 0 counts as clicked
     * @param clip the most a click counts; {@link Double#POSITIVE_INFINITY} for no limit
     * @param confidence of all intervals, e.g. 0.95
     * @throws IllegalArgumentException if there are no lists or the clip is not above 0
     */
    public static CounterfactualClicks of(Ranker ranker, RankingRows rows, double clip, double confidence) {
        ranker.layout().requireSame(rows.layout());
        int lists = rows.groups().length;
        if (lists == 0 || !(clip > 0)) {
            throw new IllegalArgumentException(
                    "At least one list and a clip above 0 are needed, got " + lists + " lists and clip " + clip);
        }
        int columns = rows.layout().size();
        Propensities looks = rows.propensities();
        double[] attractive = attractiveness(rows);
        double[] logged = new double[lists];
        double[] weighted = new double[lists];
        double[] corrected = new double[lists];
        double[] mass = new double[lists];
        double fullMass = 0;
        int start = 0;
        for (int list = 0; list < lists; list++) {
            int size = rows.groups()[list];
            double[] scores = new double[size];
            ranker.score(Arrays.copyOfRange(rows.features(), start * columns, (start + size) * columns), size, scores);
            int[] order = Ranking.order(scores, 0, size);
            for (int rank = 0; rank < size; rank++) {
                int row = start + order[rank];
                double before = looks.at(rows.positions()[row]);
                double after = rank < FIRST ? looks.at(rank + 1) : 0;
                double weight = Math.min(after / before, clip);
                double click = rows.grades()[row] > 0 ? 1 : 0;
                logged[list] += rows.positions()[row] <= FIRST ? click : 0;
                weighted[list] += weight * click;
                corrected[list] += after * attractive[row] + weight * (click - before * attractive[row]);
                mass[list] += weight * before;
                fullMass += after;
            }
            start += size;
        }
        double keptMass = Arrays.stream(mass).sum();
        return new CounterfactualClicks(
                interval(logged, confidence),
                interval(weighted, confidence),
                ratio(weighted, mass, fullMass / lists, confidence),
                interval(corrected, confidence),
                interval(each(lists, list -> corrected[list] - logged[list]), confidence),
                Math.max(0, 1 - keptMass / fullMass));
    }

    private static double[] attractiveness(RankingRows rows) {
        boolean[] clicked = new boolean[rows.rows()];
        for (int row = 0; row < clicked.length; row++) {
            clicked[row] = rows.grades()[row] > 0;
        }
        AdditiveLogit model = RegressionEm.attractiveness(
                rows.features(), rows.layout().size(), clicked, rows.positions(), rows.propensities());
        return model.predict(rows.features());
    }

    private static Interval interval(double[] byList, double confidence) {
        Moments moments = Moments.of(byList);
        return Interval.normal(moments.mean(), moments.standardError(), confidence);
    }

    /** {@code scale · Σvalues / Σmasses}, its error by the delta method. */
    private static Interval ratio(double[] values, double[] masses, double scale, double confidence) {
        double mass = Moments.of(masses).mean();
        double ratio = Moments.of(values).mean() / mass;
        double error = Moments.of(each(values.length, list -> values[list] - ratio * masses[list]))
                .standardError();
        return Interval.normal(scale * ratio, scale * error / mass, confidence);
    }

    private static double[] each(int lists, IntToDoubleFunction value) {
        return IntStream.range(0, lists).mapToDouble(value).toArray();
    }
}
