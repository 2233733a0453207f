package tino.language.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.language.benchmark.Benchmark;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.RunData;
import tino.lifecycle.registry.RunGroup;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.RunStatus;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;

@NullUnmarked // a null where there should be a value fails the test by itself
class EvaluationRunsTest {
    @TempDir
    private Path folder;

    private Workshop workshop;
    private RunGroups groups;
    private EvaluationRuns evaluations;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        groups = new RunGroups(workshop.database, workshop.clock);
        evaluations = new EvaluationRuns(
                workshop.runs,
                groups,
                new ArtifactStore(folder.resolve("artifacts"), workshop.database, workshop.clock),
                workshop.clock);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private UUID run(Benchmark benchmark, String system) throws IOException, InterruptedException {
        UUID run = evaluations.start(benchmark, system, "ana", Map.of("threshold", "0.5"));
        EvaluationResult result = new AnswerEvaluation(AnswerEvaluation.Settings.portuguese(), null, workshop.clock)
                .run(benchmark, system, AnswerEvaluationTest::answer, evaluations.progress(run));
        evaluations.finish(run, result);
        workshop.clock.advance(Duration.ofHours(1));
        return run;
    }

    @Test
    void isARunLikeAnyOther() throws IOException, InterruptedException {
        UUID run = run(AnswerEvaluationTest.BENCHMARK, "extractive");
        RunGroup group = groups.named(EvaluationRuns.GROUP).orElseThrow();
        assertThat(workshop.runs.find(run).orElseThrow())
                .returns(group.id(), TrackedRun::experiment)
                .returns("extractive on Loja", TrackedRun::name)
                .returns("ana", TrackedRun::user)
                .returns(RunStatus.FINISHED, TrackedRun::status)
                .returns(new TrackedRun.Progress(1, "4 / 4"), TrackedRun::progress);
        RunData data = workshop.runs.data(run);
        assertThat(data.parameters())
                .containsEntry("threshold", "0.5")
                .containsEntry("benchmark.version", "1")
                .containsEntry("match", "portuguese")
                .containsEntry("questions", "4");
        assertThat(data.tags())
                .containsEntry("benchmark.hash", AnswerEvaluationTest.BENCHMARK.hash())
                .containsEntry("system", "extractive");
        assertThat(data.metrics())
                .extracting(Runs.Metric::name)
                .contains("f1", "f1.low", "f1.high", "failed", "category/métricas/f1", "difficulty/easy/em");
        assertThat(data.inputs())
                .extracting(RunData.Input::digest)
                .containsExactly(AnswerEvaluationTest.BENCHMARK.hash());
        assertThat(evaluations.read(run).questions()).hasSize(4);
    }

    @Test
    void findsTheRunBeforeOfTheSameBenchmark() throws IOException, InterruptedException {
        Benchmark other = new Benchmark(
                "Loja", "2", AnswerEvaluationTest.BENCHMARK.questions().subList(0, 2), List.of());
        UUID first = run(AnswerEvaluationTest.BENCHMARK, "a");
        UUID second = run(AnswerEvaluationTest.BENCHMARK, "b");
        run(other, "c");
        UUID broken = evaluations.start(AnswerEvaluationTest.BENCHMARK, "d", null, Map.of());
        evaluations.fail(broken, "the provider is away");
        workshop.clock.advance(Duration.ofHours(1));
        UUID third = run(AnswerEvaluationTest.BENCHMARK, "e");
        assertThat(evaluations.previous(third)).contains(second);
        assertThat(evaluations.previous(second)).contains(first);
        assertThat(evaluations.previous(first)).isEmpty();
        assertThat(evaluations.latest(AnswerEvaluationTest.BENCHMARK.hash())).contains(third);
        assertThat(evaluations.latest("another")).isEmpty();
        assertThat(workshop.runs.find(broken).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(workshop.runs.data(broken).tags()).containsEntry("error", "the provider is away");
        assertThatThrownBy(() -> evaluations.read(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(broken.toString());
        assertThatThrownBy(() -> evaluations.previous(UUID.randomUUID()))
                .hasMessageContaining("Expected the id of a run");
    }

    @Test
    void bringsItsGroupBack() throws IOException, InterruptedException {
        run(AnswerEvaluationTest.BENCHMARK, "a");
        groups.delete(groups.named(EvaluationRuns.GROUP).orElseThrow().id(), true);
        run(AnswerEvaluationTest.BENCHMARK, "b");
        assertThat(groups.named(EvaluationRuns.GROUP).orElseThrow().deleted()).isFalse();
    }
}
