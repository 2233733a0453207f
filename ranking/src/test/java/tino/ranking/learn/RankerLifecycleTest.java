package tino.ranking.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.Baselines;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.explanation.DecisionReport;
import tino.lifecycle.explanation.Decisions;
import tino.lifecycle.explanation.Explanation;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.gate.Against;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.gate.Margin;
import tino.lifecycle.pipeline.ModelPipeline.Snapshot;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Reproducer;
import tino.lifecycle.pipeline.Reproduction;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.registry.Comparison;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.schedule.SimulatedClock;
import tino.lifecycle.serving.Decision;
import tino.lifecycle.serving.Served.Fallback;
import tino.lifecycle.serving.Serving;
import tino.lifecycle.serving.ServingPolicy;
import tino.ranking.Impression;
import tino.ranking.Ranking;
import tino.ranking.RankingService;
import tino.ranking.bias.Correction;
import tino.ranking.bias.Propensities;
import tino.ranking.replay.RankingReplay;
import tino.ranking.replay.ReplayReport;
import tino.ranking.weight.RankingWeights;
import tino.ranking.weight.Weights;
import tino.trees.train.LightGbm;
import tino.trees.train.Xgboost;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From traffic in the log to a ranker that answers: PostgreSQL, Parquet, LightGBM, XGBoost, registry and serving are real. */
final class RankerLifecycleTest {
    private static final String MODEL = "test-ranker";
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Period WEEK = new Period(START, START.plus(Duration.ofDays(7)));
    private static final FeatureLayout LAYOUT = SimulatedTraffic.LAYOUT;
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final List<String> IDS = IntStream.range(0, SimulatedTraffic.SIZE)
            .mapToObj(item -> "item-" + item)
            .toList();

    @TempDir
    private Path folder;

    private final SimulatedClock clock = new SimulatedClock(START);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Random random = new Random(5);
    private Database database;
    private PostgresEventLog log;
    private Lake lake;
    private RankingWeights weights;
    private RankerPipeline pipeline;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh("lifecycle", "ranking");
        log = new PostgresEventLog(database, meters);
        lake = new Lake(folder.resolve("lake"), database, clock);
        weights = new RankingWeights(database.sql(), database.transactions(), LAYOUT, SimulatedTraffic.LOGGING, clock);
        pipeline = new RankerPipeline(
                new RankerSettings(
                        MODEL,
                        LAYOUT,
                        "impression",
                        new Grades(Map.of("click", 1, "quote", 3)),
                        100,
                        Candidate.clickLog(),
                        new Gate(List.of(
                                Check.notWorseThan(Against.CHAMPION, ListEvaluation.NDCG, Margin.of("2%")),
                                Check.betterThan(Against.FALLBACK, ListEvaluation.NDCG_5, Margin.NONE)
                                        .surely(0.05),
                                Check.atMost(Check.LATENCY, 15))),
                        new ServingPolicy(Duration.ofSeconds(5)),
                        RolloutPolicy.AT_ONCE,
                        "quote",
                        Circumstances.NONE),
                log,
                weights,
                List.of(new LightGbm(), new Xgboost()));
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    private Event event(String type, UUID decision, String item, ObjectNode body) {
        return new Event(UUID.randomUUID(), type, clock.instant(), decision, "somebody", item, body);
    }

    /** Logs the lists as two pages each; what was clicked is clicked after both, and quotes are clicked first. */
    private void log(SimulatedTraffic traffic) {
        int size = SimulatedTraffic.SIZE;
        List<Event> events = new ArrayList<>();
        for (int list = 0; list < traffic.rows().groups().length; list++) {
            clock.advance(Duration.ofMinutes(3));
            UUID decision = DecisionId.next(clock, random);
            float[] rows = Arrays.copyOfRange(
                    traffic.rows().features(), list * size * LAYOUT.size(), (list + 1) * size * LAYOUT.size());
            Ranking ranking = Ranking.by(
                    IntStream.range(0, size).mapToDouble(rank -> -rank).toArray(), Ranking.WEIGHTS);
            for (int from = 0; from < size; from += size / 2) {
                ObjectNode body = JSON.createObjectNode();
                Impression.page(ranking, IDS, LAYOUT, rows, from, from + size / 2)
                        .write(body);
                events.add(
                        new Event(UUID.randomUUID(), "impression", clock.instant(), decision, "somebody", null, body));
            }
            for (int rank = 0; rank < size; rank++) {
                float grade = traffic.rows().grades()[list * size + rank];
                if (grade > 0) {
                    events.add(event("click", decision, IDS.get(rank), JSON.createObjectNode()));
                }
                if (grade == 3) {
                    events.add(event("quote", decision, IDS.get(rank), JSON.createObjectNode()));
                }
            }
        }
        log.append(events);
    }

