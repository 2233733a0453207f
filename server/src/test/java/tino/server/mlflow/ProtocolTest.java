package tino.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.Runs;
import tino.server.RunningServer;
import tino.server.security.Role;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;

/** The documents of the protocol as they go over the wire, good and bad. */
@NullUnmarked // a null where there should be a value fails the test by itself
class ProtocolTest {
    private final RunningServer server = RunningServer.shared();
    private final String key = server.key(Scope.MODELS);

    private HttpResponse<String> post(String path, String body) {
        return server.anybody().post("/api/2.0/mlflow/" + path, body, "Authorization", "Bearer " + key);
    }

    private HttpResponse<String> get(String path) {
        return server.anybody().get("/api/2.0/" + path, "Authorization", "Bearer " + key);
    }

    private JsonNode answer(String path, String body) {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningServer.tree(response);
    }

    private String run() {
        return answer("runs/create", "{}").at("/run/info/run_id").stringValue();
    }

    private static void refused(HttpResponse<String> response, int status, String code, String... parts) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = RunningServer.tree(response);
        assertThat(error.at("/error_code").stringValue()).isEqualTo(code);
        assertThat(error.at("/message").stringValue()).contains(parts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            metrics.loss < 'x'              | a number without quotes at character 16
            metrics.loss LIKE 'x%'          | for a number at character 14
            metrics.loss <                  | at character 15
            params.depth = 3                | a text in quotes at character 16
            params.depth > '3'              | for a text at character 14
            params.depth IN ('3')           | for a parameter or a tag at character 14
            tags.a = 'b' OR tags.c = 'd'    | AND between two conditions (OR is not part of the language) at character 14
            tags.a = 'b' AND                | a name such as metrics.loss at character 17
            metric = 3                      | one of the attributes
            moods.x = 'y'                   | before the dot at character 1
            attributes.colour = 'red'       | one of the attributes [artifact_uri, end_time, run_id
            dataset.size = '3'              | name, digest or context
            run_id IN ('a' 'b')             | Expected ) at character 16
            tags.a = 'b                     | a name, a value or a comparison at character 10
            status ~ 'RUNNING'              | a name, a value or a comparison at character 8
            """)
    void aWrongFilterIsRefusedWithItsPlace(String filter, String expected) {
        refused(
                post(
                        "runs/search",
                        RunningServer.JSON.writeValueAsString(
                                Map.of("experiment_ids", List.of("0"), "filter", filter))),
                400,
                "INVALID_PARAMETER_VALUE",
                expected,
                "of \"" + filter);
    }

    @Test
    void aWrongOrderOrPageIsRefused() {
        refused(post("runs/search", "{\"order_by\":[\"metrics.a UP\"]}"), 400, "INVALID_PARAMETER_VALUE", "ASC, DESC");
        refused(post("runs/search", "{\"max_results\":0}"), 400, "INVALID_PARAMETER_VALUE", "max_results");
        refused(post("runs/search", "{\"max_results\":50001}"), 400, "INVALID_PARAMETER_VALUE", "50000");
        refused(post("runs/search", "{\"page_token\":\"mine\"}"), 400, "INVALID_PARAMETER_VALUE", "page_token");
        refused(post("runs/search", "{\"run_view_type\":\"SOME\"}"), 400, "INVALID_PARAMETER_VALUE", "ACTIVE_ONLY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"key":"m","timestamp":1}                              | 'value'
            {"key":"m","value":1}                                  | 'timestamp'
            {"value":1,"timestamp":1}                              | 'key'
            {"key":7,"value":1,"timestamp":1}                      | 'key': expected a text, got 7
            {"key":"m","value":"much","timestamp":1}               | 'value': expected a number
            {"key":"m","value":true,"timestamp":1}                 | 'value': expected a number
            {"key":"m","value":[1],"timestamp":1}                  | 'value': expected a number
            {"key":"m","value":1,"timestamp":1.5}                  | 'timestamp': expected a whole number
            {"key":"m","value":1,"timestamp":"soon"}               | 'timestamp': expected a whole number
            {"key":"m","value":1,"timestamp":1e40}                 | 'timestamp'
            {"key":"m","value":1,"timestamp":1,"step":{"a":1}}     | 'step': expected a whole number
            {"key":"a\\nb","value":1,"timestamp":1}                | 'key'
            {"key":"../m","value":1,"timestamp":1}                 | 'key'
            """)
    void aWrongMetricIsRefusedByField(String fields, String expected) {
        String run = run();
        refused(
                post("runs/log-metric", "{\"run_id\":\"" + run + "\"," + fields.substring(1)),
                400,
                "INVALID_PARAMETER_VALUE",
                expected);
        assertThat(RunningServer.tree(get("mlflow/runs/get?run_id=" + run)).at("/run/data/metrics"))
                .isEmpty();
    }

