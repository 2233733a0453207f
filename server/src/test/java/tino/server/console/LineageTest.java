package tino.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tino.server.console.Lineage.Box;
import tino.server.console.Lineage.Kind;

class LineageTest {
    @Test
    void leadsFromTheEventsToEveryAliasAndTheTrial() {
        Lineage lineage = Lineage.of(true, true, List.of("challenger", "champion"), true);
        assertThat(lineage.boxes())
                .extracting(Box::kind)
                .containsExactly(Kind.EVENTS, Kind.DATASET, Kind.RUN, Kind.VERSION, Kind.TRIAL, Kind.ALIAS, Kind.ALIAS);
        assertThat(lineage.edges()).hasSize(6);
        assertThat(lineage.boxes()).allSatisfy(box -> {
            assertThat(box.x() + box.width()).isLessThanOrEqualTo(lineage.width());
            assertThat(box.y() + box.height()).isLessThanOrEqualTo(lineage.height());
        });
    }

    @Test
    void isOneBoxForAVersionOfWhichNothingIsKnown() {
        Lineage lineage = Lineage.of(false, false, List.of(), false);
        assertThat(lineage.boxes()).extracting(Box::kind).containsExactly(Kind.VERSION);
        assertThat(lineage.edges()).isEmpty();
        assertThat(lineage.height()).isEqualTo(lineage.boxes().getFirst().height());
    }
}
