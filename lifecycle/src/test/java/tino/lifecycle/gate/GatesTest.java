package tino.lifecycle.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.statistic.Interval;

@NullUnmarked // a null where there should be a value fails the test by itself
class GatesTest {
    private static final Check CHECK = Check.betterThan(Against.CHAMPION, "hit", Margin.of("2%"))
            .ofGap("sex")
            .surely(0.01);

    @TempDir
    private Path folder;

    private Workshop workshop;
    private Registry registry;
    private Gates gates;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        registry = workshop.registry;
        gates = registry.gates();
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private int version() {
        ArtifactFormat<String> format = new ArtifactFormat<>() {
            @Override
            public void write(String model, Path target) throws IOException {
                Files.writeString(target.resolve("text.txt"), model);
            }

            @Override
            public String read(Path target) throws IOException {
                return Files.readString(target.resolve("text.txt"));
            }
        };
        return registry.register("texts", "one", format, new Provenance(null, null, Map.of(), "0123abc"))
                .number();
    }

    private static GateVerdict verdict(boolean passed) {
        return new GateVerdict(
                List.of(new Finding(CHECK, 0.25, 0.5, 0.51, new Interval(-0.25, -0.3, -0.2, 0.95), null, passed)));
    }

    private void champion(int number) {
        registry.assign("texts", Registry.CHAMPION, number, "test", "test");
    }

    @Test
    void keepsAllNumbersOfAVerdict() {
        GateVerdict unjudged = new GateVerdict(List.of(
                new Finding(CHECK, Double.NaN, null, null, null, Finding.Problem.NOTHING_JUDGED, false),
                new Finding(Check.atLeast("auc", 0.5), Double.NEGATIVE_INFINITY, null, 0.5, null, null, false)));
        UUID run = UUID.randomUUID();
        gates.record(run, "texts", null, unjudged);
        gates.record(null, "texts", 1, verdict(true));
        assertThat(gates.verdicts("texts"))
                .containsExactly(
                        new RecordedVerdict(null, "texts", 1, verdict(true), Workshop.START),
                        new RecordedVerdict(run, "texts", null, unjudged, Workshop.START));
        assertThat(gates.verdict("texts", 1)).contains(verdict(true));
        assertThat(gates.verdict("texts", 2)).isEmpty();
    }

    @Test
    void refusesAChampionThatNoGateHasJudgedOrThatFailed() {
        int number = version();
        assertThatThrownBy(() -> champion(number))
                .isInstanceOf(GateNotPassed.class)
                .hasMessageContaining("version 1 has not: no gate has judged it")
                .hasMessageContaining("tino models approve texts 1 --why");
        gates.record(null, "texts", number, verdict(false));
        assertThatThrownBy(() -> champion(number))
                .isInstanceOf(GateNotPassed.class)
                .hasMessageContaining("gap of hit by sex 0.2500, better than the champion's 0.5000 by 2%");
        assertThat(registry.champion("texts")).isEmpty();
        assertThat(registry.history("texts", Registry.CHAMPION)).isEmpty();
        registry.assign("texts", Registry.CHALLENGER, number, "test", "a challenger is on trial and needs no gate");
        gates.record(null, "texts", number, verdict(true));
        champion(number);
        assertThat(registry.champion("texts").orElseThrow().number()).isEqualTo(number);
    }

    @Test
    void letsTheLastVerdictCount() {
        int number = version();
        gates.record(null, "texts", number, verdict(true));
        gates.record(null, "texts", number, verdict(false));
        assertThatThrownBy(() -> champion(number)).isInstanceOf(GateNotPassed.class);
    }

    @Test
    void letsAPersonOverrideWithNameAndReasonForThatVersionOnly() {
        int one = version();
        int two = version();
        for (String[] blank : new String[][] {{" ", "urgent"}, {"ana", "\t"}}) {
            assertThatThrownBy(() -> gates.override("texts", one, blank[0], blank[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Expected who overrides");
        }
        assertThatThrownBy(() -> gates.override("texts", 7, "ana", "urgent")).hasMessageContaining("there is no 7");
        assertThatThrownBy(() -> gates.override("other", one, "ana", "urgent"))
                .hasMessageContaining("Expected a version of other");
        gates.override("texts", one, "ana", "the old one insults people");
        champion(one);
        assertThatThrownBy(() -> champion(two)).isInstanceOf(GateNotPassed.class);
        assertThat(gates.overrides("texts"))
                .containsExactly(new GateOverride("texts", one, "ana", "the old one insults people", Workshop.START));
    }

    @Test
    void isNeverChangedNorRemoved() {
        int number = version();
        gates.record(null, "texts", number, verdict(false));
        gates.override("texts", number, "ana", "urgent");
        for (String change : List.of(
                "UPDATE gate_verdict SET passed = true",
                "DELETE FROM gate_verdict",
                "UPDATE gate_override SET who = 'bob'",
                "DELETE FROM gate_override")) {
            assertThatThrownBy(() -> workshop.database.sql().sql(change).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("only added");
        }
    }

    @Test
    void followsAModelToItsNewNameAndLeavesNothingToWhoTakesTheOldOne() {
        int number = version();
        gates.record(null, "texts", number, verdict(true));
        gates.override("texts", number, "ana", "urgent");
        gates.rename("texts", "letters");
        assertThat(gates.verdict("letters", number)).contains(verdict(true));
        assertThat(gates.overrides("letters")).hasSize(1);
        assertThatThrownBy(() -> champion(number)).isInstanceOf(GateNotPassed.class);
    }

    @Test
    void lendsNoWayAroundToARollback() {
        int one = version();
        int two = version();
        gates.override("texts", one, "ana", "the first");
        gates.record(null, "texts", two, verdict(true));
        champion(one);
        champion(two);
        gates.record(null, "texts", one, verdict(false));
        // It was champion once, so that going back to it is allowed, whatever is thought of it now.
        assertThat(registry.rollback("texts", "ana", "two is worse").number()).isEqualTo(one);
        assertThatThrownBy(() -> registry.rollback("texts", "ana", "there was none before"))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(GateNotPassed.class);
    }
}
