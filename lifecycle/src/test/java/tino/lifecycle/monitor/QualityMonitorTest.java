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
                workshop.database, log, workshop.registry, new Evaluations(workshop.database), workshop.clock, meters);
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

    @Test
    void saysThatAnswersStopped() {
        QualityMonitor monitor = monitor(null, workshop.metrics);
        assertThat(monitor.look(Coins.MODEL).standing()).as("young").isEqualTo(Standing.MEASURED);
        answer(1, 1_000, nothing());
        workshop.clock.advance(DAY.plus(HOUR));
        assertThat(monitor.look(Coins.MODEL).standing()).isEqualTo(Standing.STOPPED);
        assertThat(gauge(workshop.metrics, "tino.quality.missing")).isOne();
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
