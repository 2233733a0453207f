package tino.prediction.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Split;

/**
 * Cuts cases by time, no person on two sides: whoever comes again belongs to the newest side that they are in, and their older
 * cases are left out. So the newest cases are all there, and nothing that is learned from knows anybody that is judged.
 */
final class TimeCut {
    static final double TEST = 0.15;
    static final double VALIDATION = 0.25;

    private TimeCut() {}

    /**
     * @param ends rising shares of the rows at which sides end, without the last, which ends with the rows
     * @return the rows of each side, from the oldest
     */
    static List<int[]> sides(@Nullable String[] persons, double... ends) {
        int rows = persons.length;
        int[] side = new int[rows];
        Map<String, Integer> newest = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            for (double end : ends) {
                side[row] += row >= Math.round(end * rows) ? 1 : 0;
            }
            String person = persons[row];
            if (person != null) {
                newest.put(person, side[row]);
            }
        }
        List<int[]> sides = new ArrayList<>();
        for (int wanted = 0; wanted <= ends.length; wanted++) {
            int[] inside = new int[rows];
            int count = 0;
            for (int row = 0; row < rows; row++) {
                String person = persons[row];
                if (side[row] == wanted && (person == null || newest.getOrDefault(person, wanted) == wanted)) {
                    inside[count++] = row;
                }
            }
            sides.add(Arrays.copyOf(inside, count));
        }
        return sides;
    }

    /** @param all by time */
    static Split<LabelledRows> cut(LabelledRows all) {
        List<int[]> sides = sides(all.persons(), 1 - TEST - VALIDATION, 1 - TEST);
        LabelledRows train = all.only(sides.get(0));
        double baseRate = train.rows() == 0 ? Double.NaN : (double) train.positives() / train.rows();
        return new Split<>(
                train.with(baseRate),
                all.only(sides.get(1)).with(baseRate),
                all.only(sides.get(2)).with(baseRate));
    }
}
