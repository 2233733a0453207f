package tino.lifecycle.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.contest.Contest.Verdict;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.schedule.SimulatedClock;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked // a null where there should be a value fails the test by itself
class ContestsTest {
    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-03-02T12:00:00Z"));
    private Database database;
    private PostgresEventLog log;
    private Contests contests;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh("lifecycle");
        log = new PostgresEventLog(database, new SimpleMeterRegistry());
        contests = new Contests(database, log, clock);
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    private Contests.Taken decided() {
        UUID decision = DecisionId.next(clock, new SplittableRandom());
        log.append(List.of(new Event(
                decision,
                "prediction",
                clock.instant(),
                decision,
                "somebody",
                null,
                JsonMapper.shared().createObjectNode())));
        clock.advance(Duration.ofMinutes(1));
        return contests.decision(decision).orElseThrow();
    }

    @Test
    void aVerdictIsFeedbackOnTheDecision() {
        Contests.Taken taken = decided();
        assertThat(taken.subject()).isEqualTo("somebody");
        Contest asked = contests.ask(taken, "I do live near", "person");
        assertThat(contests.waiting()).containsExactly(asked);
        clock.advance(Duration.ofHours(1));
        assertThat(contests.answer(asked.id(), Verdict.OVERTURNED, "The distance was wrong", "lia"))
                .isTrue();
        assertThat(contests.waiting()).isEmpty();
        assertThat(contests.answered(5))
                .singleElement()
                .satisfies(done -> assertThat(done.answer())
                        .isEqualTo(new Contest.Answer(
                                Verdict.OVERTURNED, "The distance was wrong", "lia", clock.instant())));
        Event feedback = log.find(taken.decision(), Contests.FEEDBACK).orElseThrow();
        assertThat(feedback.id()).isEqualTo(asked.id());
        assertThat(feedback.body().path("verdict").asString()).isEqualTo("overturned");
        assertThat(feedback.body().path("why").asString()).isEqualTo("The distance was wrong");
    }

    @Test
    void theFirstReviewerAnswers() {
        Contest asked = contests.ask(decided(), "no", "person");
        assertThat(contests.answer(asked.id(), Verdict.UPHELD, "right", "lia")).isTrue();
        assertThat(contests.answer(asked.id(), Verdict.OVERTURNED, "wrong", "rui"))
                .isFalse();
        assertThat(contests.find(asked.id()).orElseThrow().answer().reviewer()).isEqualTo("lia");
        assertThatThrownBy(() -> contests.answer(UUID.randomUUID(), Verdict.UPHELD, "x", "lia"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneRequestWaitsForADecisionAtATime() {
        Contests.Taken taken = decided();
        Contest first = contests.ask(taken, "no", "person");
        assertThat(contests.ask(taken, "no, really", "person")).isEqualTo(first);
        contests.answer(first.id(), Verdict.UPHELD, "right", "lia");
        assertThat(contests.ask(taken, "I still say no", "person").id()).isNotEqualTo(first.id());
    }

    @Test
    void whatIsNotInTheLogCannotBeContested() {
        assertThat(contests.decision(DecisionId.next(clock, new SplittableRandom(3))))
                .isEmpty();
        assertThat(contests.decision(UUID.randomUUID())).isEmpty();
    }
}
