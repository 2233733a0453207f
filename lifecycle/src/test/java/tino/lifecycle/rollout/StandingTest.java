package tino.lifecycle.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tino.lifecycle.rollout.CanaryEvidence.Arm;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.rollout.Standing.Verdict;

@NullUnmarked // a null where there should be a value fails the test by itself
class StandingTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Rollout CANARY =
            new Rollout(new UUID(0, 1), "m", 2, Stage.CANARY, 10, false, 1, 1, START, START, START, null);
    private static final Speed FAST = new Speed(500, 0, 1, true);

    /** Of a thousand answers of the control half come to something, a fifth to a success. */
    private static Verdict verdict(long answers, long answered, long hits) {
        CanaryEvidence evidence = new CanaryEvidence(new Arm(answers, answered, hits), new Arm(1_000, 500, 200));
        return new Standing(
                        CANARY,
                        evidence.guards(RolloutPolicy.Guard.STANDARD, FAST, FAST),
                        evidence.step(CANARY, RolloutPolicy.STANDARD, START.plusSeconds(2 * 86_400)))
                .verdict();
    }

    @Test
    void advancesOneThatIsAsGood() {
        assertThat(verdict(100, 50, 20)).isEqualTo(Verdict.ADVANCE);
    }

    @Test
    void holdsOneThatLooksWorseAndMayNotBe() {
        assertThat(verdict(100, 44, 20))
                .as("six points fewer, by chance or not")
                .isEqualTo(Verdict.STAY);
        assertThat(verdict(100, 50, 18)).as("two points fewer successes").isEqualTo(Verdict.STAY);
        assertThat(verdict(100, 46, 20)).as("less than a tenth fewer").isEqualTo(Verdict.ADVANCE);
    }

    @Test
    void withdrawsOneThatStillLooksWorseWhenItsTimeIsLongOver() {
        CanaryEvidence evidence = new CanaryEvidence(new Arm(150, 66, 30), new Arm(1_000, 500, 200));
        Instant aDayLater = START.plusSeconds(86_400);
        Instant twoDaysLater = START.plusSeconds(2 * 86_400);
        assertThat(evidence.overdue(CANARY, RolloutPolicy.STANDARD, aDayLater)).isFalse();
        assertThat(evidence.overdue(CANARY, RolloutPolicy.STANDARD, twoDaysLater))
                .isTrue();
        assertThat(new Standing(
                                CANARY,
                                evidence.guards(RolloutPolicy.Guard.STANDARD, FAST, FAST, true),
                                evidence.step(CANARY, RolloutPolicy.STANDARD, twoDaysLater))
                        .verdict())
                .isEqualTo(Verdict.WITHDRAW);
        CanaryEvidence few = new CanaryEvidence(new Arm(149, 66, 30), new Arm(1_000, 500, 200));
        assertThat(few.overdue(CANARY, RolloutPolicy.STANDARD, twoDaysLater))
                .as("too few to say so")
                .isFalse();
    }

    @Test
    void withdrawsOneThatSurelyIs() {
        assertThat(verdict(100, 15, 5)).isEqualTo(Verdict.WITHDRAW);
    }

    @Test
    void holdsAPausedOneHoweverGood() {
        Rollout paused = new Rollout(CANARY.id(), "m", 2, Stage.CANARY, 10, true, 1, 2, START, START, START, null);
        CanaryEvidence evidence = new CanaryEvidence(new Arm(100, 50, 20), new Arm(1_000, 500, 200));
        assertThat(new Standing(
                                paused,
                                evidence.guards(RolloutPolicy.Guard.STANDARD, FAST, FAST),
                                evidence.step(paused, RolloutPolicy.STANDARD, START.plusSeconds(2 * 86_400)))
                        .verdict())
                .isEqualTo(Verdict.STAY);
    }
}
