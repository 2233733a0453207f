package tino.lifecycle.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.monitor.QualityReport.Standing;
import tino.lifecycle.pipeline.Coins;
import tino.lifecycle.pipeline.Evaluations;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.AnswerForm.Classification;
import tino.lifecycle.quality.AnswerForm.Truth;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Outcomes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class QualityMonitorTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final RandomGenerator random = new SplittableRandom(7);
    private final Coins coins = new Coins();
    /** As the door to the model counts it. */
    private long asked;

    private Workshop workshop;
    private PostgresEventLog log;

    @BeforeEach
    void aChampion() {
        workshop = new Workshop(folder);
        log = new PostgresEventLog(workshop.database, workshop.metrics);
        coins.outcomes = new Outcomes(Map.of("one", 1.0, "two", 2.0, "three", 3.0), 2);
        workshop.pipelines.run(coins, Period.endingAt(workshop.clock.instant(), DAY), "test", Progress.SILENT);
    }

    @AfterEach
    void close() {
        log.close();
        workshop.close();
    }

    private QualityMonitor monitor(@Nullable AnswerForm form, MeterRegistry meters) {
        coins.answerForm = form;
        QualityMonitor monitor = new QualityMonitor(
                workshop.database,
                workshop.registry,
                new Evaluations(workshop.database),
                new LastAsked(workshop.database, workshop.clock, _ -> asked),
                workshop.clock,
                meters);
        monitor.watch(coins, QualityPolicy.STANDARD);
        return monitor;
    }

    private static ObjectNode nothing() {
        return JsonMapper.shared().createObjectNode();
    }

    private UUID answer(@Nullable Integer version, int micros, ObjectNode body) {
        Instant now = workshop.clock.instant();
        UUID decision = DecisionId.next(workshop.clock, random);
        log.append(List.of(new Event(
                decision,
                "answer",
                now,
                decision,
                null,
                null,
                body,
                new Answered(Coins.MODEL, version, null, version == null ? null : micros))));
        return decision;
    }

    private void outcome(UUID decision, String type, int position) {
        outcome(decision, type, nothing().put("position", position));
    }

    private void outcome(UUID decision, String type, ObjectNode body) {
        log.append(List.of(new Event(
                new UUID(random.nextLong(), random.nextLong()),
                type,
                workshop.clock.instant(),
                decision,
                null,
                null,
                body)));
    }

    /** A day of answers, one an hour and so many at once. @param share of which something comes */
    private void day(int atOnce, double share) {
        for (int hour = 0; hour < 24; hour++) {
            List<Event> events = new ArrayList<>();
            Instant now = workshop.clock.instant();
            for (int i = 0; i < atOnce; i++) {
                UUID decision = DecisionId.next(workshop.clock, random);
                events.add(new Event(
                        decision,
                        "answer",
                        now,
                        decision,
                        null,
                        null,
                        nothing(),
                        new Answered(Coins.MODEL, 1, null, 1_000)));
                if (random.nextDouble() < share) {
                    events.add(new Event(new UUID(random.nextLong(), i), "one", now, decision, null, null, nothing()));
                }
            }
            log.append(events);
            workshop.clock.advance(HOUR);
        }
    }

    private static double gauge(MeterRegistry meters, String name, String... tags) {
        return meters.get(name).tag("model", Coins.MODEL).tags(tags).gauge().value();
    }

    /**
     * Wikipedia, "Discounted cumulative gain": grades 3, 2, 3, 0, 1, 2 in this order have DCG 6.861, in the best order 7.141, so nDCG
     * .961.
     */
    @Test
    void measuresTheOrderOfListsByWhatCameOfThem() {
        QualityMonitor monitor = monitor(new AnswerForm.Ranking(6, Map.of(Figure.NDCG, "accuracy")), workshop.metrics);
        UUID list = answer(1, 2_000, nothing());
        outcome(list, "three", 1);
        outcome(list, "one", 2);
        outcome(list, "two", 2);
        outcome(list, "three", 3);
        outcome(list, "one", 5);
        outcome(list, "two", 6);
        answer(1, 2_000, nothing());
        workshop.clock.advance(Duration.ofMinutes(10));

        QualityReport report = monitor.look(Coins.MODEL);

        assertThat(report.tally().ndcg().n())
                .as("lists of which something came")
                .isEqualTo(1);
        assertThat(report.tally().ndcg().mean()).isCloseTo(6.861 / 7.141, within(1e-4));
        assertThat(report.tally().figure(Figure.OUTCOME).mean()).isEqualTo(.5);
        assertThat(report.tally().figure(Figure.HIT).mean()).isEqualTo(.5);
        assertThat(gauge(workshop.metrics, "tino.quality.figure", "figure", "ndcg", "basis", "realised"))
                .isCloseTo(.961, within(5e-4));
        assertThat(gauge(workshop.metrics, "tino.quality.figure", "figure", "ndcg", "basis", "offline"))
                .as("as the version was judged")
                .isEqualTo(workshop.registry
                        .version(Coins.MODEL, 1)
                        .orElseThrow()
                        .metrics()
                        .get("accuracy"));
    }

    @Test
    void measuresTimesAndFallbacksAndTheAgeOfTheLastAnswerOfAnyModel() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        for (int i = 1; i <= 100; i++) {
            answer(1, i * 1_000, nothing());
        }
        for (int i = 0; i < 25; i++) {
            answer(null, 0, nothing());
        }
        workshop.clock.advance(Duration.ofMinutes(10));

        QualityReport report = monitor.look(Coins.MODEL);

        assertThat(report.tally().answers()).isEqualTo(100);
        assertThat(report.tally().p95()).isBetween(95.0, 95 * 1.1);
        assertThat(report.tally().figure(Figure.FALLBACK).mean()).isEqualTo(.2);
        assertThat(gauge(workshop.metrics, "tino.quality.latency.p95.seconds")).isBetween(.095, .105);
        assertThat(gauge(workshop.metrics, "tino.quality.silence.seconds")).isEqualTo(600);
        assertThat(gauge(workshop.metrics, "tino.quality.answers")).isEqualTo(100);
    }

    @Test
    void countsOutcomesThatCameLate() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        UUID early = answer(1, 1_000, nothing());
        workshop.clock.advance(HOUR.plusMinutes(5));
        assertThat(monitor.look(Coins.MODEL).tally().outcomes()).isZero();
        outcome(early, "one", 1);
        assertThat(monitor.look(Coins.MODEL).tally().outcomes())
                .as("an hour that was just measured")
                .isZero();
        workshop.clock.advance(Duration.ofMinutes(6));
        assertThat(monitor.look(Coins.MODEL).tally().outcomes()).isOne();
        answer(1, 1_000, nothing());
        workshop.clock.advance(HOUR.multipliedBy(3));
        assertThat(monitor.look(Coins.MODEL).tally().answers()).isEqualTo(2);
        assertThat(monitor.days(Coins.MODEL, 3))
                .singleElement()
                .satisfies(day -> assertThat(day.tally().outcomes()).isOne());
    }

    @Test
    void keepsWhatChampionsCameToApart() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        answer(1, 1_000, nothing());
        workshop.clock.advance(Duration.ofMinutes(20));
        workshop.version(Coins.MODEL, "another");
        workshop.registry.assign(Coins.MODEL, Registry.CHAMPION, 2, "test", "better");
        answer(2, 1_000, nothing());
        answer(2, 1_000, nothing());
        workshop.clock.advance(Duration.ofMinutes(20));
        workshop.registry.rollback(Coins.MODEL, "test", "worse");
        answer(1, 1_000, nothing());
        workshop.clock.advance(Duration.ofMinutes(5));

        QualityReport report = monitor.look(Coins.MODEL);

        assertThat(report.number()).isEqualTo(1);
        assertThat(report.tally().answers()).isEqualTo(2);
        assertThat(monitor.days(Coins.MODEL, 1))
                .extracting(day -> day.number() + ": " + day.tally().answers())
                .containsExactly("1: 2", "2: 2");
    }

    /** So many hours; the monitor looks in each. @param questions to the champion an hour @param logged whether its answers are */
    private void hours(QualityMonitor monitor, int hours, int questions, boolean logged) {
        for (int hour = 0; hour < hours; hour++) {
            for (int i = 0; i < questions; i++) {
                asked++;
                if (logged) {
                    answer(1, 1_000, nothing());
                }
            }
            workshop.clock.advance(HOUR);
            monitor.look();
        }
    }

    private Standing standing(QualityMonitor monitor) {
        QualityReport report = monitor.look(Coins.MODEL);
        assertThat(gauge(workshop.metrics, "tino.quality.missing")).isEqualTo(report.missing() ? 1 : 0);
        return report.standing();
    }

    @Test
    void aChampionThatNobodyHasAskedYetHasNotStopped() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        assertThat(standing(monitor)).isEqualTo(Standing.NOT_ASKED);
        workshop.clock.advance(DAY.multipliedBy(40));
        assertThat(standing(monitor)).isEqualTo(Standing.NOT_ASKED);
        hours(monitor, 1, 1, true);
        assertThat(standing(monitor)).isEqualTo(Standing.MEASURED);
    }

    @Test
    void anInstallationThatNobodyUsesHasNotStopped() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        hours(monitor, 30, 2, true);
        assertThat(standing(monitor)).isEqualTo(Standing.MEASURED);
        hours(monitor, 22, 0, true);
        assertThat(standing(monitor)).as("of the last day's evening").isEqualTo(Standing.MEASURED);
        hours(monitor, 3, 0, true);
        assertThat(standing(monitor)).isEqualTo(Standing.IDLE);
        workshop.clock.advance(DAY.multipliedBy(60));
        assertThat(standing(monitor)).isEqualTo(Standing.IDLE);
        hours(monitor, 1, 1, true);
        assertThat(standing(monitor)).isEqualTo(Standing.MEASURED);
    }

    @Test
    void aLogThatStoppedWhileTheModelWasAskedIsSaidToHave() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        hours(monitor, 30, 2, true);
        hours(monitor, 22, 2, false);
        assertThat(standing(monitor)).isEqualTo(Standing.MEASURED);
        hours(monitor, 3, 2, false);
        assertThat(standing(monitor)).isEqualTo(Standing.STOPPED);
        assertThat(gauge(workshop.metrics, "tino.quality.silence.seconds")).isGreaterThan(DAY.toSeconds());
        hours(monitor, 1, 1, true);
        assertThat(standing(monitor)).isEqualTo(Standing.MEASURED);
    }

    @Test
    void aLogThatNeverBeganWhileTheModelWasAskedHasStoppedADayAfterThePromotion() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        hours(monitor, 23, 2, false);
        assertThat(standing(monitor)).isEqualTo(Standing.NOT_ASKED);
        hours(monitor, 2, 2, false);
        assertThat(standing(monitor)).isEqualTo(Standing.STOPPED);
        workshop.version(Coins.MODEL, "another");
        workshop.registry.assign(Coins.MODEL, Registry.CHAMPION, 2, "test", "better");
        workshop.clock.advance(HOUR);
        assertThat(standing(monitor)).as("the day begins with the promotion").isEqualTo(Standing.NOT_ASKED);
    }

    @Test
    void whatAnotherServerWasAskedCounts() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        hours(monitor, 2, 2, true);
        SimpleMeterRegistry elsewhere = new SimpleMeterRegistry();
        QualityMonitor another = new QualityMonitor(
                workshop.database,
                workshop.registry,
                new Evaluations(workshop.database),
                new LastAsked(workshop.database, workshop.clock, LastAsked.Count.NONE),
                workshop.clock,
                elsewhere);
        another.watch(coins, QualityPolicy.STANDARD);
        hours(monitor, 25, 1, false);
        assertThat(another.report(Coins.MODEL).standing()).isEqualTo(Standing.STOPPED);
    }

    @Test
    void aChampionInWhosePlaceTheFallbackAnswersForADayIsMissed() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        hours(monitor, 2, 2, true);
        for (int hour = 0; hour < 26; hour++) {
            answer(null, 0, nothing());
            workshop.clock.advance(HOUR);
        }
        assertThat(standing(monitor)).isEqualTo(Standing.STOPPED);
    }

    @Test
    void saysThatItDoesNotKeepUp() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        answer(1, 1_000, nothing());
        workshop.clock.advance(Duration.ofMinutes(10));
        Instant looked = workshop.clock.instant();
        assertThat(monitor.look(Coins.MODEL).late()).isFalse();
        workshop.clock.advance(Duration.ofMinutes(29));
        monitor.refresh();
        assertThat(monitor.report(Coins.MODEL).late()).isFalse();
        workshop.clock.advance(Duration.ofMinutes(2));
        monitor.refresh();
        assertThat(monitor.report(Coins.MODEL).late()).isTrue();
        assertThat(monitor.report(Coins.MODEL).measuredTo()).isEqualTo(looked);
        assertThat(gauge(workshop.metrics, "tino.quality.lag.seconds")).isEqualTo(31 * 60);
        monitor.look();
        assertThat(gauge(workshop.metrics, "tino.quality.lag.seconds")).isZero();
        assertThat(workshop.metrics
                        .get("tino.quality.looks")
                        .tag("model", Coins.MODEL)
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    /** More than are looked at, and more than are come upon at all. */
    @Test
    void looksAtAnEvenSampleOfALargeLogAndCountsAllOfIt() {
        QualityMonitor monitor = monitor(new AnswerForm.Ranking(6, Map.of()), workshop.metrics);
        int minutes = 40;
        int each = 30_000;
        fill(minutes, each);
        workshop.clock.advance(HOUR.multipliedBy(2));

        QualityReport report = monitor.look(Coins.MODEL);

        assertThat(report.tally().answers()).isEqualTo((long) minutes * each);
        assertThat(report.tally().looked()).isEqualTo(10_000);
        assertThat(report.tally().watched()).isBetween(17_000L, 23_000L);
        // Something comes of every fourth, and as much in each minute.
        assertThat((double) report.tally().prompt() / report.tally().watched()).isCloseTo(.25, within(.02));
        assertThat(report.tally().ndcg().n()).isBetween(4_000L, 6_000L);
        // In the first half answers took 1 ms, in the other 4.
        assertThat(report.tally().p95()).isBetween(4.0, 4.4);
        long fast = report.tally().times().entrySet().stream()
                .filter(step -> step.getKey() < 90)
                .mapToLong(Map.Entry::getValue)
                .sum();
        assertThat((double) fast / report.tally().watched()).isCloseTo(.5, within(.02));
        // An hour that is over is not counted again; what comes of it is looked for.
        workshop.database.sql().sql("DELETE FROM event WHERE type = 'one'").update();
        workshop.clock.advance(HOUR.multipliedBy(3));
        QualityReport again = monitor.look(Coins.MODEL);
        assertThat(again.tally().answers()).isEqualTo((long) minutes * each);
        assertThat(again.tally().prompt()).isZero();
    }

    /** As logged by {@link PostgresEventLog}, by the database itself. */
    private void fill(int minutes, int each) {
        answer(1, 1_000, nothing());
        workshop.database.sql().sql("DELETE FROM event").update();
        workshop.database
                .sql()
                .sql("""
                        WITH made AS MATERIALIZED (
                            SELECT i, (lpad(to_hex((extract(epoch FROM ?::timestamptz) * 1000)::bigint
                                         + i / :each * 60000 + i % :each * 2), 12, '0')
                                || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5('x' || i), 1, 15))::uuid AS decision
                            FROM generate_series(0, :minutes * :each - 1) i),
                        timed AS (
                            SELECT i, decision, to_timestamp(('x' || left(replace(decision::text, '-', ''), 12))::bit(48)::bigint / 1000.0) AS at
                            FROM made)
                        INSERT INTO event (decision, id, decided_at, type, at, body, model, version, micros)
                        SELECT decision, decision, at, 'answer', at, '{}'::json, 'coins', 1, CASE WHEN i < :minutes * :each / 2 THEN 1000 ELSE 4000 END FROM timed
                        UNION ALL
                        SELECT decision, gen_random_uuid(), at, 'one', at, '{"position": 1}'::json, NULL, NULL::int, NULL::int FROM timed WHERE i % 4 = 0
                        """.replace("?", "'" + workshop.clock.instant() + "'"))
                .param("each", each)
                .param("minutes", minutes)
                .update();
    }

    @Test
    void saysThatNothingComesOfAnswersAnyMore() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        day(10, .2);
        day(10, .2);
        assertThat(monitor.look(Coins.MODEL).standing()).isEqualTo(Standing.MEASURED);
        day(10, 0);
        assertThat(monitor.look(Coins.MODEL).standing()).isEqualTo(Standing.NO_OUTCOMES);
        assertThat(gauge(workshop.metrics, "tino.quality.missing")).isOne();
    }

    @Test
    void doesNotMissOutcomesThatAlwaysTookLonger() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        List<UUID> asked = new ArrayList<>();
        for (int hour = 0; hour < 48; hour++) {
            for (int i = 0; i < 5; i++) {
                asked.add(answer(1, 1_000, nothing()));
            }
            workshop.clock.advance(HOUR);
        }
        asked.subList(0, 120).forEach(decision -> outcome(decision, "one", 1));
        assertThat(monitor.look(Coins.MODEL).standing()).isEqualTo(Standing.MEASURED);
        assertThat(monitor.days(Coins.MODEL, 3).getFirst().tally().outcomes()).isPositive();
    }

    @Test
    void doesNotTakeChanceForSilence() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        day(2, .05);
        // (1 − .05)⁴⁸ is one in twelve.
        day(2, 0);
        assertThat(monitor.look(Coins.MODEL).standing()).isEqualTo(Standing.MEASURED);
    }

    private static ObjectNode said(Object probability, Object yes) {
        ObjectNode body = nothing();
        body.set("p", JsonMapper.shared().valueToTree(probability));
        body.set("yes", JsonMapper.shared().valueToTree(yes));
        return body;
    }

    @Test
    void readsWhatWasDecidedAndWhatWouldHaveBeenRight() {
        QualityMonitor monitor = monitor(
                new Classification("p", "yes", new Truth(Map.of("verdict", true), "hired", null), Map.of()),
                workshop.metrics);
        UUID hit = answer(1, 1_000, said(.9, true));
        UUID miss = answer(1, 1_000, said(.8, 1));
        UUID overlooked = answer(1, 1_000, said(2.5e-3, false));
        answer(1, 1_000, said(1, true));
        answer(1, 1_000, said("high", true));
        answer(1, 1_000, said(7, true));
        answer(1, 1_000, nothing());
        outcome(hit, "verdict", nothing().put("hired", false));
        workshop.clock.advance(Duration.ofMinutes(1));
        outcome(hit, "verdict", nothing().put("hired", true));
        outcome(miss, "verdict", nothing().put("hired", 0));
        outcome(overlooked, "verdict", nothing().put("hired", 1));
        outcome(overlooked, "verdict", nothing().put("remark", "no verdict"));
        workshop.clock.advance(Duration.ofMinutes(1));

        QualityReport report = monitor.look(Coins.MODEL);

        assertThat(report.tally().unreadable()).isEqualTo(3);
        assertThat(report.tally().known()).as("of the last nobody said").isEqualTo(3);
        assertThat(report.tally().figure(Figure.ACCURACY).mean()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(report.tally().figure(Figure.PRECISION).mean()).isEqualTo(.5);
        assertThat(report.tally().figure(Figure.RECALL).mean()).isEqualTo(.5);
        // (|.9 − 1| + |.8 − 0| + |.0025 − 1|) / 3, each in a bin of its own
        assertThat(report.tally().figure(Figure.CALIBRATION).mean()).isCloseTo(1.8975 / 3, within(1e-9));
        // No evaluation knows how such probabilities are borne out, so those that are known say it.
        assertThat(report.reference().count()).isEqualTo(3);
        assertThat(Objects.requireNonNull(report.estimated(Figure.ACCURACY)).mean())
                .isBetween(.2, .8);
    }

    @Test
    void theLastOfYesAndNoIsTheTruthWhereEachHasATypeOfItsOwn() {
        QualityMonitor monitor = monitor(
                new Classification(
                        "p", "yes", new Truth(Map.of("hired", true, "not_hired", false), null, null), Map.of()),
                workshop.metrics);
        UUID hit = answer(1, 1_000, said(.9, true));
        UUID corrected = answer(1, 1_000, said(.8, true));
        answer(1, 1_000, said(.7, true));
        outcome(hit, "hired", nothing());
        outcome(corrected, "hired", nothing());
        workshop.clock.advance(Duration.ofMinutes(1));
        outcome(corrected, "not_hired", nothing());
        workshop.clock.advance(Duration.ofMinutes(1));

        QualityReport report = monitor.look(Coins.MODEL);

        assertThat(report.tally().known()).isEqualTo(2);
        assertThat(report.tally().figure(Figure.PRECISION).mean()).isEqualTo(.5);
    }

    @Test
    void saysThatAnswersDoNotSayWhatTheyShould() {
        QualityMonitor monitor = monitor(
                new Classification("probability", "yes", new Truth(Map.of("verdict", true), "hired", null), Map.of()),
                workshop.metrics);
        answer(1, 1_000, said(.9, true));
        workshop.clock.advance(Duration.ofMinutes(1));
        assertThat(monitor.look(Coins.MODEL).standing()).isEqualTo(Standing.UNREADABLE);
    }

    @Test
    void saysTheSameOnEachServer() {
        answer(1, 1_000, nothing());
        workshop.clock.advance(Duration.ofMinutes(10));
        SimpleMeterRegistry elsewhere = new SimpleMeterRegistry();
        QualityMonitor another = monitor(null, elsewhere);
        another.refresh();
        assertThat(gauge(elsewhere, "tino.quality.answers"))
                .as("nobody looked yet")
                .isZero();
        monitor(null, workshop.metrics).look();
        another.refresh();
        assertThat(gauge(elsewhere, "tino.quality.answers")).isOne();
    }

    @Test
    void knowsNothingWhereNobodyIsChampion() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        answer(1, 1_000, nothing());
        workshop.clock.advance(HOUR);
        workshop.registry.remove(Coins.MODEL, Registry.CHAMPION, "test", "gone");
        workshop.clock.advance(HOUR);
        assertThat(monitor.look(Coins.MODEL).standing()).isEqualTo(Standing.NO_CHAMPION);
        assertThatThrownBy(() -> monitor.look("another"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[coins]");
    }

    @Test
    void refusesATruthThatNobodyCanKnow() {
        assertThatThrownBy(() -> new Truth(Map.of("feedback", true), null, null))
                .hasMessageContaining("the time after which");
    }
}
