package tino.lifecycle.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Columns;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.Column;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.drift.DriftPolicy;
import tino.lifecycle.drift.Finding;
import tino.lifecycle.drift.Finding.Verdict;
import tino.lifecycle.drift.Observation;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.monitor.DriftReport.Standing;
import tino.lifecycle.pipeline.Coins;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.RolloutPolicy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DriftWatchTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final DriftPolicy POLICY = policy(100_000);

    private static DriftPolicy policy(int read) {
        return new DriftPolicy(
                DriftPolicy.Rule.TESTED,
                7,
                200,
                0.10,
                0.20,
                0.01,
                0.05,
                0.01,
                DAY,
                Duration.ofMinutes(1),
                read,
                true,
                DAY.multipliedBy(3),
                DAY.multipliedBy(4));
    }

    /** Both standard normal in the training, see {@link Coins}. */
    private static final class CoinInputs implements DecisionInputs {
        @Override
        public List<Column> columns() {
            return List.of(Column.number("a"), Column.number("b"), Column.category("c"));
        }

        @Override
        public Optional<Observation> read(Event answer) {
            return Optional.of(new Observation(
                    answer.decision(),
                    Arrays.asList(
                            value(answer.body().path("a")), value(answer.body().path("b")), null)));
        }

        private static @Nullable Object value(JsonNode node) {
            return node.isNumber() ? node.numberValue() : node.isString() ? node.asString() : null;
        }

        @Override
        public void read(Dataset snapshot, Lake lake, Consumer<Observation> reader) {
            try (Columns columns = lake.read(snapshot)) {
                float[] a = columns.floats("a");
                float[] b = columns.floats("b");
                for (int i = 0; i < a.length; i++) {
                    reader.accept(new Observation(new UUID(i, i), Arrays.asList(a[i], b[i], null)));
                }
            }
        }
    }

    private interface Body {
        ObjectNode of(RandomGenerator random);
    }

    @TempDir
    private Path folder;

    private final RandomGenerator random = new SplittableRandom(7);
    private final Coins coins = new Coins();
    private Workshop workshop;
    private PostgresEventLog log;
    private DriftWatch watch;
    /** As the door to the model counts it. */
    private long asked;

    @BeforeEach
    void aChampion() {
        workshop = new Workshop(folder);
        log = new PostgresEventLog(workshop.database, workshop.metrics);
        coins.inputs = new CoinInputs();
        workshop.pipelines.run(coins, Period.endingAt(workshop.clock.instant(), DAY), "test", Progress.SILENT);
        // Whatever is trained from now on waits in shadow, so that the champion stays.
        coins.rollout = RolloutPolicy.STANDARD;
        watch = watch(POLICY);
    }

    private DriftWatch watch(DriftPolicy policy) {
        DriftWatch made = new DriftWatch(
                workshop.database,
                log,
                workshop.registry,
                workshop.baselines,
                workshop.runs,
                workshop.pipelines,
                new LastAsked(workshop.database, workshop.clock, _ -> asked),
                workshop.clock,
                workshop.metrics);
        made.watch(coins, policy);
        return made;
    }

    @AfterEach
    void close() {
        log.close();
        workshop.close();
    }

    private static Body shifted(double a) {
        return random -> JsonMapper.shared()
                .createObjectNode()
                .put("a", a + random.nextGaussian())
                .put("b", random.nextGaussian());
    }

    /** Answers of the champion spread over a time that then has passed. */
    private void pass(Duration time, int answers, Body body) {
        int champion = workshop.registry.champion(Coins.MODEL).orElseThrow().number();
        Instant start = workshop.clock.instant();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            Instant at = start.plus(time.multipliedBy(i).dividedBy(answers));
            UUID decision = DecisionId.next(() -> at, random);
            Answered answered = new Answered(Coins.MODEL, champion, null);
            events.add(new Event(decision, "prediction", at, decision, null, null, body.of(random), answered));
        }
        log.append(events);
        asked += answers;
        workshop.clock.advance(time);
    }

    private static Finding finding(DriftReport report, String column) {
        return report.findings().stream()
                .filter(finding -> finding.column().name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aVersionHasItsBaselineFromTheSnapshotOfItsRunWhenItIsRegistered() {
        assertThat(workshop.baselines.find(Coins.MODEL, 1)).hasValueSatisfying(baseline -> {
            assertThat(baseline.decisions()).isEqualTo(4_000);
            assertThat(baseline.dataset())
                    .isEqualTo(workshop.registry
                            .version(Coins.MODEL, 1)
                            .orElseThrow()
                            .dataset());
        });
        // The columns of the hiring service's own table, and what it wrote there.
        workshop.database
                .sql()
                .sql("SELECT (stats->'a'->>'mean')::float8, (stats->'a'->>'std')::float8, model_path, created_at"
                        + " FROM model_baseline")
                .query(row -> {
                    assertThat(row.getDouble(1)).isCloseTo(0, within(.06));
                    assertThat(row.getDouble(2)).isCloseTo(1, within(.05));
                    assertThat(row.getString(3)).contains(Coins.MODEL);
                    assertThat(row.getTimestamp(4).toInstant()).isEqualTo(Workshop.START);
                });
    }

    @Test
    void aVersionOfBeforeGetsItsBaselineWhenItIsLookedAt() {
        workshop.database.sql().sql("DELETE FROM model_baseline").update();
        pass(DAY, 300, shifted(0));
        assertThat(watch.report(Coins.MODEL).standing()).isEqualTo(Standing.NO_BASELINE);
        assertThat(watch.look(Coins.MODEL).standing()).isEqualTo(Standing.COMPARED);
        assertThat(watch.report(Coins.MODEL).counted()).isEqualTo(300);
    }

    @Test
    void staysQuietWhileNothingChanges() {
        for (int day = 0; day < 10; day++) {
            pass(DAY, 400, shifted(0));
            assertThat(watch.look()).isEmpty();
            assertThat(watch.report(Coins.MODEL).firing()).as("day %d", day).isEmpty();
        }
        assertThat(watch.report(Coins.MODEL).counted()).isBetween(2_440L, 2_460L);
        assertThat(watch.history(Coins.MODEL, 30)).hasSize(11);
    }

    @Test
    void saysWhichFeatureDriftedAndAsksOnceForRetraining() {
        pass(DAY, 500, shifted(0));
        watch.look();
        pass(DAY, 1_500, shifted(.6));

        List<DriftWatch.Alarm> alarms = watch.look();

        assertThat(alarms).hasSize(1);
        DriftReport report = alarms.getFirst().report();
        assertThat(report.firing()).singleElement().satisfies(finding -> {
            assertThat(finding.column().name()).isEqualTo("a");
            assertThat(finding.verdict()).isEqualTo(Verdict.DRIFTED);
        });
        assertThat(finding(report, "b").verdict()).isEqualTo(Verdict.STEADY);
        assertThat(workshop.runs.runs(Coins.MODEL).getFirst()).satisfies(run -> {
            assertThat(run.reason()).startsWith("inputs drifted from the training of version 1: a (ks 0.");
            assertThat(run.period().from()).isEqualTo(workshop.clock.instant().minus(POLICY.learnFrom()));
        });
        assertThat(watch.look()).isEmpty();
        assertThat(gauge("tino.drift.firing", "a")).isEqualTo(1);
        assertThat(gauge("tino.drift.firing", "b")).isZero();
        assertThat(gauge("tino.drift.effect", "a")).isGreaterThan(1);
        assertThat(workshop.metrics
                        .counter("tino.drift.retrainings", "model", Coins.MODEL)
                        .count())
                .isEqualTo(1);
        pass(DAY.multipliedBy(3), 900, shifted(.6));
        assertThat(watch.look()).hasSize(1);
    }

    private double gauge(String name, String feature) {
        return workshop.metrics
                .get(name)
                .tags("model", Coins.MODEL, "feature", feature)
                .gauge()
                .value();
    }

    private double gauge(String name) {
        return workshop.metrics.get(name).tags("model", Coins.MODEL).gauge().value();
    }

    @Test
    void reportsWithoutRetrainingWhereItShallNot() {
        DriftPolicy quiet = new DriftPolicy(
                POLICY.rule(), 7, 200, .1, .2, .01, .05, .01, DAY, Duration.ZERO, 1_000, false, Duration.ZERO, DAY);
        DriftWatch quietly = watch(quiet);
        pass(DAY, 500, shifted(1));
        assertThat(quietly.look()).isEmpty();
        assertThat(quietly.report(Coins.MODEL).firing()).hasSize(1);
        assertThat(workshop.runs.runs(Coins.MODEL)).hasSize(1);
    }

    @Test
    void aFeatureThatWentSilentIsNamedAndNotLearnedFrom() {
        pass(DAY, 500, random -> JsonMapper.shared().createObjectNode().put("a", random.nextGaussian()));
        assertThat(watch.look()).isEmpty();
        DriftReport report = watch.report(Coins.MODEL);
        assertThat(finding(report, "b").verdict()).isEqualTo(Verdict.SILENT);
        assertThat(finding(report, "c").verdict()).isEqualTo(Verdict.EMPTY);
        assertThat(report.firing()).hasSize(1);
        assertThat(gauge("tino.drift.missing", "b")).isEqualTo(1);
    }

    @Test
    void aFeatureThatBecameATextIsNamed() {
        pass(
                DAY,
                500,
                random -> JsonMapper.shared()
                        .createObjectNode()
                        .put("a", Double.toString(random.nextGaussian()))
                        .put("b", random.nextGaussian()));
        assertThat(watch.look()).isEmpty();
        assertThat(finding(watch.report(Coins.MODEL), "a").verdict()).isEqualTo(Verdict.RETYPED);
    }

    @Test
    void aLogThatStoppedWhileTheModelIsAskedIsSaidToHave() {
        pass(DAY, 500, shifted(0));
        watch.look();
        assertThat(watch.report(Coins.MODEL).standing()).isEqualTo(Standing.COMPARED);
        workshop.clock.advance(Duration.ofHours(12));
        watch.look();
        asked++;
        workshop.clock.advance(Duration.ofHours(13));
        watch.look();
        assertThat(watch.report(Coins.MODEL).standing()).isEqualTo(Standing.STOPPED);
        assertThat(gauge("tino.drift.stopped")).isEqualTo(1);
        assertThat(gauge("tino.drift.silence.seconds")).isGreaterThan(DAY.toSeconds());
        pass(Duration.ofHours(1), 10, shifted(0));
        watch.look();
        assertThat(watch.report(Coins.MODEL).standing()).isEqualTo(Standing.COMPARED);
    }

    @Test
    void whereNobodyAsksNoLogHasStopped() {
        pass(DAY, 500, shifted(0));
        watch.look();
        workshop.clock.advance(DAY.plusHours(1));
        assertThat(watch.look(Coins.MODEL).standing()).isEqualTo(Standing.COMPARED);
        assertThat(gauge("tino.drift.stopped")).isZero();
    }

    @Test
    void aChampionThatWasAskedAndNeverAnsweredHasStoppedToo() {
        workshop.clock.advance(Duration.ofHours(12));
        assertThat(watch.look(Coins.MODEL).standing()).isEqualTo(Standing.NOT_ASKED);
        asked++;
        workshop.clock.advance(Duration.ofHours(13));
        assertThat(watch.look(Coins.MODEL).standing()).isEqualTo(Standing.STOPPED);
    }

    @Test
    void aChampionThatNobodyHasAskedYetHasNotStopped() {
        workshop.clock.advance(DAY.multipliedBy(3));
        assertThat(watch.look(Coins.MODEL).standing()).isEqualTo(Standing.NOT_ASKED);
        assertThat(gauge("tino.drift.stopped")).isZero();
    }

    @Test
    void saysThatThereIsNobodyOrNothingToCompareWith() {
        workshop.registry.remove(Coins.MODEL, Registry.CHAMPION, "test", "test");
        assertThat(watch.look(Coins.MODEL).standing()).isEqualTo(Standing.NO_CHAMPION);
        workshop.registry.register(
                Coins.MODEL,
                new Coins.Logistic(1, 1, 1),
                coins.format(),
                new Provenance(null, null, Map.of(), "elsewhere"));
        workshop.registry.gates().override(Coins.MODEL, 2, "test", "test");
        workshop.registry.assign(Coins.MODEL, Registry.CHAMPION, 2, "test", "from elsewhere");
        assertThat(watch.look(Coins.MODEL).standing()).isEqualTo(Standing.NO_BASELINE);
        assertThat(watch.look()).isEmpty();
        assertThatThrownBy(() -> watch.report("unknown")).hasMessageContaining("[coins]");
    }

    @Test
    void anEmptySnapshotIsAnEmptyBaseline() {
        workshop.database
                .sql()
                .sql("UPDATE model_baseline SET decisions = 0, stats = '{}'")
                .update();
        pass(DAY, 300, shifted(0));
        DriftReport report = watch.look(Coins.MODEL);
        assertThat(report.standing()).isEqualTo(Standing.EMPTY_BASELINE);
        assertThat(report.findings()).extracting(Finding::verdict).containsOnly(Verdict.UNCOMPARED);
    }

    @Test
    void aDamagedSnapshotIsSaidAndHarmsNoLook() throws Exception {
        workshop.database.sql().sql("DELETE FROM model_baseline").update();
        Dataset snapshot = workshop.lake.datasets(Coins.MODEL).getFirst();
        java.nio.file.Files.writeString(snapshot.file(), "broken");
        assertThat(watch.look()).isEmpty();
        assertThat(watch.report(Coins.MODEL).standing()).isEqualTo(Standing.NO_BASELINE);
    }

    @Test
    void countsNothingTwiceHoweverManyLookAtOnce() {
        pass(DAY.multipliedBy(2), 3_000, shifted(0));
        DriftWatch other = watch(POLICY);
        List<CompletableFuture<DriftReport>> looks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            DriftWatch whose = i % 2 == 0 ? watch : other;
            looks.add(CompletableFuture.supplyAsync(() -> whose.look(Coins.MODEL)));
        }
        looks.forEach(CompletableFuture::join);
        assertThat(watch.report(Coins.MODEL).answers()).isBetween(2_990L, 3_000L);
        assertThat(finding(watch.report(Coins.MODEL), "a").now())
                .isEqualTo(watch.report(Coins.MODEL).answers());
    }

    @Test
    void readsOnlyWhatIsNew() {
        pass(DAY, 500, shifted(0));
        watch.look();
        Database database = workshop.database;
        database.sql()
                .sql("DELETE FROM event WHERE decided_at < ?")
                .param(java.sql.Timestamp.from(workshop.clock.instant().minus(Duration.ofHours(1))))
                .update();
        pass(DAY, 500, shifted(0));
        watch.look();
        assertThat(watch.report(Coins.MODEL).answers()).isBetween(990L, 1_000L);
    }

    @Test
    void readsAnEvenSampleOfMoreThanItMayAndSaysSo() {
        workshop.metrics.clear();
        DriftWatch busy = watch(policy(500));
        pass(Duration.ofHours(10), 5_000, shifted(0));
        DriftReport report = busy.look(Coins.MODEL);
        assertThat(report.answers()).isBetween(4_950L, 5_000L);
        assertThat(report.counted()).isBetween(400L, 600L);
        assertThat(finding(report, "a").verdict()).isEqualTo(Verdict.STEADY);
        assertThat(workshop.metrics
                        .counter("tino.drift.answers", "model", Coins.MODEL, "what", "passed_over")
                        .count())
                .isEqualTo(report.answers() - report.counted());
        assertThat(gauge("tino.drift.lag.seconds")).isEqualTo(60);
        workshop.clock.advance(Duration.ofHours(3));
        assertThat(gauge("tino.drift.lag.seconds")).isEqualTo(60 + 3 * 3600);
    }

    @Test
    void forgetsWhatLiesBehindTheWindow() {
        pass(DAY.multipliedBy(2), 1_000, shifted(1));
        watch.look();
        for (int day = 0; day < 7; day++) {
            pass(DAY, 300, shifted(0));
            watch.look();
        }
        DriftReport report = watch.report(Coins.MODEL);
        assertThat(report.firing()).isEmpty();
        assertThat(report.first())
                .isEqualTo(LocalDate.ofInstant(workshop.clock.instant(), java.time.ZoneOffset.UTC)
                        .minusDays(6));
        Finding then = watch.history(Coins.MODEL, 30).getFirst().findings().getFirst();
        assertThat(then.effect()).isGreaterThan(3 * then.limit());
    }

    @Test
    void watchesNoModelOfWhichItIsNotKnownWhatItDecidesFrom() {
        coins.inputs = null;
        DriftWatch nothing = new DriftWatch(
                workshop.database,
                log,
                workshop.registry,
                workshop.baselines,
                workshop.runs,
                workshop.pipelines,
                new LastAsked(workshop.database, workshop.clock, _ -> asked),
                workshop.clock,
                workshop.metrics);
        nothing.watch(coins, POLICY);
        assertThat(nothing.models()).isEmpty();
        assertThat(nothing.look()).isEmpty();
    }
}
