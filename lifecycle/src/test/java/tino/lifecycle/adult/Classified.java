package tino.lifecycle.adult;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Measures of a yes or no that was foretold with a probability, one value a case. */
final class Classified {
    private Classified() {}

    /** 1 where the more probable of the two was wrong. */
    static double[] error(double[] probability, boolean[] truth) {
        double[] error = new double[truth.length];
        Arrays.setAll(error, i -> probability[i] >= 0.5 == truth[i] ? 0 : 1);
        return error;
    }

    /** Negative logarithm of the probability that was given to what came true. */
    static double[] logLoss(double[] probability, boolean[] truth) {
        double[] loss = new double[truth.length];
        Arrays.setAll(loss, i -> -Math.log(Math.max(truth[i] ? probability[i] : 1 - probability[i], 1e-15)));
        return loss;
    }

    /**
     * Area under the ROC curve as the mean of one value a case, {@code auc + (placement − auc) · n / n(class)}: so it can be
     * drawn anew like any other metric, with the variance of DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988. The
     * placement of a case is the share of the other class that it stands right of, ties counting half.
     */
    static double[] auc(double[] probability, boolean[] truth) {
        int n = truth.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probability[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int yes = (int) IntStream.range(0, n).filter(i -> truth[i]).count();
        int no = n - yes;
        double[] placement = new double[n];
        double auc = 0;
        int yesBelow = 0;
        int noBelow = 0;
        for (int start = 0; start < n; ) {
            int end = start;
            int yesTied = 0;
            while (end < n && probability[order[end]] == probability[order[start]]) {
                yesTied += truth[order[end++]] ? 1 : 0;
            }
            int noTied = end - start - yesTied;
            for (int at = start; at < end; at++) {
                int one = order[at];
                placement[one] = truth[one] ? (noBelow + noTied / 2.0) / no : 1 - (yesBelow + yesTied / 2.0) / yes;
                auc += truth[one] ? placement[one] / yes : 0;
            }
            yesBelow += yesTied;
            noBelow += noTied;
            start = end;
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = auc + (placement[i] - auc) * n / (truth[i] ? yes : no);
        }
        return values;
    }
}