    private Serving serving(Registry registry) {
        return new Serving(
                registry,
                new Rollouts(database, registry, clock),
                new Experiments(database, registry, clock),
                database,
                meters);
    }

    private Dataset snapshot() {
        assertThat(pipeline.snapshot(WEEK, lake)).isInstanceOf(Snapshot.Taken.class);
        return ((Snapshot.Taken) pipeline.snapshot(WEEK, lake)).dataset();
    }

    @Test
    void learnsFromTheLogTakesOverFromTheWeightsAndIsWithdrawn() {
        Propensities truth = Propensities.power(1, SimulatedTraffic.SIZE);
        log(SimulatedTraffic.of(1_200, truth, 21));
        Registry registry = new Registry(folder.resolve("models"), database, clock);
        Runs runs = new Runs(database, clock);
        Rollouts rollouts = new Rollouts(database, registry, clock);
        Pipelines pipelines = new Pipelines(
                database,
                lake,
                new Baselines(database, lake, clock),
                registry,
                runs,
                rollouts,
                new Random(2),
                "test",
                meters);
        try (Serving serving = serving(registry)) {
            RankingService service = new RankingService(MODEL, LAYOUT, serving.open(pipeline), weights, meters);
            SimulatedTraffic judged = SimulatedTraffic.of(50, truth, 22);
            float[] rows = Arrays.copyOf(judged.rows().features(), SimulatedTraffic.SIZE * LAYOUT.size());
            Decision decision = new Decision(DecisionId.next(clock, random), null, false);
            Ranking before = service.rank(decision, IDS, rows);
            assertThat(before.rankedBy()).isEqualTo("weights");
            assertThat(before.fallback()).isEqualTo(Fallback.NO_MODEL);
            assertThat(before.order())
                    .containsExactly(
                            service.previewWeights(rows, SimulatedTraffic.SIZE).order());

            RunResult result = pipelines.run(pipeline, WEEK, "test", Progress.SILENT);
            assertThat(result.outcome()).as(result.message()).isEqualTo(RunOutcome.REGISTERED);
            assertThat(result.means()).containsKeys("challenger", "fallback");
            GateVerdict verdict = Objects.requireNonNull(result.verdict());
            // A list of twenty takes tens of microseconds; the seed wants 15 ms.
            assertThat(verdict.findings().getLast().challenger()).isBetween(1e-4, 15.0);
            assertThat(registry.gates().verdict(MODEL, 1)).contains(verdict);
            serving.refresh();

            Ranking after = service.rank(decision, IDS, rows);
            assertThat(after.rankedBy()).isEqualTo("test-ranker:1");
            assertThat(after.fallback()).isNull();
            assertThat(meters.get("tino.ranking.time")
                            .tag("by", "model")
                            .timer()
                            .count())
                    .isOne();
            assertThat(meters.get("tino.ranking.time")
                            .tag("fallback", "no_model")
                            .timer()
                            .count())
                    .isOne();
            Ranking other = service.preview(new Weights(Map.of("noise", 1.0)), rows, SimulatedTraffic.SIZE);
            assertThat(other.order()).isNotEqualTo(after.order());

            Ranking together = fillsOneListWithTheWeightsInTurn(registry, serving, service, rows);
            replaysTheWeek(registry);
            trainsAgainByWhatIsRecorded(registry, runs);
            accountsForItsDecisions(registry, runs, show(before, rows), show(after, rows), show(together, rows));
        }
    }

