package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stories of releasing a model, over HTTP against a real server; only people and time are made up. */
class DrillTest {
    private static final long SEED = 1;

    @TempDir
    private Path home;

    private Drill.Result play(Drill.Story story) {
        return Drill.play(story, home, SEED, new Output());
    }

    @Test
    void aBetterVersionIsPromotedByItselfStepByStep() {
        Drill.Result result = play(Drill.Story.BETTER);

        assertThat(result.outcome()).as("%s", result.timeline()).isEqualTo("promoted");
        assertThat(result.timeline())
                .extracting(Simulation.Happening::what)
                .containsSubsequence(
                        "version 1: canary 10 %",
                        "version 1: canary 25 %",
                        "version 1: canary 50 %",
                        "version 1: canary 100 %",
                        "version 1: champion");
        assertThat(result.timeline()).extracting(Simulation.Happening::at).isSorted();
        assertThat(result.harmedShare()).isZero();
    }

    @Test
    void oneWithReversedScoresIsRefusedByTheGateAndWithdrawnByTheGuards() {
        Drill.Result result = play(Drill.Story.SABOTAGE);

        assertThat(result.outcome()).as("%s", result.timeline()).isEqualTo("withdrawn");
        assertThat(result.timeline())
                .extracting(Simulation.Happening::what)
                .anyMatch(what -> what.startsWith("gate: REJECTED"))
                .anyMatch(what -> what.startsWith("refused: "))
                .anyMatch(what -> what.endsWith("canary 10 %, forced past the gate"))
                .contains("version 2: withdrawn");
        assertThat(result.harmedShare()).isPositive().isLessThanOrEqualTo(.01);
    }

    @Test
    void qualityReturnsAfterClientsCameToLikeOtherThings() {
        Drill.Result result = play(Drill.Story.DRIFT);

        assertThat(result.outcome()).as("%s", result.timeline()).isEqualTo("recovered");
        assertThat(result.timeline())
                .extracting(Simulation.Happening::what)
                .anyMatch(what -> what.startsWith("quality fell: answers of version 1"))
                .anyMatch(what -> what.matches("version [2-9]: champion"));
    }
}