    @Test
    void wholeNumbersMayBeTextsAndMetricsMayBeNoNumbers() {
        String run = run();
        answer("runs/log-batch", """
                {"run_id":"%s","metrics":[
                  {"key":"a","value":"NaN","timestamp":"1700000000000","step":"-9223372036854775808"},
                  {"key":"b","value":"-Infinity","timestamp":1700000000000},
                  {"key":"c","value":"0.25","timestamp":1.7e12,"step":9007199254740993}]}""".formatted(run));
        JsonNode metrics =
                RunningServer.tree(get("mlflow/runs/get?run_uuid=" + run)).at("/run/data/metrics");
        assertThat(metrics.at("/0/value").stringValue()).isEqualTo("NaN");
        assertThat(metrics.at("/0/step").longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(metrics.at("/1/value").stringValue()).isEqualTo("-Infinity");
        assertThat(metrics.at("/2/value").doubleValue()).isEqualTo(0.25);
        assertThat(metrics.at("/2/step").longValue()).isEqualTo(9007199254740993L); // more than a double holds
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        refused(post("runs/create", "{\"run_name\":"), 400, "MALFORMED_REQUEST", "line 1");
        refused(post("runs/create", "[]"), 400, "MALFORMED_REQUEST", "JSON object");
        refused(
                post("runs/log-batch", "{\"run_id\":\"x\",\"metrics\":{}}"),
                400,
                "INVALID_PARAMETER_VALUE",
                "'metrics'");
        refused(post("runs/log-batch", "{\"run_id\":\"x\",\"tags\":[3]}"), 400, "INVALID_PARAMETER_VALUE", "tags[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef0123456789abcdef", "no-run", "01234567-89ab-cdef-0123-456789abcdef"})
    void anUnknownRunIsNotFound(String run) {
        refused(get("mlflow/runs/get?run_id=" + run), 404, "RESOURCE_DOES_NOT_EXIST", run);
        refused(
                post("runs/log-metric", "{\"run_id\":\"" + run + "\",\"key\":\"m\",\"value\":1,\"timestamp\":1}"),
                404,
                "RESOURCE_DOES_NOT_EXIST",
                run);
        refused(post("runs/delete", "{\"run_id\":\"" + run + "\"}"), 404, "RESOURCE_DOES_NOT_EXIST", run);
    }

    @Test
    void anUnknownExperimentIsNotFound() {
        refused(get("mlflow/experiments/get?experiment_id=999999"), 404, "RESOURCE_DOES_NOT_EXIST", "999999");
        refused(get("mlflow/experiments/get?experiment_id=x"), 404, "RESOURCE_DOES_NOT_EXIST", "x");
        refused(post("runs/create", "{\"experiment_id\":\"999999\"}"), 404, "RESOURCE_DOES_NOT_EXIST", "999999");
        refused(get("mlflow/experiments/get"), 400, "INVALID_PARAMETER_VALUE", "experiment_id");
    }

    @Test
    void logsTheDataOfARunAndFindsItByThem() {
        String run = run();
        String digest = UUID.randomUUID().toString().substring(0, 8);
        answer("runs/log-inputs", """
                {"run_id":"%s","datasets":[{"tags":[{"key":"mlflow.data.context","value":"training"}],
                 "dataset":{"name":"adult","digest":"%s","source_type":"local","source":"{}","schema":"{}"}}]}""".formatted(run, digest));
        answer(
                "runs/log-model",
                "{\"run_id\":\"" + run + "\",\"model_json\":\"{\\\"artifact_path\\\":\\\"model\\\"}\"}");
        JsonNode found = answer(
                "runs/search",
                "{\"experiment_ids\":[0],\"filter\":\"dataset.digest = '" + digest
                        + "' AND datasets.name LIKE 'ad%' AND dataset.context IN ('training')\"}");
        assertThat(found.at("/runs/0/info/run_id").stringValue()).isEqualTo(run);
        assertThat(found.at("/runs/0/inputs/dataset_inputs/0/dataset/name").stringValue())
                .isEqualTo("adult");
        assertThat(found.at("/runs/0/data/tags").toString()).contains("log-model.history");
    }

    @Test
    void runsOfPipelinesAreReadButNotWritten() {
        Runs runs = server.part(Runs.class);
        String model = "pipeline-" + UUID.randomUUID();
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        runs.start(id, model, "nightly", new Period(now.minusSeconds(60), now), 7, "0123abc");
        runs.parameter(id, "depth", "3");
        runs.metrics(id, List.of(new Runs.Metric("ndcg", 1, 0.5), new Runs.Metric("ndcg", 2, 0.6)));
        String experiment = RunningServer.tree(get("mlflow/experiments/get-by-name?experiment_name=" + model))
                .at("/experiment/experiment_id")
                .stringValue();
        JsonNode found = answer(
                "runs/search", "{\"experiment_ids\":[\"" + experiment + "\"],\"filter\":\"metrics.ndcg > 0.55\"}");
        assertThat(found.at("/runs/0/info/status").stringValue()).isEqualTo("RUNNING");
        assertThat(found.at("/runs/0/info/run_name").stringValue()).isEqualTo("nightly");
        assertThat(found.at("/runs/0/data/tags").toString()).contains("0123abc", "tino.seed");
        refused(
                post("runs/log-metric", "{\"run_id\":\"" + id + "\",\"key\":\"ndcg\",\"value\":1,\"timestamp\":1}"),
                409,
                "INVALID_STATE",
                model);
        refused(post("runs/update", "{\"run_id\":\"" + id + "\",\"status\":\"KILLED\"}"), 409, "INVALID_STATE", model);
        answer("runs/set-tag", "{\"run_id\":\"" + id + "\",\"key\":\"seen\",\"value\":\"yes\"}");
        runs.end(id, RunOutcome.REJECTED, "not better");
        JsonNode ended = RunningServer.tree(get("mlflow/runs/get?run_id=" + id));
        assertThat(ended.at("/run/info/status").stringValue()).isEqualTo("FINISHED");
        assertThat(ended.at("/run/data/tags").toString()).contains("rejected");
    }

    private HttpResponse<String> put(String path, String content) {
        RunningServer.Caller caller = server.anybody();
        return caller.send(
                caller.request("/api/2.0/mlflow-artifacts/artifacts/" + path, "Authorization", "Bearer " + key)
                        .PUT(HttpRequest.BodyPublishers.ofString(content)));
    }

    private String artifacts(String run) {
        return RunningServer.tree(get("mlflow/runs/get?run_id=" + run))
                .at("/run/info/artifact_uri")
                .stringValue()
                .substring("mlflow-artifacts:/".length());
    }

    @Test
    void keepsListsAndGivesOutTheFilesOfARun() {
        String run = run();
        String root = artifacts(run);
        assertThat(put(root + "/model/a%20b.txt", "content").statusCode()).isEqualTo(200);
        assertThat(put(root + "/model/deep/er.txt", "").statusCode()).isEqualTo(200);
        assertThat(put(root + "/readme+.md", "read me").statusCode()).isEqualTo(200);
        JsonNode listed = RunningServer.tree(get("mlflow/artifacts/list?run_id=" + run));
        assertThat(listed.at("/root_uri").stringValue()).isEqualTo("mlflow-artifacts:/" + root);
        assertThat(listed.at("/files").toString())
                .isEqualTo(
                        "[{\"path\":\"model\",\"is_dir\":true},{\"path\":\"readme+.md\",\"is_dir\":false,\"file_size\":7}]");
        assertThat(RunningServer.tree(get("mlflow/artifacts/list?run_id=" + run + "&path=model"))
                        .at("/files")
                        .toString())
                .isEqualTo(
                        "[{\"path\":\"model/a b.txt\",\"is_dir\":false,\"file_size\":7},{\"path\":\"model/deep\",\"is_dir\":true}]");
        assertThat(RunningServer.tree(get("mlflow-artifacts/artifacts?path=" + root + "/model"))
                        .at("/files/0/path")
                        .stringValue())
                .isEqualTo("a b.txt");
        HttpResponse<String> file = get("mlflow-artifacts/artifacts/" + root + "/model/a%20b.txt");
        assertThat(file.body()).isEqualTo("content");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        refused(
                get("mlflow-artifacts/artifacts/" + root + "/model/c.txt"),
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "model/c.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escape",
                "0/../../escape",
                "0/%2e%2e/escape",
                "0//double",
                "0/.",
                "0/a%5Cb",
                "0/%252e%252e/x%00y"
            })
    void noPathLeadsOutOfTheStore(String path) {
        assertThat(put(path, "x").statusCode()).isBetween(400, 499);
        assertThat(server.home().resolve("escape")).doesNotExist();
        assertThat(server.home().getParent().resolve("escape")).doesNotExist();
    }

    @Test
    void listsNothingOutsideOfARun() {
        String run = run();
        refused(get("mlflow/artifacts/list?run_id=" + run + "&path=../.."), 400, "INVALID_PARAMETER_VALUE", "'..'");
        refused(put("models/marketplace-ranker/1/model.txt", "x"), 400, "INVALID_PARAMETER_VALUE", "do not change");
    }

    @Test
    void aDamagedFileIsRefusedWithItsNameAndBothSums() throws Exception {
        String path = artifacts(run()) + "/weights.bin";
        put(path, UUID.randomUUID().toString());
        ArtifactStore store = server.part(ArtifactStore.class);
        ArtifactStore.Artifact artifact = store.find(path).orElseThrow();
        Path file = store.read(artifact);
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 1;
        Files.write(file, bytes);
        refused(
                get("mlflow-artifacts/artifacts/" + path),
                500,
                "INTERNAL_ERROR",
                path,
                artifact.sha256(),
                Checksum.of(file));
        Files.write(file, new byte[] {1, 2});
        refused(get("mlflow-artifacts/artifacts/" + path), 500, "INTERNAL_ERROR", path, artifact.sha256(), "2 bytes");
    }

    @Test
    void aFileIsNoLargerThanTheLimit() {
        try (RunningServer strict = RunningServer.start(Map.of("tino.limits.file", "1KB"))) {
            RunningServer.Caller caller = strict.anybody();
            HttpResponse<String> response = caller.send(caller.request(
                            "/api/2.0/mlflow-artifacts/artifacts/0/x",
                            "Authorization",
                            "Bearer " + strict.key(Scope.MODELS))
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[1025])));
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("1024", "tino.limits.file");
            assertThat(strict.part(ArtifactStore.class).find("0/x")).isEmpty();
        }
    }

    @Test
    void withoutAKeyNobodyGetsIn() {
        assertThat(server.anybody().get("/api/2.0/mlflow/experiments/search").statusCode())
                .isEqualTo(401);
        assertThat(server.anybody().post("/api/2.0/mlflow/runs/create", "{}").statusCode())
                .isEqualTo(401);
        assertThat(server.person(Role.ANALYST)
                        .get("/api/2.0/mlflow/experiments/search")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.person(Role.PROFESSIONAL)
                        .get("/api/2.0/mlflow/experiments/search")
                        .statusCode())
                .isEqualTo(403);
        // A session without the token against forged requests writes nothing, a key needs none.
        assertThat(server.person(Role.OPERATOR)
                        .post("/api/2.0/mlflow/runs/create", "{}")
                        .statusCode())
                .isEqualTo(403);
    }
}