    /** Logs a first page and a quote for what stands second on it. */
    private UUID show(Ranking ranking, float[] rows) {
        clock.advance(Duration.ofMinutes(1));
        UUID decision = DecisionId.next(clock, random);
        ObjectNode body = JSON.createObjectNode().put("query", "something");
        Impression page = Impression.page(ranking, IDS, LAYOUT, rows, 0, 6);
        page.write(body);
        if (ranking.fallback() != null) {
            body.put("fallback", ranking.fallback().name());
        }
        log.append(List.of(
                new Event(
                        decision, "impression", clock.instant(), decision, "somebody", null, body, ranking.answered()),
                event("quote", decision, page.items().get(1), JSON.createObjectNode())));
        return decision;
    }

    private void accountsForItsDecisions(Registry registry, Runs runs, UUID byWeights, UUID byModel, UUID together) {
        // What people change later does not change what was answered.
        weights.save(new Weights(Map.of("noise", 1.0)), "somebody");
        Decisions decisions =
                new Decisions(log, registry, runs, lake, new Experiments(database, registry, clock), List.of(pipeline));

        DecisionReport first = decisions.find(byWeights).orElseThrow();
        assertThat(first.version()).isNull();
        assertThat(first.fallback()).isEqualTo("NO_MODEL");
        assertThat(first.asked()).containsExactly(Map.entry("query", "something"));
        assertThat(first.outcomes())
                .containsExactly(
                        new DecisionReport.Outcome("quote", first.items().get(1).id(), first.at()));
        assertAddsUp(first);
        assertThat(Objects.requireNonNull(first.items().getFirst().explanation())
                        .baseline())
                .isZero();

        DecisionReport second = decisions.find(byModel).orElseThrow();
        assertThat(second.version()).isOne();
        assertThat(second.live()).isOne();
        assertThat(second.fallback()).isNull();
        DecisionReport.Author author = second.authors().getFirst();
        assertThat(Objects.requireNonNull(author.dataset()).hash())
                .isEqualTo(Objects.requireNonNull(author.registered()).dataset());
        assertThat(Objects.requireNonNull(author.run()).reason()).isEqualTo("test");
        assertAddsUp(second);

        DecisionReport both = decisions.find(together).orElseThrow();
        assertThat(both.authors())
                .extracting(DecisionReport.Author::variant, DecisionReport.Author::version)
                .containsExactly(tuple(Experiment.Variant.A, null), tuple(Experiment.Variant.B, 1));
        assertThat(both.items())
                .extracting(DecisionReport.Item::variant)
                .contains(Experiment.Variant.A, Experiment.Variant.B);
        assertAddsUp(both);

        registry.remove(MODEL, Registry.CHAMPION, "test", "test");
        registry.delete(MODEL, 1, "test");
        DecisionReport deleted = decisions.find(byModel).orElseThrow();
        assertThat(deleted.authors().getFirst().unexplained()).isEqualTo("Version 1 of test-ranker was deleted.");
        assertThat(deleted.items()).extracting(DecisionReport.Item::explanation).containsOnlyNulls();

        assertThat(decisions.find(DecisionId.next(clock, random))).isEmpty();
        assertThatThrownBy(() -> decisions.find(UUID.randomUUID())).hasMessageContaining("Expected a decision id");
        assertThat(decisions.since()).contains(START.plus(Duration.ofMinutes(3)));
    }

    /** XGBoost adds its leaves as floats. */
    private static void assertAddsUp(DecisionReport report) {
        assertThat(report.items()).hasSize(6);
        for (DecisionReport.Item item : report.items()) {
            Explanation explanation = Objects.requireNonNull(item.explanation());
            assertThat(explanation.score()).isCloseTo(item.score(), within(1e-5));
            assertThat(explanation.contributions())
                    .extracting(Explanation.Contribution::feature)
                    .containsExactlyElementsOf(LAYOUT.names());
            assertThat(explanation.weightiest()).isNotEmpty();
        }
    }

