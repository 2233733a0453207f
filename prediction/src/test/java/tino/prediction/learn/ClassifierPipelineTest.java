package tino.prediction.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.archive.LoggedDecision;
import tino.lifecycle.drift.Observation;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.explanation.DecisionReport;
import tino.lifecycle.explanation.Decisions;
import tino.lifecycle.gate.Against;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.gate.Margin;
import tino.lifecycle.pipeline.ModelPipeline.Snapshot;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Reproducer;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.Decision;
import tino.lifecycle.serving.Served;
import tino.lifecycle.serving.Serving;
import tino.lifecycle.serving.ServingPolicy;
import tino.prediction.Census;
import tino.prediction.Classifier;
import tino.prediction.Predicted;
import tino.prediction.Prediction;
import tino.prediction.PredictionQuestion;
import tino.prediction.threshold.OperatingMode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From labelled cases to a champion that answers: PostgreSQL, Parquet, LightGBM, registry and serving are real. */
class ClassifierPipelineTest {
    private static final Period PERIOD = new Period(Applications.START, Applications.START.plus(Duration.ofDays(100)));
    private static final Outcomes HIRED = new Outcomes(Map.of("hired", 1.0), 1);

    @TempDir
    private Path folder;

    private final Applications source = new Applications(6_000, 1);
    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private static ClassifierSettings settings(Gate gate, String... modes) {
        return new ClassifierSettings(
                "test-classifier",
                Census.LAYOUT,
                Arrays.stream(modes).map(OperatingMode::of).toList(),
                List.of("sex"),
                500,
                50,
                ClassifierSettings.PARAMETERS,
                gate,
                new ServingPolicy(Duration.ofSeconds(5)),
                RolloutPolicy.AT_ONCE,
                HIRED,
                "prediction");
    }

    private ClassifierPipeline pipeline(String... modes) {
        return new ClassifierPipeline(
                settings(
                        new Gate(List.of(
                                Check.betterThan(Against.FALLBACK, ClassifierEvaluation.LOG_LOSS, Margin.of("20%"))
                                        .ofLow()
                                        .surely(0),
                                Check.notWorseThan(Against.CHAMPION, ClassifierEvaluation.BRIER, Margin.of("2%"))
                                        .ofLow(),
                                Check.atLeast(ClassifierEvaluation.PRECISION, 0.80),
                                Check.atMost(ClassifierEvaluation.CALLED, 0.10).ofGap("sex"),
                                Check.atMost(ClassifierEvaluation.CALLED, 0.20).ofGap("sex.positives"),
                                Check.atMost(Check.LATENCY, 15))),
                        modes),
                source);
    }

    private RunResult run(ClassifierPipeline pipeline) {
        return workshop.pipelines.run(pipeline, PERIOD, "nightly", Progress.SILENT);
    }

    @Test
    void goesFromCasesToAChampionWhoseAnswersAreExplained() {
        ClassifierPipeline pipeline = pipeline("prec80", "balanced", "recall90");
        RunResult result = run(pipeline);
        assertThat(result.outcome()).as(result.message()).isEqualTo(RunOutcome.REGISTERED);
        ModelVersion champion = workshop.registry.champion("test-classifier").orElseThrow();
        assertThat(champion.number()).isEqualTo(1);
        assertThat(champion.metrics())
                .containsKeys("accuracy", "error", "log_loss", "brier", "roc_auc", "precision", "recall");
        assertThat(champion.metrics().get("precision")).isGreaterThan(0.80);

        // The door answers with it, and the log has what is needed to say why.
        try (Serving serving = new Serving(
                        workshop.registry,
                        workshop.rollouts,
                        workshop.experiments,
                        workshop.database,
                        workshop.metrics);
                PostgresEventLog log = new PostgresEventLog(workshop.database, workshop.metrics)) {
            Served<Classifier> door = serving.open(pipeline);
            float[] row = {0.9f, 0.9f, 0};
            UUID id = DecisionId.next(workshop.clock, new Random(1));
            var answer = door.answer(new Decision(id, "ana", false), new PredictionQuestion(row, "prec80", 0.3, "f"));
            assertThat(answer.answered().version()).isEqualTo(1);
            assertThat(answer.value().decision()).isTrue();
            ObjectNode body = JsonMapper.shared().createObjectNode().put("vacancy", "v-17");
            Predicted.of(answer.value(), Census.LAYOUT, row).write(body);
            log.append(List.of(
                    new Event(id, "prediction", workshop.clock.instant(), id, "ana", null, body, answer.answered()),
                    new Event(
                            UUID.randomUUID(),
                            "hired",
                            workshop.clock.instant(),
                            id,
                            "ana",
                            null,
                            JsonMapper.shared().createObjectNode())));
            DecisionReport report = new Decisions(
                            log,
                            workshop.registry,
                            workshop.runs,
                            workshop.lake,
                            workshop.experiments,
                            List.of(pipeline))
                    .find(id)
                    .orElseThrow();
            assertThat(report.asked()).containsEntry("vacancy", "v-17").containsEntry("mode", "prec80");
            assertThat(report.outcomes()).hasSize(1);
            DecisionReport.Item item = report.items().getFirst();
            assertThat(item.score()).isEqualTo(answer.value().probability());
            assertThat(Objects.requireNonNull(item.explanation()).score())
                    .isCloseTo(
                            Objects.requireNonNull(door.champion().orElseThrow().model())
                                    .scores(row, 1)[0],
                            within(1e-9));
        }
    }

