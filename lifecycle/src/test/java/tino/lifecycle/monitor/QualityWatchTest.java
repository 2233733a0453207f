package tino.lifecycle.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.pipeline.Coins;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class QualityWatchTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final QualityPolicy POLICY = new QualityPolicy(
            DAY.multipliedBy(2),
            DAY.multipliedBy(2),
            200,
            0.10,
            0.95,
            Duration.ofHours(1),
            DAY.multipliedBy(3),
            DAY.multipliedBy(4));
    private static final ObjectNode NOTHING = JsonMapper.shared().createObjectNode();

    @TempDir
    private Path folder;

    private final RandomGenerator random = new SplittableRandom(7);
    private final Coins coins = new Coins();
    private Workshop workshop;
    private PostgresEventLog log;
    private QualityWatch watch;

    @BeforeEach
    void aChampion() {
        workshop = new Workshop(folder);
        log = new PostgresEventLog(workshop.database, workshop.metrics);
        coins.outcomes = new Outcomes(Map.of("kept", 1.0), 1);
        workshop.pipelines.run(coins, Period.endingAt(workshop.clock.instant(), DAY), "test", Progress.SILENT);
        // Whatever is trained from now on waits in shadow, so that the champion stays.
        coins.rollout = RolloutPolicy.STANDARD;
        watch = new QualityWatch(
                workshop.database,
                workshop.registry,
                workshop.runs,
                workshop.pipelines,
                workshop.clock,
                workshop.metrics);
        watch.watch(coins, POLICY);
    }

    @AfterEach
    void close() {
        log.close();
        workshop.close();
    }

    /** Answers of the champion spread over a time that then has passed. @param kept share of which something comes */
    private void pass(Duration time, int answers, double kept) {
        int champion = workshop.registry.champion(Coins.MODEL).orElseThrow().number();
        Instant start = workshop.clock.instant();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            Instant at = start.plus(time.multipliedBy(i).dividedBy(answers));
            UUID decision = DecisionId.next(() -> at, random);
            Answered answered = new Answered(Coins.MODEL, champion, null);
            events.add(new Event(decision, "prediction", at, decision, null, null, NOTHING, answered));
            if (random.nextDouble() < kept) {
                events.add(new Event(new UUID(random.nextLong(), i), "kept", at, decision, null, null, NOTHING));
            }
        }
        log.append(events);
        workshop.clock.advance(time);
    }

    private void days(int count, int answers, double kept) {
        for (int i = 0; i < count; i++) {
            pass(DAY, answers, kept);
        }
    }

    @Test
    void asksOnceForRetrainingWhenLessComesOfTheAnswersThanAfterThePromotion() {
        days(3, 400, .6);
        assertThat(watch.look()).isEmpty();
        days(2, 400, .4);

        List<QualityWatch.Alarm> alarms = watch.look();

        assertThat(alarms).singleElement().satisfies(alarm -> {
            assertThat(alarm.fall().version()).isEqualTo(1);
            assertThat(alarm.fall().before()).isBetween(.55, .65);
            assertThat(alarm.fall().now()).isBetween(.35, .45);
            assertThat(alarm.fall().difference().high()).isNegative();
        });
        assertThat(workshop.runs.runs(Coins.MODEL).getFirst()).satisfies(run -> {
            assertThat(run.reason())
                    .startsWith("quality fell: answers of version 1 with an outcome were ")
                    .contains(" % after its promotion and are ");
            assertThat(run.period().from()).isEqualTo(workshop.clock.instant().minus(POLICY.learnFrom()));
        });
        assertThat(workshop.metrics
                        .counter("tino.quality.falls", "model", Coins.MODEL)
                        .count())
                .isEqualTo(1);
        assertThat(workshop.metrics
                        .get("tino.quality.share")
                        .tags("model", Coins.MODEL, "what", "outcome")
                        .gauge()
                        .value())
                .isBetween(.35, .45);
        assertThat(watch.look()).isEmpty();
        days(2, 400, .4);
        assertThat(watch.look()).isEmpty();
    }

    /** The share of hits is what the last look saw, so that a success that was taken back is seen to be none. */
    @Test
    void countsASuccessThatWasCorrectedAsNoneWhereTheLastWordCounts() {
        coins.outcomes = new Outcomes(Map.of("kept", 1.0, "given back", 0.0), 1, Outcomes.Counted.LAST);
        days(3, 100, 1);
        correct("given back", Duration.ofMinutes(1));
        watch.look();
        assertThat(share("hit")).isZero();
        assertThat(share("outcome")).isOne();

        correct("kept", Duration.ofMinutes(2));
        // Said before the correction and heard after it.
        correct("given back", Duration.ofSeconds(30));
        watch.look();
        assertThat(share("hit")).isOne();

        coins.outcomes = new Outcomes(coins.outcomes.grades(), 1);
        correct("given back", Duration.ofMinutes(3));
        watch.look();
        assertThat(share("hit")).as("where all of them count").isOne();
    }

    /** Says so of all answers, so long after each was given. */
    private void correct(String type, Duration after) {
        List<Event> corrections = new ArrayList<>();
        log.read(
                Instant.EPOCH,
                workshop.clock.instant(),
                Set.of("prediction"),
                answer -> corrections.add(new Event(
                        new UUID(random.nextLong(), 0),
                        type,
                        answer.at().plus(after),
                        answer.decision(),
                        null,
                        null,
                        NOTHING)));
        log.append(corrections);
    }

    private double share(String what) {
        return workshop.metrics
                .get("tino.quality.share")
                .tags("model", Coins.MODEL, "what", what)
                .gauge()
                .value();
    }

    @Test
    void asksAgainAfterTheRestWhenItStaysSo() {
        days(2, 400, .6);
        days(2, 400, .4);
        assertThat(watch.look()).hasSize(1);
        days(3, 400, .4);
        assertThat(watch.look()).hasSize(1);
    }

    @Test
    void comparesAnotherChampionWithItsOwnBeginning() {
        days(2, 400, .6);
        days(2, 400, .4);
        assertThat(watch.look()).hasSize(1);
        workshop.registry.assign(Coins.MODEL, Registry.CHAMPION, 2, "test", "better");

        days(4, 400, .4);
        assertThat(watch.look()).isEmpty();
        days(1, 400, .2);
        assertThat(watch.look())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.fall().version()).isEqualTo(2));
    }

    @Test
    void staysQuietWhileTheQualityIsWhatItWas() {
        for (int look = 0; look < 80; look++) {
            pass(DAY.dividedBy(2), 150, .6);
            assertThat(watch.look()).as("look %d", look).isEmpty();
        }
    }

    @Test
    void staysQuietWhereTheFallIsSureButSmall() {
        days(2, 4_000, .60);
        days(2, 4_000, .565);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void concludesNothingFromFewAnswers() {
        days(2, 400, .6);
        days(1, 150, .1);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void leavesOutAnswersOfWhichSomethingMayStillCome() {
        days(3, 400, .6);
        pass(Duration.ofMinutes(30), 300, 0);
        assertThat(watch.look()).isEmpty();
    }
}
