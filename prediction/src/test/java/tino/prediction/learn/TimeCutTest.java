package tino.prediction.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeCutTest {
    @Test
    void whoComesAgainIsOnTheNewestSideOnly() {
        String[] persons = {"a", "b", null, "a", "c", "b", null, "d", "a", "d"};
        List<int[]> sides = TimeCut.sides(persons, 0.4, 0.7);
        assertThat(sides.get(0)).containsExactly(2);
        assertThat(sides.get(1)).containsExactly(4, 5, 6);
        assertThat(sides.get(2)).containsExactly(7, 8, 9);
    }

    @Test
    void nobodyLeftIsNoSide() {
        assertThat(TimeCut.sides(new String[0], 0.5))
                .allSatisfy(side -> assertThat(side).isEmpty());
    }
}
