package tino.lifecycle.pipeline;

import java.util.Arrays;
import java.util.List;

/**
 * How long single answers take on this machine. After a warm-up all answers are given in several rounds, and the round
 * that took least in all is taken: whatever else the machine does only ever adds to a time (as Python's {@code timeit}
 * advises for the same reason).
 */
final class AnswerTimes {
    private static final int ROUNDS = 3;
    private static final int WARM_UP_ANSWERS = 3_000;
    private static final long WARM_UP_NANOS = 1_000_000_000;

    private AnswerTimes() {}

    /** One time an answer, in their order; none if there are no answers. */
    static double[] milliseconds(List<Runnable> answers) {
        if (answers.isEmpty()) {
            return new double[0];
        }
        warmUp(answers);
        double[] best = round(answers);
        for (int round = 1; round < ROUNDS; round++) {
            double[] times = round(answers);
            if (Arrays.stream(times).sum() < Arrays.stream(best).sum()) {
                best = times;
            }
        }
        return best;
    }

    private static void warmUp(List<Runnable> answers) {
        long start = System.nanoTime();
        for (int given = 0; given < WARM_UP_ANSWERS && System.nanoTime() - start < WARM_UP_NANOS; given++) {
            answers.get(given % answers.size()).run();
        }
    }

    private static double[] round(List<Runnable> answers) {
        double[] milliseconds = new double[answers.size()];
        for (int i = 0; i < milliseconds.length; i++) {
            long start = System.nanoTime();
            answers.get(i).run();
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        return milliseconds;
    }
}
