package tino.prediction.calibration;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/**
 * The calibration that does best on cases that it was not fitted to, among none, {@link Platt} and {@link Isotonic}. Each is
 * fitted to all parts but one and says its probabilities of that one; what has the least log loss over all of them is fitted
 * anew to all cases. So a curve that bends with every accident has no advantage.
 *
 * @param calibration fitted to all cases
 * @param probabilities of each case by the same method, fitted without the case: good for choosing thresholds
 * @param logLoss of each method on cases it was not fitted to
 */
public record CrossFitted(Calibration calibration, double[] probabilities, SequencedMap<String, Double> logLoss) {

    private record Method(String name, BiFunction<double[], boolean[], Calibration> fit) {}

    private static final List<Method> METHODS = List.of(
            new Method(Uncalibrated.NAME, (_, _) -> new Uncalibrated()),
            new Method(Platt.NAME, Platt::fit),
            new Method(Isotonic.NAME, Isotonic::fit));

    /**
     * @param scores log odds of cases that the model did not learn from
     * @throws IllegalArgumentException if lengths differ or there are no cases outside a part
     */
    public static CrossFitted choose(double[] scores, boolean[] labels, Folds folds) {
        if (scores.length != labels.length || scores.length != folds.of().length) {
            throw new IllegalArgumentException("Expected a label and a part for each of " + scores.length
                    + " scores, got " + labels.length + " and " + folds.of().length);
        }
        Map<Method, double[]> fitted = new LinkedHashMap<>();
        for (Method method : METHODS) {
            fitted.put(method, outside(method, scores, labels, folds));
        }
        SequencedMap<String, Double> losses = new LinkedHashMap<>();
        fitted.forEach((method, probabilities) -> losses.put(method.name, logLoss(probabilities, labels)));
        Method best = METHODS.getFirst();
        for (Method method : METHODS) {
            best = losses.getOrDefault(method.name, 0.0) < losses.getOrDefault(best.name, 0.0) ? method : best;
        }
        return new CrossFitted(best.fit.apply(scores, labels), fitted.getOrDefault(best, new double[0]), losses);
    }

    private static double[] outside(Method method, double[] scores, boolean[] labels, Folds folds) {
        double[] probabilities = new double[scores.length];
        for (int part = 0; part < folds.count(); part++) {
            int[] rest = folds.outside(part);
            boolean[] restLabels = new boolean[rest.length];
            for (int i = 0; i < rest.length; i++) {
                restLabels[i] = labels[rest[i]];
            }
            double[] restScores =
                    Arrays.stream(rest).mapToDouble(row -> scores[row]).toArray();
            Calibration calibration = method.fit.apply(restScores, restLabels);
            for (int row : folds.inside(part)) {
                probabilities[row] = calibration.probability(scores[row]);
            }
        }
        return probabilities;
    }

    private static double logLoss(double[] probabilities, boolean[] labels) {
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            loss -= Math.log(labels[i] ? probabilities[i] : 1 - probabilities[i]);
        }
        return loss / labels.length;
    }
}