    @Test
    void comesOutTheSameWhenItIsTrainedAgain() {
        run(pipeline("prec80", "balanced"));
        ModelVersion version = workshop.registry.version("test-classifier", 1).orElseThrow();
        // The pipeline has changed its mind since; the version's own parameters count.
        var reproduction = new Reproducer(workshop.lake, workshop.registry, workshop.runs, "0123abc")
                .reproduce(pipeline("recall90"), version, Progress.SILENT);
        assertThat(reproduction.identical()).isTrue();
        assertThat(reproduction.circumstances()).isEmpty();
    }

    @Test
    void publishesNothingWhereAModeCannotBeKeptAndSaysTheBest() {
        RunResult result = run(pipeline("balanced", "prec99.9"));
        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.message())
                .contains("prec99.9 is out of reach", "at least 0.999", "the best was 0.", "cases called from");
        assertThat(workshop.registry.versions("test-classifier")).isEmpty();
    }

    @Test
    void learnsNothingFromTooLittle() {
        ClassifierPipeline few =
                new ClassifierPipeline(settings(ClassifierSettings.GATE, "balanced"), new Applications(400, 1));
        RunResult result = run(few);
        assertThat(result.outcome()).isEqualTo(RunOutcome.TOO_LITTLE_DATA);
        assertThat(result.message()).contains("of 400 cases is known", "needs at least 500");
        ClassifierPipeline oneClass =
                new ClassifierPipeline(settings(ClassifierSettings.GATE, "balanced"), (period, reader) -> {
                    source.read(
                            period,
                            row -> reader.accept(new LabelledRow(
                                    row.decision(), row.at(), row.person(), row.features(), false, row.groups())));
                    return Map.of();
                });
        assertThat(run(oneClass).message()).contains("0 of them yes");
        ClassifierPipeline wrong =
                new ClassifierPipeline(settings(ClassifierSettings.GATE, "balanced"), (period, reader) -> {
                    source.read(
                            period,
                            row -> reader.accept(new LabelledRow(
                                    row.decision(), row.at(), row.person(), new float[2], row.label(), row.groups())));
                    return Map.of();
                });
        assertThat(run(wrong).message()).contains("Expected 3 features of the layout 'census'");
    }

    /** All yeses of the world come in its last days: the older ones have nothing to tell apart. */
    @Test
    void saysWhichPartOfTimeHasOneLabelOnly() {
        ClassifierPipeline late =
                new ClassifierPipeline(settings(ClassifierSettings.GATE, "balanced"), (period, reader) -> {
                    source.read(
                            period,
                            row -> reader.accept(new LabelledRow(
                                    row.decision(),
                                    row.at(),
                                    row.person(),
                                    row.features(),
                                    row.at().isAfter(Applications.START.plus(Duration.ofDays(75))),
                                    row.groups())));
                    return Map.of();
                });
        assertThat(run(late).message()).contains("the part 'train' has 0 of yes");
    }

    @Test
    void cutsByTimeAndKeepsPersonsApart() {
        ClassifierPipeline pipeline = pipeline("balanced");
        Snapshot.Taken taken = (Snapshot.Taken) pipeline.snapshot(PERIOD, workshop.lake);
        assertThat(taken.dataset().lineage())
                .containsEntry("applications", "6000")
                .containsEntry("cases", "6000")
                .containsEntry("layout.features", "age,pay,colour");
        Split<LabelledRows> split = pipeline.load(taken.dataset(), workshop.lake);
        assertThat(split.test().rows()).isEqualTo(900);
        Set<String> seen = new HashSet<>();
        for (LabelledRows part : List.of(split.train(), split.validation(), split.test())) {
            Set<String> persons = new HashSet<>(Arrays.asList(part.persons()));
            assertThat(Collections.disjoint(persons, seen)).isTrue();
            seen.addAll(persons);
        }
        assertThat(split.train().rows()).isBetween(1_800, 3_500);
        assertThat(split.test().baseRate())
                .isEqualTo((double) split.train().positives() / split.train().rows());
        assertThat(pipeline.columns()).containsKeys("features.colour", "label", "sex");
    }

    @Test
    void theFallbackSaysTheBaseRateOfWhatWasLearnedFromAndCallsNobody() {
        ClassifierPipeline pipeline = pipeline("balanced");
        Split<LabelledRows> split =
                pipeline.load(((Snapshot.Taken) pipeline.snapshot(PERIOD, workshop.lake)).dataset(), workshop.lake);
        var evaluation = pipeline.evaluateFallback(split.test()).orElseThrow();
        assertThat(evaluation.mean("called")).isZero();
        assertThat(evaluation.mean("precision")).isZero();
        assertThat(evaluation.mean("roc_auc")).isCloseTo(0.5, within(1e-9));
        Prediction fallback = new PredictionQuestion(new float[3], "prec80", 0.3, null).fallback();
        assertThat(fallback).isEqualTo(new Prediction(0.3, false, 1, "prec80"));
        assertThat(new PredictionQuestion(new float[3], "prec80", 0.3, "f")
                        .compare(fallback, new Prediction(0.9, true, 0.8, "prec80")))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.rankControl()).isNull();
                    assertThat(item.rankShadow()).isEqualTo(1);
                    assertThat(item.group()).isEqualTo("f");
                });
    }

    @Test
    void tellsWhatPredictionsWereMadeFromAndWhatCameOfThem() {
        ClassifierPipeline pipeline = pipeline("balanced");
        var dataset = ((Snapshot.Taken) pipeline.snapshot(PERIOD, workshop.lake)).dataset();
        List<Observation> observations = new ArrayList<>();
        var inputs = pipeline.inputs().orElseThrow();
        inputs.read(dataset, workshop.lake, observations::add);
        assertThat(observations).hasSize(6_000);
        assertThat(observations)
                .extracting(one -> one.values().get(2))
                .containsOnly("red", "green", "blue", "black", null);

        UUID id = DecisionId.next(workshop.clock, new Random(1));
        float[] row = {0.5f, Float.NaN, 1};
        ObjectNode body = JsonMapper.shared().createObjectNode();
        Predicted.of(new Prediction(0.7, true, 0.6, "balanced"), Census.LAYOUT, row)
                .write(body);
        Event event = new Event(
                id,
                "prediction",
                workshop.clock.instant(),
                id,
                null,
                null,
                body,
                new Answered("test-classifier", 3, null));
        assertThat(inputs.read(event).orElseThrow().values()).isEqualTo(Arrays.asList(0.5f, Float.NaN, "green"));
        Event hired = new Event(UUID.randomUUID(), "hired", workshop.clock.instant(), id, null, null, body);
        assertThat(inputs.read(hired)).isEmpty();
        LoggedDecision logged = pipeline.decisions()
                .orElseThrow()
                .read(id, List.of(event, hired))
                .orElseThrow();
        assertThat(logged.by()).isEqualTo("test-classifier:3");
        assertThat(logged.grades()).containsExactly(1);
        assertThat(logged.scores()).containsExactly(0.7f);
        assertThat(logged.vectors()).containsExactly(row);
        var explainer = pipeline.explainer().orElseThrow();
        assertThat(explainer.explain(null, event).getFirst().score()).isCloseTo(Math.log(0.7 / 0.3), within(1e-12));
        body.put(Predicted.LAYOUT, "another");
        assertThat(inputs.read(event)).isEmpty();
        assertThatThrownBy(() -> explainer.explain(null, event)).hasMessageContaining("has changed since");
        body.remove(Predicted.FEATURES);
        assertThatThrownBy(() -> explainer.read(event)).hasMessageContaining("'features'");
    }

    @Test
    void refusesGatesAndAttributesThatNobodyMeasures() {
        assertThatThrownBy(() -> settings(new Gate(List.of(Check.atLeast("ndcg@10", 1))), "balanced"))
                .hasMessageContaining("got 'ndcg@10'");
        assertThatThrownBy(() ->
                        settings(new Gate(List.of(Check.atMost("called", 1).ofGap("age"))), "balanced"))
                .hasMessageContaining("[sex, sex.positives]");
        assertThatThrownBy(() -> settings(ClassifierSettings.GATE)).hasMessageContaining("at least one operating mode");
    }
}
