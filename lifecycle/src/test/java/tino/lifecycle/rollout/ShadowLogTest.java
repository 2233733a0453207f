package tino.lifecycle.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.pipeline.Coins;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.rollout.ShadowEvidence.Found;
import tools.jackson.databind.json.JsonMapper;

class ShadowLogTest {
    private static final Outcomes OUTCOMES = new Outcomes(Map.of("look", 1.0, "buy", 2.0), 2);

    @TempDir
    private Path folder;

    private final RandomGenerator random = new SplittableRandom(5);
    private Workshop workshop;
    private PostgresEventLog events;
    private ShadowLog shadows;
    private Rollout rollout;

    @BeforeEach
    void aVersionInShadow() {
        workshop = new Workshop(folder);
        events = new PostgresEventLog(workshop.database, workshop.metrics);
        shadows = new ShadowLog(workshop.database);
        Coins coins = new Coins();
        coins.rollout = RolloutPolicy.STANDARD;
        workshop.pipelines.run(
                coins, Period.endingAt(workshop.clock.instant(), Duration.ofDays(1)), "test", Progress.SILENT);
        rollout = workshop.rollouts.open(Coins.MODEL).getFirst();
        workshop.clock.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        events.close();
        workshop.close();
    }

    private static ShadowLog.Item item(@Nullable String name, int control, @Nullable Integer shadow, double weight) {
        return new ShadowLog.Item(name, control, shadow, 0, 0, weight, null);
    }

    private UUID decision(ShadowLog.Item... items) {
        UUID decision = DecisionId.next(workshop.clock, random);
        shadows.append(List.of(new ShadowLog.Case(rollout.id(), decision, null, 100, Arrays.asList(items))));
        return decision;
    }

    private void happens(UUID decision, String type, @Nullable String item) {
        events.append(List.of(new Event(
                new UUID(random.nextLong(), 1),
                type,
                workshop.clock.instant(),
                decision,
                null,
                item,
                JsonMapper.shared().createObjectNode())));
    }

    private List<Found> found() {
        shadows.label(rollout, OUTCOMES);
        return shadows.evidence(rollout, OUTCOMES, 3).found();
    }

    @Test
    void takesASuccessBackThatTheLastWordSaysWasNone() {
        Outcomes outcomes = new Outcomes(Map.of("hired", 1.0, "not hired", 0.0), 1, Outcomes.Counted.LAST);
        UUID corrected = decision(item(null, 1, 1, 1));
        UUID stays = decision(item(null, 1, 1, 1));
        happens(corrected, "hired", "applicant");
        happens(stays, "hired", "applicant");
        shadows.label(rollout, outcomes);
        assertThat(shadows.evidence(rollout, outcomes, 1).found()).hasSize(2);

        workshop.clock.advance(Duration.ofMinutes(1));
        happens(corrected, "not hired", "applicant");
        assertThat(shadows.label(rollout, outcomes)).isEqualTo(1);
        assertThat(shadows.evidence(rollout, outcomes, 1).found())
                .extracting(Found::decision)
                .containsExactly(stays);
    }

    @Test
    void comparesTwoOrdersOfWhatWasShown() {
        UUID decision =
                decision(item("a", 1, 4, 1), item("b", 2, 2, 1.5), item("c", 3, 3, 2), item("not shown", 31, 1, 0));
        happens(decision, "buy", "b");

        assertThat(found()).containsExactly(new Found(decision, 2, 1, 1.5));
    }

    @Test
    void countsEverySuccessOfADecisionAndNothingLess() {
        UUID decision = decision(item("a", 1, 3, 1), item("b", 2, 2, 2), item("c", 3, 1, 4));
        happens(decision, "buy", "a");
        happens(decision, "look", "b");
        happens(decision, "buy", "c");
        happens(decision(item("a", 1, 1, 1)), "look", "a");

        assertThat(found()).containsExactlyInAnyOrder(new Found(decision, 1, 3, 1), new Found(decision, 3, 1, 4));
    }

    @Test
    void takesAnAnswerWithoutItemsAsItIs() {
        UUID yes = decision(item(null, 1, null, 1));
        happens(yes, "buy", null);

        assertThat(found()).containsExactly(new Found(yes, 1, null, 1));
    }
}
