package tino.prediction.calibration;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Deals rows into parts, so that each can be judged by what was learned from the others (Stone, 1974).
 *
 * @param of each row's part, from 0
 * @param count of parts, at least 2
 */
public record Folds(int[] of, int count) {

    public Folds {
        if (count < 2) {
            throw new IllegalArgumentException("Expected at least 2 parts to deal rows into, got " + count);
        }
    }

    /** Each part gets its share of both labels. */
    public static Folds stratified(boolean[] labels, int count, RandomGenerator random) {
        int[] of = new int[labels.length];
        int dealt = 0;
        for (boolean label : new boolean[] {true, false}) {
            int[] rows = IntStream.range(0, labels.length)
                    .filter(row -> labels[row] == label)
                    .toArray();
            shuffle(rows, random);
            for (int row : rows) {
                of[row] = dealt++ % count;
            }
        }
        return new Folds(of, count);
    }

    /** All rows of a person come into one part, since they know of each other; {@code null} is somebody else each time. */
    public static Folds byPerson(@Nullable String[] persons, int count, RandomGenerator random) {
        Map<String, Integer> known = new HashMap<>();
        int[] of = new int[persons.length];
        for (int row = 0; row < of.length; row++) {
            String person = persons[row];
            of[row] =
                    person == null ? random.nextInt(count) : known.computeIfAbsent(person, _ -> random.nextInt(count));
        }
        return new Folds(of, count);
    }

    /** Rows of a part. */
    public int[] inside(int part) {
        return IntStream.range(0, of.length).filter(row -> of[row] == part).toArray();
    }

    /** Rows of all other parts. */
    public int[] outside(int part) {
        return IntStream.range(0, of.length).filter(row -> of[row] != part).toArray();
    }

    private static void shuffle(int[] rows, RandomGenerator random) {
        for (int i = rows.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[other];
            rows[other] = row;
        }
    }
}
