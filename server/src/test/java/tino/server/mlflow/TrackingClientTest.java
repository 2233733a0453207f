package tino.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.ExperimentsPage;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.Page;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import tino.server.RunningServer;
import tino.server.security.Scope;

/** What {@code org.mlflow:mlflow-client}, unchanged, does with experiments and runs. */
@NullUnmarked // a null where there should be a value fails the test by itself
class TrackingClientTest {
    private final RunningServer server = RunningServer.shared();
    private MlflowClient client;

    static MlflowClient client(RunningServer server, Scope scope) {
        String address = server.uri("").toString().replaceAll("/$", "");
        return new MlflowClient(new BasicMlflowHostCreds(address, server.key(scope)));
    }

    @BeforeEach
    void connect() {
        client = client(server, Scope.MODELS);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    static String name() {
        return "test-" + UUID.randomUUID();
    }

    private String experiment() {
        return client.createExperiment(name());
    }

    private String run() {
        return client.createRun(experiment()).getRunId();
    }

    @Test
    void createsAnExperimentAndFindsItByIdAndName() {
        String name = name();
        String id = client.createExperiment(name);
        Experiment experiment = client.getExperiment(id);
        assertThat(experiment.getName()).isEqualTo(name);
        assertThat(experiment.getLifecycleStage()).isEqualTo("active");
        assertThat(experiment.getArtifactLocation()).isEqualTo("mlflow-artifacts:/" + id);
        assertThat(experiment.getCreationTime()).isPositive();
        assertThat(client.getExperimentByName(name)).contains(experiment);
        assertThat(client.getExperimentByName(name())).isEmpty();
    }

    @Test
    void keepsLocationAndTagsThatAnExperimentIsCreatedWith() {
        String id = client.createExperiment(CreateExperiment.newBuilder()
                .setName(name())
                .setArtifactLocation("s3://models/here/")
                .addTags(ExperimentTag.newBuilder().setKey("team").setValue("search"))
                .build());
        Experiment experiment = client.getExperiment(id);
        assertThat(experiment.getArtifactLocation()).isEqualTo("s3://models/here");
        assertThat(experiment.getTagsList())
                .extracting(ExperimentTag::getKey, ExperimentTag::getValue)
                .containsExactly(tuple("team", "search"));
        assertThat(client.createRun(id).getArtifactUri())
                .startsWith("s3://models/here/")
                .endsWith("/artifacts");
    }

    @Test
    void refusesASecondExperimentOfAName() {
        String name = name();
        String id = client.createExperiment(name);
        assertThatThrownBy(() -> client.createExperiment(name))
                .isInstanceOf(MlflowClientException.class)
                .hasMessageContaining("RESOURCE_ALREADY_EXISTS")
                .hasMessageContaining(name);
        client.deleteExperiment(id);
        assertThatThrownBy(() -> client.createExperiment(name)).hasMessageContaining("deleted state");
        String other = experiment();
        assertThatThrownBy(() -> client.renameExperiment(other, name)).hasMessageContaining("RESOURCE_ALREADY_EXISTS");
    }

    @Test
    void deletesRestoresAndRenamesAnExperimentWithItsRuns() {
        String id = experiment();
        String run = client.createRun(id).getRunId();
        client.deleteExperiment(id);
        assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
        assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("deleted");
        assertThatThrownBy(() -> client.createRun(id)).hasMessageContaining("INVALID_PARAMETER_VALUE");
        client.restoreExperiment(id);
        assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("active");
        assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("active");
        String renamed = name();
        client.renameExperiment(id, renamed);
        assertThat(client.getExperiment(id).getName()).isEqualTo(renamed);
    }

    @Test
    void tagsAnExperimentAgainAndOverLines() {
        String id = experiment();
        client.setExperimentTag(id, "dataset", "imagenet1K");
        client.setExperimentTag(id, "dataset", "birdbike");
        client.setExperimentTag(id, "multiline tag", "one\ntwo\nthree");
        assertThat(client.getExperiment(id).getTagsList())
                .extracting(ExperimentTag::getKey, ExperimentTag::getValue)
                .containsExactly(tuple("dataset", "birdbike"), tuple("multiline tag", "one\ntwo\nthree"));
        assertThat(client.getExperiment(experiment()).getTagsList()).isEmpty();
    }

    @Test
    void searchesExperimentsByNameTagAndStagePageByPage() {
        String mark = UUID.randomUUID().toString();
        List<String> ids = new ArrayList<>();
        for (String end : List.of("c", "a", "b")) {
            String id = client.createExperiment(mark + end);
            client.setExperimentTag(id, "mark", mark);
            ids.add(id);
        }
        String filter = "tags.mark = '" + mark + "' AND name LIKE '" + mark + "%'";
        ExperimentsPage first = client.searchExperiments(filter, ViewType.ACTIVE_ONLY, 2, List.of("name ASC"));
        assertThat(first.getItems()).extracting(Experiment::getName).containsExactly(mark + "a", mark + "b");
        assertThat(first.getNextPageToken()).isPresent();
        Page<Experiment> second = first.getNextPage();
        assertThat(second.getItems()).extracting(Experiment::getName).containsExactly(mark + "c");
        assertThat(second.hasNextPage()).isFalse();
        // Without an order the newest comes first.
        assertThat(client.searchExperiments(filter).getItems())
                .extracting(Experiment::getName)
                .containsExactly(mark + "b", mark + "a", mark + "c");
        client.deleteExperiment(ids.getFirst());
        assertThat(client.searchExperiments(filter).getItems()).hasSize(2);
        assertThat(client.searchExperiments(filter, ViewType.DELETED_ONLY, 10, List.of())
                        .getItems())
                .extracting(Experiment::getExperimentId)
                .containsExactly(ids.getFirst());
        assertThat(client.searchExperiments(filter, ViewType.ALL, 10, List.of()).getItems())
                .hasSize(3);
    }

    @Test
    void logsARunAndReadsItBack() {
        String experiment = experiment();
        long before = System.currentTimeMillis();
        RunInfo created = client.createRun(experiment);
        String run = created.getRunUuid();
        assertThat(run).isEqualTo(created.getRunId()).matches("[0-9a-f]{32}");
        assertThat(client.listRunInfos(experiment))
                .extracting(RunInfo::getRunId, RunInfo::getStatus)
                .containsExactly(tuple(run, RunStatus.RUNNING));
        client.logParam(run, "min_samples_leaf", "2");
        client.logParam(run, "max depth", "3");
        client.logMetric(run, "accuracy", 0.9733333333333334);
        client.logMetric(run, "zero_one/loss", 123.456789123456789);
        client.logMetric(run, "steps", 1.0, 1000, 1);
        client.logMetric(run, "steps", 2.0, 2000, -5);
        client.logMetric(run, "steps", -3.0, 3000, 4);
        client.logMetric(run, "steps", 4.0, 2999, 4);
        client.logMetric(run, "not", Double.NaN);
        client.logMetric(run, "up", Double.POSITIVE_INFINITY);
        client.logMetric(run, "down", Double.NEGATIVE_INFINITY);
        client.setTag(run, "user_email", "some@email.com");
        client.setTerminated(run, RunStatus.FINISHED);

        Run read = client.getRun(run);
        assertThat(read.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
        assertThat(read.getInfo().getExperimentId()).isEqualTo(experiment);
        assertThat(read.getInfo().getUserId()).isEqualTo(System.getProperty("user.name"));
        assertThat(read.getInfo().getStartTime()).isBetween(before, System.currentTimeMillis());
        assertThat(read.getInfo().getEndTime()).isBetween(before, System.currentTimeMillis());
        assertThat(read.getInfo().getArtifactUri())
                .isEqualTo("mlflow-artifacts:/" + experiment + "/" + run + "/artifacts");
        assertThat(read.getData().getParamsList())
                .extracting(Param::getKey, Param::getValue)
                .containsExactly(tuple("max depth", "3"), tuple("min_samples_leaf", "2"));
        // Of each metric the value of the highest step, and of that the newest.
        assertThat(read.getData().getMetricsList())
                .extracting(Metric::getKey, Metric::getValue)
                .containsExactly(
                        tuple("accuracy", 0.9733333333333334),
                        tuple("down", Double.NEGATIVE_INFINITY),
                        tuple("not", Double.NaN),
                        tuple("steps", -3.0),
                        tuple("up", Double.POSITIVE_INFINITY),
                        tuple("zero_one/loss", 123.456789123456789));
        assertThat(read.getData().getTagsList())
                .extracting(RunTag::getKey)
                .containsExactly("user_email", "mlflow.runName");
        assertThat(client.getMetricHistory(run, "steps"))
                .extracting(Metric::getValue, Metric::getTimestamp, Metric::getStep)
                .containsExactly(
                        tuple(1.0, 1000L, 1L), tuple(2.0, 2000L, -5L), tuple(-3.0, 3000L, 4L), tuple(4.0, 2999L, 4L));
    }

    @Test
    void createsARunWithNameStartUserAndParent() {
        String experiment = experiment();
        RunInfo run = client.createRun(CreateRun.newBuilder()
                .setExperimentId(experiment)
                .setRunName("night")
                .setUserId("ana")
                .setStartTime(1_700_000_000_123L)
                .addTags(RunTag.newBuilder().setKey("mlflow.parentRunId").setValue("0123"))
                .build());
        assertThat(run.getRunName()).isEqualTo("night");
        assertThat(run.getUserId()).isEqualTo("ana");
        assertThat(run.getStartTime()).isEqualTo(1_700_000_000_123L);
        assertThat(client.getRun(run.getRunId()).getData().getTagsList())
                .extracting(RunTag::getKey, RunTag::getValue)
                .containsExactly(tuple("mlflow.parentRunId", "0123"), tuple("mlflow.runName", "night"));
        client.setTag(run.getRunId(), "mlflow.runName", "day");
        assertThat(client.getRun(run.getRunId()).getInfo().getRunName()).isEqualTo("day");
        assertThat(client.createRun().getExperimentId()).isEqualTo("0");
    }

    @Test
    void deletesATagOnce() {
        String run = run();
        client.setTag(run, "tag0", "val0");
        client.deleteTag(run, "tag0");
        assertThat(client.getRun(run).getData().getTagsList())
                .extracting(RunTag::getKey)
                .doesNotContain("tag0");
        assertThatThrownBy(() -> client.deleteTag(run, "tag0"))
                .hasMessageContaining("No tag with name: tag0 in run with id " + run);
        assertThatThrownBy(() -> client.deleteTag("fakeRunId", "tag0"))
                .hasMessageContaining("Run 'fakeRunId' not found");
    }

    @Test
    void deletesAndRestoresARun() {
        String run = run();
        client.deleteRun(run);
        assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("deleted");
        assertThatThrownBy(() -> client.logMetric(run, "m", 1)).hasMessageContaining("'active' state");
        client.restoreRun(run);
        assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("active");
    }

    private static Metric metric(String name, double value, long at, long step) {
        return Metric.newBuilder()
                .setKey(name)
                .setValue(value)
                .setTimestamp(at)
                .setStep(step)
                .build();
    }

    private static Param param(String name, String value) {
        return Param.newBuilder().setKey(name).setValue(value).build();
    }

    private static RunTag tag(String name, String value) {
        return RunTag.newBuilder().setKey(name).setValue(value).build();
    }

    @Test
    void logsABatchOfEverything() {
        String run = run();
        client.logBatch(
                run,
                List.of(
                        metric("met1", 0.081, 10, 0),
                        metric("metric2", 82.3, 100, 73),
                        metric("metric3", 1, 1000, 1),
                        metric("metric3", 2, 2000, 3),
                        metric("metric3", 3, 0, -2)),
                List.of(param("p1", "a b"), param("3", "x")),
                List.of(tag("t1", "tagtagtag")));
        Run read = client.getRun(run);
        assertThat(read.getData().getMetricsList())
                .containsExactly(
                        metric("met1", 0.081, 10, 0), metric("metric2", 82.3, 100, 73), metric("metric3", 2, 2000, 3));
        assertThat(read.getData().getParamsList()).containsExactly(param("3", "x"), param("p1", "a b"));
        assertThat(read.getData().getTagsList()).contains(tag("t1", "tagtagtag"));
        client.logBatch(run, List.of(metric("met1", 0.081, 10, 0)), null, null); // sent again: counted once
        assertThat(client.getMetricHistory(run, "met1")).hasSize(1);
    }

    @Test
    void refusesABatchOverALimitAndKeepsNothingOfIt() {
        String run = run();
        List<Metric> metrics = IntStream.range(0, 1001)
                .mapToObj(step -> metric("m", step, step, step))
                .toList();
        List<Param> params =
                IntStream.range(0, 101).mapToObj(i -> param("p" + i, "x")).toList();
        List<RunTag> tags =
                IntStream.range(0, 101).mapToObj(i -> tag("t" + i, "x")).toList();
        assertThatThrownBy(() -> client.logBatch(run, metrics, null, null))
                .hasMessageContaining("INVALID_PARAMETER_VALUE")
                .hasMessageContaining("at most 1000 metrics")
                .hasMessageContaining("Got 1001");
        assertThatThrownBy(() -> client.logBatch(run, null, params, null)).hasMessageContaining("at most 100 params");
        assertThatThrownBy(() -> client.logBatch(run, null, null, tags)).hasMessageContaining("at most 100 tags");
        assertThatThrownBy(() -> client.logBatch(run, metrics.subList(0, 901), params.subList(0, 100), null))
                .hasMessageContaining("1000 metrics, params, and tags");
        assertThatThrownBy(() -> client.logBatch(run, null, null, List.of(tag("a", "x".repeat(1_000_000)))))
                .hasMessageContaining("at most 1000000 bytes");
        Run read = client.getRun(run);
        assertThat(read.getData().getMetricsList()).isEmpty();
        assertThat(read.getData().getParamsList()).isEmpty();
        assertThat(read.getData().getTagsList()).extracting(RunTag::getKey).containsExactly("mlflow.runName");
        client.logBatch(run, metrics.subList(0, 1000), null, null);
        client.logBatch(run, null, params.subList(0, 100), tags.subList(0, 100));
        assertThat(client.getMetricHistory(run, "m")).hasSize(1000);
        assertThat(client.getRun(run).getData().getParamsList()).hasSize(100);
    }

    @Test
    void refusesAHalfInvalidBatchWholly() {
        String run = run();
        client.logParam(run, "depth", "3");
        List<Metric> good = List.of(metric("m", 1, 1, 1));
        List<RunTag> tags = List.of(tag("t", "x"));
        assertThatThrownBy(() -> client.logBatch(run, good, List.of(param("new", "1"), param("depth", "4")), tags))
                .hasMessageContaining("INVALID_PARAMETER_VALUE")
                .hasMessageContaining("'depth' was logged before as '3', got '4'");
        assertThatThrownBy(() -> client.logBatch(run, good, List.of(param("../up", "1")), tags))
                .hasMessageContaining("params[0].key");
        assertThatThrownBy(() -> client.logBatch(run, good, List.of(param("a", "1"), param("a", "2")), tags))
                .hasMessageContaining("Duplicate parameter keys");
        assertThatThrownBy(() -> client.logBatch(run, List.of(metric("m", 1, 1, 1), metric("m", 1, -1, 1)), null, tags))
                .hasMessageContaining("metrics[1].timestamp");
        Run read = client.getRun(run);
        assertThat(read.getData().getMetricsList()).isEmpty();
        assertThat(read.getData().getParamsList()).containsExactly(param("depth", "3"));
        assertThat(read.getData().getTagsList()).extracting(RunTag::getKey).containsExactly("mlflow.runName");
        client.logParam(run, "depth", "3"); // the same again is no change
    }

    @Test
    void searchesRunsByWhatWasLogged() {
        String experiment = experiment();
        String first = client.createRun(experiment).getRunId();
        String second = client.createRun(experiment).getRunId();
        for (String run : List.of(first, second)) {
            client.logParam(run, "min_samples_leaf", "2");
            client.setTag(run, "test", run.equals(first) ? "works" : "also works");
        }
        client.logParam(first, "max_depth", "5");
        client.logParam(second, "max_depth", "15");
        client.logMetric(first, "accuracy score", 0.1);
        client.logMetric(first, "accuracy score", 0.4);
        client.logMetric(second, "accuracy score", 0.9);
        client.logMetric(second, "nan", Double.NaN);
        client.setTag(first, "user_email", "some@email.com");
        client.setTerminated(second, RunStatus.FAILED);

        assertThat(found(experiment, "metrics.`accuracy score` < 0")).isEmpty();
        assertThat(found(experiment, "metrics.`accuracy score` > 0")).containsExactly(second, first);
        assertThat(found(experiment, "metrics.\"accuracy score\" < 0.3")).isEmpty();
        assertThat(found(experiment, "metrics.\"accuracy score\" < 5e-1")).containsExactly(first);
        assertThat(found(experiment, "metrics.nan > 0")).isEmpty();
        assertThat(found(experiment, "params.min_samples_leaf = '2'")).hasSize(2);
        assertThat(found(experiment, "params.min_samples_leaf != '2'")).isEmpty();
        assertThat(found(experiment, "params.max_depth = \"15\"")).containsExactly(second);
        assertThat(found(experiment, "tag.user_email = 'some@email.com'")).containsExactly(first);
        assertThat(found(experiment, "tags.`test` LIKE '%works' and tags.test ILIKE 'ALSO%'"))
                .containsExactly(second);
        assertThat(found(experiment, "attributes.status = 'RUNNING'")).containsExactly(first);
        assertThat(found(experiment, "status != 'RUNNING' AND params.max_depth = '15'"))
                .containsExactly(second);
        assertThat(found(experiment, "attributes.run_id IN ('" + first + "', 'x')"))
                .containsExactly(first);
        assertThat(found(experiment, "run_id NOT IN ('" + first + "')")).containsExactly(second);
        assertThat(found(experiment, "start_time > 1600000000000 and attribute.end_time > 0"))
                .containsExactly(second);
        assertThat(found(experiment, "tags.mlflow.runName = 'run-" + first.substring(0, 8) + "'"))
                .containsExactly(first);
        assertThat(found(experiment, "params.max_depth = '5'' OR true --'")).isEmpty();

        assertThat(ordered(experiment, "metrics.`accuracy score`")).containsExactly(first, second);
        assertThat(ordered(experiment, "params.min_samples_leaf", "metrics.`accuracy score` DESC"))
                .containsExactly(second, first);
        assertThat(ordered(experiment, "metrics.nan ASC", "attributes.start_time ASC"))
                .containsExactly(second, first);
        assertThat(ordered(experiment, "attribute.start_time ASC")).containsExactly(first, second);
    }

    private List<String> found(String experiment, String filter) {
        return found(List.of(experiment), filter, ViewType.ACTIVE_ONLY);
    }

    private List<String> found(List<String> experiments, String filter, ViewType view) {
        return client.searchRuns(experiments, filter, view, 1000).getItems().stream()
                .map(run -> run.getInfo().getRunId())
                .toList();
    }

    private List<String> ordered(String experiment, String... keys) {
        return client.searchRuns(List.of(experiment), "", ViewType.ACTIVE_ONLY, 10, List.of(keys)).getItems().stream()
                .map(run -> run.getInfo().getRunId())
                .toList();
    }

    @Test
    void pagesThroughRunsAndTellsDeletedOnesApart() {
        String experiment = experiment();
        String first = client.createRun(experiment).getRunId();
        String second = client.createRun(experiment).getRunId();
        Page<Run> page = client.searchRuns(List.of(experiment), "", ViewType.ACTIVE_ONLY, 1000);
        assertThat(page.getPageSize()).isEqualTo(2);
        assertThat(page.getNextPageToken()).isEqualTo(Optional.empty());
        page = client.searchRuns(List.of(experiment), "", ViewType.ACTIVE_ONLY, 1);
        assertThat(page.hasNextPage()).isTrue();
        Page<Run> last = page.getNextPage();
        assertThat(last.getItems()).extracting(run -> run.getInfo().getRunId()).containsExactly(first);
        assertThat(last.hasNextPage()).isFalse();
        assertThat(last.getNextPage().getPageSize()).isZero();
        client.deleteRun(second);
        assertThat(found(List.of(experiment), "", ViewType.DELETED_ONLY)).containsExactly(second);
        assertThat(found(List.of(experiment), "", ViewType.ALL)).hasSize(2);
        assertThat(found(List.of(), "", ViewType.ALL)).isEmpty();
    }

    @Test
    void readsALongHistoryWhole() {
        String run = run();
        for (int from = 0; from < 3000; from += 1000) {
            int start = from;
            client.logBatch(
                    run,
                    IntStream.range(start, start + 1000)
                            .mapToObj(step -> metric("m", 3000 - step, step, step))
                            .toList(),
                    null,
                    null);
        }
        assertThat(client.getMetricHistory(run, "m"))
                .extracting(Metric::getStep)
                .containsExactlyElementsOf(
                        IntStream.range(0, 3000).mapToObj(step -> (long) step).toList());
        assertThat(client.sendGet("metrics/get-history?run_id=" + run + "&metric_key=m&max_results=2"))
                .contains("next_page_token");
    }

    @Test
    void aReaderReadsAndWritesNothing() {
        String run = run();
        try (MlflowClient reader = client(server, Scope.MODELS_READ)) {
            assertThat(reader.getRun(run).getInfo().getRunId()).isEqualTo(run);
            assertThat(reader.searchExperiments().getItems()).isNotEmpty();
            assertThat(reader.searchRuns(List.of("0"), "", ViewType.ALL, 10)).isNotNull();
            assertThatThrownBy(() -> reader.logMetric(run, "m", 1)).hasMessageContaining("403");
            assertThatThrownBy(() -> reader.createExperiment(name())).hasMessageContaining("403");
        }
        try (MlflowClient other = client(server, Scope.SEARCH)) {
            assertThatThrownBy(() -> other.getRun(run)).hasMessageContaining("403");
        }
        assertThat(client.getRun(run).getData().getMetricsList()).isEmpty();
    }
}
