package tino.lifecycle.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {
    private static void spin(int milliseconds) {
        long end = System.nanoTime() + milliseconds * 1_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void timesEachAnswerInItsPlace() {
        List<Runnable> answers = IntStream.of(0, 8, 0, 4)
                .mapToObj(time -> (Runnable) () -> spin(time))
                .toList();
        double[] times = AnswerTimes.milliseconds(answers);
        assertThat(times).hasSize(4);
        assertThat(times[1]).isGreaterThanOrEqualTo(8);
        assertThat(times[3]).isGreaterThanOrEqualTo(4);
        assertThat(AnswerTimes.milliseconds(List.of())).isEmpty();
    }

    /** The last three calls are the timed ones; something else keeps the machine busy in two of them. */
    @Test
    void takesTheRoundThatNothingDisturbed() {
        AtomicInteger calls = new AtomicInteger();
        AnswerTimes.milliseconds(List.of(calls::incrementAndGet));
        int warmUp = calls.getAndSet(0) - 3;
        assertThat(warmUp).isGreaterThan(100);
        double[] times = AnswerTimes.milliseconds(List.of(() -> {
            int call = calls.incrementAndGet();
            spin(call == warmUp + 1 || call == warmUp + 3 ? 200 : 0);
        }));
        assertThat(times[0]).isLessThan(200);
    }
}
