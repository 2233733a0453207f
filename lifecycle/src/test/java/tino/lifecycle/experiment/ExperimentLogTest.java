package tino.lifecycle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.experiment.Experiment.Kind;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.experiment.ExperimentReport.Arm;
import tino.lifecycle.experiment.ExperimentReport.Measure;
import tino.lifecycle.experiment.ExperimentReport.Verdict;
import tino.lifecycle.gate.GateNotPassed;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.statistic.Preference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@NullUnmarked // a null where there should be a value fails the test by itself
final class ExperimentLogTest {
    private static final Outcomes OUTCOMES = new Outcomes(Map.of("click", 1.0, "quote", 3.0), 3);
    private static final int HIT_AT = 3;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(3);
    private Workshop workshop;
    private PostgresEventLog log;
    private ExperimentLog reports;
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        log = new PostgresEventLog(workshop.database, workshop.metrics);
        reports = new ExperimentLog(workshop.database);
        workshop.registry.create("words", "", Map.of());
        workshop.database
                .sql()
                .sql("INSERT INTO model_version (model, number, files, metrics, code_commit, created_at, updated_at)"
                        + " SELECT 'words', n, '{}', '{}', '0123abc', now(), now() FROM generate_series(1, 3) n")
                .update();
        workshop.registry.gates().override("words", 1, "test", "test");
        workshop.registry.gates().override("words", 2, "test", "test");
    }

    @AfterEach
    void close() {
        log.close();
        workshop.close();
    }

    private Experiment start(Kind kind) {
        return workshop.experiments.start("words", kind, 1, 2, 1, "ana", "is it better?");
    }

    private ExperimentReport report(Experiment experiment) {
        log.append(events);
        events.clear();
        return reports.report(experiment, OUTCOMES, HIT_AT);
    }

    private UUID answer(String person, String arm, @Nullable String teams) {
        workshop.clock.advance(Duration.ofSeconds(1));
        UUID decision = DecisionId.next(workshop.clock, random);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (teams != null) {
            body.put(Experiment.TEAMS, teams);
        }
        events.add(new Event(
                decision,
                "impression",
                workshop.clock.instant(),
                decision,
                person,
                null,
                body,
                new Answered("words", null, arm)));
        return decision;
    }

    private void outcome(UUID decision, String type, int position) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("position", position);
        events.add(new Event(
                UUID.randomUUID(), type, workshop.clock.instant(), decision, "somebody", "item-" + position, body));
    }

    @Test
    void takesASuccessBackThatTheLastWordSaysWasNone() {
        Outcomes outcomes = new Outcomes(Map.of("hired", 1.0, "not hired", 0.0), 1, Outcomes.Counted.LAST);
        Experiment experiment = start(Kind.AB);
        UUID decision = answer("ana", experiment.arm(Variant.A), null);
        outcome(decision, "hired", 1);
        log.append(events);
        assertThat(hits(experiment, outcomes)).isOne();
        events.clear();
        workshop.clock.advance(Duration.ofSeconds(1));
        outcome(decision, "not hired", 1);
        log.append(events);
        assertThat(hits(experiment, outcomes)).isZero();
        assertThat(hits(experiment, new Outcomes(outcomes.grades(), 1)))
                .as("where all of them count")
                .isOne();
    }

    private double hits(Experiment experiment, Outcomes outcomes) {
        return reports.report(experiment, outcomes, HIT_AT)
                .arms()
                .get(Variant.A)
                .measures()
                .get(Measure.HIT)
                .mean();
    }

    @Test
    void countsWhatCameOfEachVariantByPerson() {
        Experiment experiment = start(Kind.AB);
        String a = experiment.arm(Variant.A);
        // Ana meets A three times: a quote among the first (and a click on it), a quote too far down, nothing.
        UUID first = answer("ana", a, null);
        outcome(first, "click", 1);
        outcome(first, "quote", 1);
        outcome(answer("ana", a, null), "quote", 9);
        answer("ana", a, null);
        // Bia meets A once and clicks.
        outcome(answer("bia", a, null), "click", 2);
        answer("caio", experiment.arm(Variant.B), null);
        // Others are no part of it.
        outcome(answer("dora", "canary:3", null), "quote", 1);

        ExperimentReport report = report(experiment);
        Arm arm = report.arms().get(Variant.A);
        assertThat(arm.people()).isEqualTo(2);
        assertThat(arm.answers()).isEqualTo(4);
        assertThat(arm.measures().get(Measure.CTR).mean()).isEqualTo(0.75);
        assertThat(arm.measures().get(Measure.HIT).mean()).isEqualTo(0.25);
        assertThat(arm.measures().get(Measure.GRADE).mean()).isEqualTo(7 / 4.0);
        // By hand: of Ana 2 of 3 and of Bia 1 of 1 led to something, so the people are -1/4 and +1/4 from 3/4 of their
        // answers, of which each has two on average: (1/16 + 1/16) / (2 - 1) / 2².
        assertThat(arm.measures().get(Measure.CTR).variance()).isCloseTo(1 / 32.0, within(1e-12));
        assertThat(report.arms().get(Variant.B).people()).isOne();
        assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void saysWhichIsBetterOnceItIsSure() {
        Experiment experiment = start(Kind.AB);
        play(experiment, 1_500, 0.30, 0.50);
        ExperimentReport report = report(experiment);
        assertThat(report.comparisons().getFirst().measure()).isEqualTo(Measure.GRADE);
        assertThat(report.comparisons().getFirst().difference().low()).isPositive();
        assertThat(report.comparisons().getFirst().pValue()).isLessThan(0.05);
        assertThat(report.verdict()).isEqualTo(Verdict.B_BETTER);
        assertThat(report.sampleRatio().mismatch()).isFalse();
    }

    @Test
    void saysNothingOfTwoThatAreAsGood() {
        Experiment experiment = start(Kind.AB);
        play(experiment, 1_500, 0.40, 0.40);
        assertThat(report(experiment).verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void trustsNoFigureWhenPeopleOfOneVariantGetLost() {
        Experiment experiment = start(Kind.AB);
        play(experiment, 1_500, 0.30, 0.50);
        // As if a third of those who met A had left no trace.
        events.removeIf(event -> event.answered() != null
                && event.answered().arm().endsWith(":a")
                && Math.floorMod(event.subject().hashCode(), 3) == 0);
        ExperimentReport report = report(experiment);
        assertThat(report.sampleRatio().mismatch()).isTrue();
        assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
    }

    /** So many people, half of either variant, with two answers each; a click comes of as many as is said. */
    private void play(Experiment experiment, int people, double ctrOfA, double ctrOfB) {
        Map<Variant, Integer> left = new EnumMap<>(Map.of(Variant.A, people / 2, Variant.B, people / 2));
        for (int person = 0; left.values().stream().anyMatch(more -> more > 0); person++) {
            String subject = "person-" + person;
            Variant variant = experiment.variant(subject);
            if (left.get(variant) == 0) {
                continue;
            }
            left.merge(variant, -1, Integer::sum);
            for (int i = 0; i < 2; i++) {
                UUID decision = answer(subject, experiment.arm(variant), null);
                if (random.nextDouble() < (variant == Variant.A ? ctrOfA : ctrOfB)) {
                    outcome(decision, "click", 1);
                }
            }
        }
    }

    @Test
    void refusesWhatCannotBeStarted() {
        assertThatThrownBy(() -> workshop.experiments.start("words", Kind.AB, 1, 9, 1, "ana", "why"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no 9; there are [3, 2, 1]");
        assertThatThrownBy(() -> workshop.experiments.start("words", Kind.AB, 1, 3, 1, "ana", "why"))
                .isInstanceOf(GateNotPassed.class);
        assertThatThrownBy(() -> workshop.experiments.start("words", Kind.AB, 1, 1, 1, "ana", "why"))
                .hasMessageContaining("two different variants");
        for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> workshop.experiments.start("words", Kind.AB, 1, 2, share, "ana", "why"))
                    .hasMessageContaining("above 0 and up to 1, got " + share);
        }
        assertThatThrownBy(() -> workshop.experiments.start("words", Kind.AB, 1, 2, 1, "ana", " "))
                .hasMessageContaining("why");
        start(Kind.AB);
        assertThatThrownBy(() -> start(Kind.INTERLEAVED)).hasMessageContaining("is running since");
        workshop.experiments.end(
                workshop.experiments.running("words").orElseThrow().id(), "ana", "over");
        assertThatThrownBy(() -> workshop.experiments.end(
                        workshop.experiments.all("words").getFirst().id(), "ana", "again"))
                .hasMessageContaining("is over or never was");
        RolloutPolicy people =
                new RolloutPolicy(null, List.of(10, 100), RolloutPolicy.Step.STANDARD, RolloutPolicy.Guard.STANDARD);
        workshop.rollouts.begin("words", 2, people, "ana", "on trial");
        assertThatThrownBy(() -> start(Kind.AB)).hasMessageContaining("on trial before people at present");
        assertThat(workshop.experiments.running("words")).isEmpty();
    }

    @Test
    void countsWhatWasTheEndWhenItIsOver() {
        Experiment experiment = start(Kind.AB);
        outcome(answer("ana", experiment.arm(Variant.A), null), "click", 1);
        workshop.clock.advance(Duration.ofSeconds(1));
        Experiment ended = workshop.experiments.end(experiment.id(), "ana", "nothing came of it");
        // A server that had not heard of the end yet.
        answer("bia", experiment.arm(Variant.A), null);
        assertThat(report(ended).arms().get(Variant.A).answers()).isOne();
        assertThat(workshop.experiments.all("words")).singleElement().satisfies(one -> {
            assertThat(one.endedBy()).isEqualTo("ana");
            assertThat(one.outcome()).isEqualTo("nothing came of it");
        });
    }

    @Test
    void creditsTheItemsOfAnInterleavedListToWhoChoseThem() {
        Experiment experiment = start(Kind.INTERLEAVED);
        String arm = experiment.arm(null);
        // A wins: two of its items were clicked, one of them twice, and one of B's.
        UUID one = answer("ana", arm, "ABBA");
        outcome(one, "click", 1);
        outcome(one, "quote", 1);
        outcome(one, "click", 4);
        outcome(one, "click", 3);
        // A tie, a win of B, and a list that nothing came of.
        UUID two = answer("bia", arm, "BAAB");
        outcome(two, "click", 1);
        outcome(two, "click", 2);
        outcome(answer("caio", arm, "ABBA"), "click", 2);
        answer("dora", arm, "ABBA");

        ExperimentReport report = report(experiment);
        assertThat(report.preference()).isEqualTo(new Preference(1, 1, 1));
        assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(report.arms()).isEmpty();
    }

    @Test
    void saysWhoseItemsArePreferred() {
        Experiment experiment = start(Kind.INTERLEAVED);
        for (int i = 0; i < 200; i++) {
            // B's item is clicked nine times of ten.
            outcome(
                    answer("person-" + i, experiment.arm(null), i % 2 == 0 ? "AB" : "BA"),
                    "click",
                    i % 10 == 0 ? 1 : 2 - i % 2);
        }
        ExperimentReport report = report(experiment);
        assertThat(report.preference()).isEqualTo(new Preference(20, 180, 0));
        assertThat(report.preferred().high()).isNegative();
        assertThat(report.verdict()).isEqualTo(Verdict.B_BETTER);
    }
}
