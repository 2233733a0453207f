package tino.lifecycle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tino.lifecycle.registry.AliasChange.Action;

class AliasHistoryTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final List<AliasChange> history = new ArrayList<>();

    /** One change a second. */
    private void change(Action action, int number) {
        history.add(new AliasChange(
                "m", "champion", number, null, action, "test", "test", START.plusSeconds(history.size())));
    }

    private Optional<Integer> before() {
        return AliasHistory.beforeCurrent(history, number -> true);
    }

    @Test
    void goesBackStepByStep() {
        change(Action.ASSIGNED, 1);
        assertThat(before()).isEmpty();
        change(Action.ASSIGNED, 2);
        change(Action.ASSIGNED, 3);
        assertThat(before()).contains(2);
        change(Action.ROLLED_BACK, 2);
        assertThat(before()).contains(1);
        change(Action.ROLLED_BACK, 1);
        assertThat(before()).isEmpty();
        change(Action.ASSIGNED, 4);
        assertThat(before()).contains(1);
    }

    @Test
    void returnsFromNobodyToWhoeverWasLast() {
        change(Action.ASSIGNED, 1);
        change(Action.ASSIGNED, 2);
        change(Action.REMOVED, 2);
        assertThat(before()).contains(2);
        change(Action.ROLLED_BACK, 2);
        assertThat(before()).contains(1);
        change(Action.REMOVED, 2);
        change(Action.ASSIGNED, 3);
        assertThat(before()).contains(2);
    }

    @Test
    void passesOverVersionsThatAreGone() {
        change(Action.ASSIGNED, 1);
        change(Action.ASSIGNED, 2);
        change(Action.ASSIGNED, 3);
        assertThat(AliasHistory.beforeCurrent(history, number -> number != 2)).contains(1);
        change(Action.ROLLED_BACK, 1);
        assertThat(before()).isEmpty();
    }

    @Test
    void knowsWhoWasLiveAtATime() {
        change(Action.ASSIGNED, 1);
        change(Action.ASSIGNED, 2);
        change(Action.ROLLED_BACK, 1);
        change(Action.REMOVED, 1);
        assertThat(AliasHistory.at(history, START.minusMillis(1))).isEmpty();
        assertThat(AliasHistory.at(history, START)).contains(1);
        assertThat(AliasHistory.at(history, START.plusMillis(1_999))).contains(2);
        assertThat(AliasHistory.at(history, START.plusSeconds(2))).contains(1);
        assertThat(AliasHistory.at(history, START.plusSeconds(3))).isEmpty();
    }
}
