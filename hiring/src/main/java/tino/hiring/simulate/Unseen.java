package tino.hiring.simulate;

import java.util.ArrayList;
import java.util.List;
import tino.lifecycle.statistic.Reliability;
import tino.prediction.metric.Judgement;
import tino.prediction.metric.PerCase;

/** Predictions about people whom the model never saw, beside what came true and what was true all along. For one thread. */
public final class Unseen {
    private final List<Case> cases = new ArrayList<>();

    private record Case(double probability, boolean approved, boolean hired, double chance) {}

    /**
     * @param approved whether the probability reached the threshold
     * @param hired what came true
     * @param chance that it would, as the truth has it
     */
    public void add(double probability, boolean approved, boolean hired, double chance) {
        cases.add(new Case(probability, approved, hired, chance));
    }

    /**
     * @param rocArea by what came true
     * @param calibrationError expected, against the true chances, over {@link Judgement#BINS} bins
     * @param precision of those approved, the share hired; NaN of none
     * @param recall of those hired, the share approved; NaN of none
     */
    public record Figures(
            int cases,
            int hired,
            int approved,
            double rocArea,
            double calibrationError,
            double precision,
            double recall) {}

    /** @throws IllegalStateException if there are no cases */
    public Figures figures() {
        if (cases.isEmpty()) {
            throw new IllegalStateException("Expected predictions about somebody, there are none");
        }
        double[] probabilities = cases.stream().mapToDouble(Case::probability).toArray();
        double[] chances = cases.stream().mapToDouble(Case::chance).toArray();
        boolean[] hired = new boolean[cases.size()];
        int all = 0;
        int approved = 0;
        int both = 0;
        for (int i = 0; i < hired.length; i++) {
            Case one = cases.get(i);
            hired[i] = one.hired;
            all += one.hired ? 1 : 0;
            approved += one.approved ? 1 : 0;
            both += one.hired && one.approved ? 1 : 0;
        }
        return new Figures(
                hired.length,
                all,
                approved,
                mean(PerCase.rocArea(probabilities, hired)),
                Reliability.of(probabilities, chances, Judgement.BINS).expectedError(),
                (double) both / approved,
                (double) both / all);
    }

    private static double mean(double[] values) {
        double sum = 0;
        int known = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return sum / known;
    }
}
