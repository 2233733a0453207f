package tino.marketplace.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");

    private final List<Instant> clock = Collections.synchronizedList(new ArrayList<>());
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final Agenda agenda = new Agenda(clock::add);

    @Test
    void doesWhatIsDueAndLeavesTheRest() {
        agenda.add(MORNING.plusSeconds(10), () -> done.add("early"));
        agenda.add(MORNING.plusSeconds(7_200), () -> done.add("late"));
        agenda.until(MORNING.plusSeconds(3_600));
        assertThat(done).containsExactly("early");
        agenda.until(MORNING.plusSeconds(10_000));
        assertThat(done).containsExactly("early", "late");
    }

    @Test
    void whatHappensMayPutDownMoreForTheSameStretch() {
        agenda.add(MORNING, () -> {
            done.add("search");
            agenda.add(MORNING.plusSeconds(30), () -> done.add("click"));
        });
        agenda.until(MORNING.plusSeconds(60));
        assertThat(done).containsExactly("search", "click");
    }

    /** Many at once share the time of the last of them; what then comes too late must not turn the clock back. */
    @Test
    void timeNeverRunsBackwards() {
        for (int i = 0; i < 100; i++) {
            Instant at = MORNING.plusSeconds(60L * i);
            agenda.add(at, () -> agenda.add(at.plusSeconds(1), () -> done.add("follows")));
        }
        agenda.until(MORNING.plusSeconds(100_000));
        assertThat(done).hasSize(100);
        assertThat(clock).isSorted();
        assertThat(clock.getLast()).isEqualTo(MORNING.plusSeconds(100_000));
    }

    @Test
    void aFailureIsNotSwallowed() {
        agenda.add(MORNING, () -> {
            throw new IllegalStateException("the server is gone");
        });
        assertThatThrownBy(() -> agenda.until(MORNING.plusSeconds(1))).hasMessage("the server is gone");
    }
}