    private Ranking fillsOneListWithTheWeightsInTurn(
            Registry registry, Serving serving, RankingService service, float[] rows) {
        Experiment experiment = new Experiments(database, registry, clock)
                .start(MODEL, Experiment.Kind.INTERLEAVED, null, 1, 1, "test", "test");
        serving.refresh();
        Decision decision = new Decision(DecisionId.next(clock, random), "somebody", false);
        Ranking list = service.rank(decision, IDS, rows);
        assertThat(list.rankedBy()).isEqualTo("test-ranker:interleaved");
        assertThat(list.answered()).isEqualTo(new Answered(MODEL, null, experiment.arm(null)));
        assertThat(list.order())
                .containsExactlyInAnyOrder(IntStream.range(0, IDS.size()).toArray());
        String teams = Objects.requireNonNull(list.teams());
        // In each pair of ranks both teams choose once.
        assertThat(teams).matches("(AB|BA){" + IDS.size() / 2 + "}");
        int first = teams.charAt(0) == 'A'
                ? service.previewWeights(rows, IDS.size()).order()[0]
                : service.previewChampion(rows, IDS.size()).order()[0];
        assertThat(list.order()[0]).isEqualTo(first);
        // The same decision is the same list, at every server.
        assertThat(service.rank(decision, IDS, rows).teams()).isEqualTo(teams);
        ObjectNode body = JSON.createObjectNode();
        Impression.page(list, IDS, LAYOUT, rows, 0, 4).write(body);
        assertThat(body.path(Experiment.TEAMS).asString()).isEqualTo(teams.substring(0, 4));
        return list;
    }

