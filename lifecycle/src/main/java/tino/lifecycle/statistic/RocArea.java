package tino.lifecycle.statistic;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Area under the ROC curve: how often a case that came true had been given more than one that did not, ties counting half
 * (Hanley and McNeil, Radiology 143, 1982).
 */
public final class RocArea {
    private RocArea() {}

    /** @return of [0, 1]; NaN where one of the two classes is missing */
    public static double of(double[] scores, boolean[] truth) {
        double sum = 0;
        for (double value : values(scores, truth)) {
            sum += value;
        }
        return sum / truth.length;
    }

    /**
     * The area as the mean of one value a case, {@code area + (placement − area) · n / n(class)}: so it can be drawn anew like
     * any other mean, with the variance of DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988. The placement of a case is
     * the share of the other class that it stands right of, ties counting half.
     *
     * @return NaN for every case where one of the two classes is missing
     */
    public static double[] values(double[] scores, boolean[] truth) {
        int n = truth.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int yes = (int) IntStream.range(0, n).filter(i -> truth[i]).count();
        int no = n - yes;
        double[] placement = new double[n];
        double area = 0;
        int yesBelow = 0;
        int noBelow = 0;
        for (int start = 0; start < n; ) {
            int end = start;
            int yesTied = 0;
            while (end < n && scores[order[end]] == scores[order[start]]) {
                yesTied += truth[order[end++]] ? 1 : 0;
            }
            int noTied = end - start - yesTied;
            for (int at = start; at < end; at++) {
                int one = order[at];
                placement[one] = truth[one] ? (noBelow + noTied / 2.0) / no : 1 - (yesBelow + yesTied / 2.0) / yes;
                area += truth[one] ? placement[one] / yes : 0;
            }
            yesBelow += yesTied;
            noBelow += noTied;
            start = end;
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = yes == 0 || no == 0 ? Double.NaN : area + (placement[i] - area) * n / (truth[i] ? yes : no);
        }
        return values;
    }
}