    /** From JSON in the log to Parquet and back: the order that was shown is that of the vectors that were logged. */
    private void replaysTheWeek(Registry registry) {
        Archive archive = new Archive(lake, log, database, clock);
        clock.advance(Duration.ofDays(2));
        LocalDate first = LocalDate.ofInstant(START, ZoneOffset.UTC);
        RankingReplay learned;
        try {
            learned = new RankingReplay(
                    registry.load(registry.champion(MODEL).orElseThrow(), pipeline.format()), null, 3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        archive.read(pipeline.decisions().orElseThrow(), first, first.plusDays(6), learned);
        ReplayReport report = learned.report();
        assertThat(report.all().lists()).isEqualTo(1_200);
        assertThat(report.corrected()).isTrue();
        assertThat(report.all().otherFirst()).isBetween(0.3, 0.95);
        // It learned from these lists, so it has what was quoted nearer to the top than the weights had.
        assertThat(report.quality().getFirst().gain().low()).isPositive();
        // The traffic was shown in the order of the weights, first pages of ten of them.
        RankingReplay weighted = new RankingReplay(pipeline.weights(), null, 3);
        archive.read(pipeline.decisions().orElseThrow(), first, first.plusDays(6), weighted);
        assertThat(weighted.report().all().otherFirst()).isZero();
        assertThat(weighted.report().all().tau()).isEqualTo(1);
        assertThat(lake.datasets(MODEL + ".decisions")).hasSize(3);
    }

    /** Though the program tries less by now, and differently. */
    private void trainsAgainByWhatIsRecorded(Registry registry, Runs runs) {
        RankerPipeline now = new RankerPipeline(
                pipeline.settings().with(List.of(new Candidate("xgboost", Correction.NONE, Map.of("max_depth", "1")))),
                log,
                weights);
        Reproduction reproduction = new Reproducer(lake, registry, runs, "test")
                .reproduce(now, registry.champion(MODEL).orElseThrow(), Progress.SILENT);
        assertThat(reproduction.circumstances()).isEmpty();
        assertThat(reproduction.files()).hasSize(3).noneMatch(Comparison.Line::differs);
        assertThat(reproduction.measures())
                .hasSameSizeAs(ListEvaluation.METRICS)
                .noneMatch(Reproduction.Measure::differs);
        assertThat(Objects.requireNonNull(reproduction.scores()).rows()).isGreaterThan(100 * SimulatedTraffic.SIZE);
        assertThat(reproduction.scores().differing()).isZero();
    }

    @Test
    void snapshotsTheVectorsOfTheDecisionWithTheHighestGradeOfEachItem() {
        SimulatedTraffic traffic = SimulatedTraffic.of(400, Propensities.power(0.5, SimulatedTraffic.SIZE), 23);
        log(traffic);
        Dataset dataset = snapshot();
        assertThat(dataset.rows()).isEqualTo(400L * SimulatedTraffic.SIZE);
        assertThat(dataset.lineage())
                .containsEntry("lists", "400")
                .containsEntry("grade.quote", "3")
                .containsEntry("layout.fingerprint", LAYOUT.fingerprint())
                .containsKeys("events.impression", "events.click", "events.quote");
        Split<RankingRows> split = pipeline.load(dataset, lake);
        float[] vectors = new float[traffic.rows().features().length];
        float[] grades = new float[traffic.rows().rows()];
        int[] positions = new int[grades.length];
        int rows = 0;
        for (RankingRows part : List.of(split.train(), split.validation(), split.test())) {
            System.arraycopy(part.features(), 0, vectors, rows * LAYOUT.size(), part.features().length);
            System.arraycopy(part.grades(), 0, grades, rows, part.rows());
            System.arraycopy(part.positions(), 0, positions, rows, part.rows());
            rows += part.rows();
        }
        // The parts follow each other in time, so together they are the log again.
        assertThat(vectors).containsExactly(traffic.rows().features());
        assertThat(grades).containsExactly(traffic.rows().grades());
        assertThat(positions).containsExactly(traffic.rows().positions());
        int graded = traffic.rows().gradedLists();
        assertThat(split.test().gradedLists()).isBetween((int) (0.13 * graded), (int) (0.17 * graded));
        assertThat(split.validation().gradedLists()).isBetween((int) (0.13 * graded), (int) (0.17 * graded));
        assertThat(split.test().propensities()).isSameAs(split.train().propensities());
    }

    @Test
    void givesTheSameSnapshotTwice() {
        log(SimulatedTraffic.of(150, Propensities.NONE, 24));
        assertThat(snapshot().hash()).isEqualTo(snapshot().hash());
    }

    @Test
    void saysWhatThereIsWhenItIsTooLittle() {
        log(SimulatedTraffic.of(40, Propensities.NONE, 25));
        assertThat(pipeline.snapshot(WEEK, lake))
                .isInstanceOfSatisfying(
                        Snapshot.TooLittle.class,
                        little -> assertThat(little.reason())
                                .contains("something came of 40 lists (click, quote)")
                                .contains("needs at least 100"));
        assertThat(lake.datasets(MODEL)).isEmpty();
    }

    @Test
    void leavesOutListsOfAnotherLayout() {
        log(SimulatedTraffic.of(150, Propensities.NONE, 26));
        for (int list = 0; list < 120; list++) {
            clock.advance(Duration.ofMinutes(1));
            UUID decision = DecisionId.next(clock, random);
            ObjectNode body = JSON.createObjectNode();
            new Impression(List.of("a"), new int[] {1}, new double[] {1}, "weights", "older", new float[] {1})
                    .write(body);
            log.append(List.of(
                    new Event(UUID.randomUUID(), "impression", clock.instant(), decision, null, null, body),
                    event("click", decision, "a", JSON.createObjectNode())));
        }
        assertThat(snapshot().lineage()).containsEntry("lists", "150").containsEntry("lists.of_another_layout", "120");
        Period later = new Period(START.plus(Duration.ofMinutes(451)), WEEK.to());
        assertThat(pipeline.snapshot(later, lake))
                .isInstanceOfSatisfying(
                        Snapshot.TooLittle.class,
                        little -> assertThat(little.reason())
                                .contains("0 lists with vectors of the layout 'test' (120 lists have another layout)"));
    }

    @Test
    void refusesRowsThatAreNotVectorsOfTheLayout() {
        try (Serving serving = serving(new Registry(folder.resolve("models"), database, clock))) {
            RankingService service = new RankingService(MODEL, LAYOUT, serving.open(pipeline), weights, meters);
            assertThatThrownBy(() -> service.rank(
                            new Decision(DecisionId.next(clock, random), null, false), List.of("a", "b"), new float[9]))
                    .hasMessageContaining("Expected 2 vectors of the 5 features")
                    .hasMessageContaining("got 9 values");
        }
    }
}
