package tino.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.ModelVersionsPage;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.Registry;
import tino.server.RunningServer;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;

/** What {@code org.mlflow:mlflow-client}, unchanged, does with registered models; what it has no method for, over plain HTTP. */
@NullUnmarked // a null where there should be a value fails the test by itself
class RegistryClientTest {
    private final RunningServer server = RunningServer.shared();
    private final Registry registry = server.part(Registry.class);
    private final String key = server.key(Scope.MODELS);
    private MlflowClient client;
    private String model;

    @BeforeEach
    void connect() {
        client = TrackingClientTest.client(server, Scope.MODELS);
        model = "Model-" + UUID.randomUUID();
        client.sendPost("registered-models/create", json(Map.of("name", model)));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private static String json(Map<String, ?> fields) {
        return RunningServer.JSON.writeValueAsString(fields);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String run() {
        return client.createRun(client.createExperiment(TrackingClientTest.name()))
                .getRunId();
    }

    /** Registers a version whose files nobody has here. @return its number */
    private String version() {
        return create(Map.of("name", model, "source", "s3://models/" + UUID.randomUUID()));
    }

    private String create(Map<String, ?> fields) {
        return RunningServer.JSON
                .readTree(client.sendPost("model-versions/create", json(fields)))
                .at("/model_version/version")
                .stringValue();
    }

    /** A person vouches for a version that no gate has judged. */
    private void approve(String number) {
        registry.gates()
                .override(model, Integer.parseInt(number), "test", "what the protocol does is tested, not the model");
    }

    private void transition(String number, String stage, boolean archive) {
        client.sendPost(
                "model-versions/transition-stage",
                json(Map.of("name", model, "version", number, "stage", stage, "archive_existing_versions", archive)));
    }

    private String stage(String number) {
        return client.getModelVersion(model, number).getCurrentStage();
    }

    private JsonNode send(String method, String path, Map<String, ?> body, int status) {
        HttpResponse<String> response =
                server.anybody().json(method, "/api/2.0/mlflow/" + path, json(body), "Authorization", "Bearer " + key);
        assertThat(response.statusCode())
                .as("%s %s: %s", method, path, response.body())
                .isEqualTo(status);
        return RunningServer.tree(response);
    }

    @Test
    void registersAVersionOfARun() {
        String run = run();
        client.logParam(run, "depth", "3");
        client.logMetric(run, "auc", 0.9);
        client.logMetric(run, "nan", Double.NaN);
        String source = "runs:/" + run + "/model";
        String number = create(Map.of(
                "name",
                model,
                "source",
                source,
                "run_id",
                run,
                "description",
                "first",
                "tags",
                List.of(Map.of("key", "colour", "value", "red"))));
        ModelVersion version = client.getModelVersion(model, number);
        assertThat(version.getVersion()).isEqualTo("1");
        assertThat(version.getRunId()).isEqualTo(run);
        assertThat(version.getSource()).isEqualTo(source);
        assertThat(version.getCurrentStage()).isEqualTo("None");
        assertThat(version.getStatus().name()).isEqualTo("READY");
        assertThat(version.getDescription()).isEqualTo("first");
        assertThat(version.getUserId()).isEqualTo("key:test");
        assertThat(version.getTagsList())
                .extracting(tag -> tag.getKey(), tag -> tag.getValue())
                .containsExactly(tuple("colour", "red"));
        assertThat(client.getModelVersionDownloadUri(model, number)).isEqualTo(source);
        var kept = registry.version(model, 1).orElseThrow();
        assertThat(kept.provenance().parameters()).containsEntry("depth", "3");
        assertThat(kept.metrics()).containsEntry("auc", 0.9).containsEntry("nan", Double.NaN);
        assertThat(version()).isEqualTo("2");
        assertThat(client.getRegisteredModel(model).getLatestVersionsList())
                .extracting(ModelVersion::getVersion)
                .containsExactly("2");
    }

    @Test
    void hasTheLatestVersionsByStageAskedEitherWay() {
        String one = version();
        String two = version();
        String three = version();
        transition(one, "Staging", false);
        transition(two, "archived", false);
        assertThat(client.getLatestVersions(model))
                .extracting(ModelVersion::getCurrentStage, ModelVersion::getVersion)
                .containsExactly(tuple("None", three), tuple("Staging", one), tuple("Archived", two));
        assertThat(client.getLatestVersions(model, List.of("Staging")))
                .extracting(ModelVersion::getVersion)
                .containsExactly(one);
        String asked = client.sendGet(
                "registered-models/get-latest-versions?name=" + encoded(model) + "&stages=Staging&stages=Archived");
        assertThat(RunningServer.JSON.readTree(asked).at("/model_versions")).hasSize(2);
        client.sendPatch(
                "model-versions/update", json(Map.of("name", model, "version", one, "description", "better words")));
        assertThat(client.getModelVersion(model, one).getDescription()).isEqualTo("better words");
    }

    @Test
    void productionIsTheChampion() {
        String one = version();
        String two = version();
        approve(one);
        approve(two);
        transition(one, "Production", false);
        assertThat(registry.champion(model).orElseThrow().number()).isEqualTo(1);
        assertThat(stage(one)).isEqualTo("Production");
        assertThat(client.getModelVersion(model, one).getAliasesList()).containsExactly("champion");
        Instant between = Instant.now();
        transition(two, "Production", true);
        assertThat(stage(one)).isEqualTo("Archived");
        assertThat(stage(two)).isEqualTo("Production");
        assertThat(registry.liveAt(model, "champion", between).orElseThrow().number())
                .isEqualTo(1);
        transition(two, "Staging", false);
        assertThat(registry.champion(model)).isEmpty();
        assertThat(registry.liveAt(model, "champion", Instant.now())).isEmpty();
        assertThat(stage(two)).isEqualTo("Staging");
        assertThat(registry.history(model, "champion"))
                .extracting(AliasChange::action, AliasChange::number, AliasChange::previous, AliasChange::who)
                .containsExactly(
                        tuple(AliasChange.Action.ASSIGNED, 1, null, "key:test"),
                        tuple(AliasChange.Action.ASSIGNED, 2, 1, "key:test"),
                        tuple(AliasChange.Action.REMOVED, 2, 2, "key:test"));
        assertThat(registry.rollback(model, "test", "it was right").number()).isEqualTo(2);
    }

    @Test
    void theGateHoldsThroughTheProtocolToo() {
        String one = version();
        for (JsonNode refused : List.of(
                send(
                        "POST",
                        "model-versions/transition-stage",
                        Map.of("name", model, "version", one, "stage", "Production"),
                        409),
                send(
                        "POST",
                        "registered-models/alias",
                        Map.of("name", model, "version", one, "alias", "champion"),
                        409))) {
            assertThat(refused.at("/error_code").stringValue()).isEqualTo("INVALID_STATE");
            assertThat(refused.at("/message").stringValue()).contains("gate", "version 1", "tino models approve");
        }
        assertThat(registry.champion(model)).isEmpty();
        assertThat(registry.history(model, "champion")).isEmpty();
        assertThat(stage(one)).isEqualTo("None");
    }

    @Test
    void theAliasChampionIsProductionAndOthersAreNames() {
        String one = version();
        approve(one);
        client.sendPost("registered-models/alias", json(Map.of("name", model, "alias", "champion", "version", one)));
        client.sendPost("registered-models/alias", json(Map.of("name", model, "alias", "blue-team", "version", one)));
        assertThat(stage(one)).isEqualTo("Production");
        String found = client.sendGet("registered-models/alias?name=" + encoded(model) + "&alias=blue-team");
        assertThat(RunningServer.JSON
                        .readTree(found)
                        .at("/model_version/version")
                        .stringValue())
                .isEqualTo(one);
        assertThat(client.getRegisteredModel(model).getAliasesList())
                .extracting(alias -> alias.getAlias(), alias -> alias.getVersion())
                .containsExactly(tuple("blue-team", one), tuple("champion", one));
        JsonNode refused = send("DELETE", "model-versions/delete", Map.of("name", model, "version", one), 409);
        assertThat(refused.at("/error_code").stringValue()).isEqualTo("INVALID_STATE");
        assertThat(refused.at("/message").stringValue()).contains("is the champion");
        assertThat(send("DELETE", "registered-models/delete", Map.of("name", model), 409)
                        .at("/message")
                        .stringValue())
                .contains("is the champion");
        send("DELETE", "registered-models/alias", Map.of("name", model, "alias", "champion"), 200);
        assertThat(stage(one)).isEqualTo("None");
        send("DELETE", "model-versions/delete", Map.of("name", model, "version", one), 200);
        assertThat(registry.aliases(model)).isEmpty();
    }

    @Test
    void deletesAVersionAndNeverGivesItsNumberAgain() {
        String one = version();
        String two = version();
        send("DELETE", "model-versions/delete", Map.of("name", model, "version", two), 200);
        assertThatThrownBy(() -> client.getModelVersion(model, two)).hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        assertThat(version()).isEqualTo("3");
        send("DELETE", "registered-models/delete", Map.of("name", model), 200);
        assertThatThrownBy(() -> client.getRegisteredModel(model)).hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        assertThatThrownBy(() -> client.getModelVersion(model, one)).hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        client.sendPost("registered-models/create", json(Map.of("name", model)));
        assertThat(version()).isEqualTo("4");
    }

    @Test
    void tagsDescribesAndRenamesAModel() {
        version();
        client.sendPost("registered-models/set-tag", json(Map.of("name", model, "key", "team", "value", "search")));
        client.sendPatch("registered-models/update", json(Map.of("name", model, "description", "finds people")));
        String renamed = "Renamed " + UUID.randomUUID() + "/ç: 100%";
        client.sendPost("registered-models/rename", json(Map.of("name", model, "new_name", renamed)));
        var read = client.getRegisteredModel(renamed);
        assertThat(read.getDescription()).isEqualTo("finds people");
        assertThat(read.getTagsList())
                .extracting(tag -> tag.getKey(), tag -> tag.getValue())
                .containsExactly(tuple("team", "search"));
        assertThat(read.getLatestVersionsList()).hasSize(1);
        assertThatThrownBy(() -> client.getRegisteredModel(model)).hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        send("DELETE", "registered-models/delete-tag", Map.of("name", renamed, "key", "team"), 200);
        assertThat(client.getRegisteredModel(renamed).getTagsList()).isEmpty();
        client.sendPost(
                "model-versions/set-tag", json(Map.of("name", renamed, "version", "1", "key", "k", "value", "v")));
        assertThat(client.getModelVersion(renamed, "1").getTagsCount()).isEqualTo(1);
        send("DELETE", "model-versions/delete-tag", Map.of("name", renamed, "version", "1", "key", "k"), 200);
        assertThat(client.getModelVersion(renamed, "1").getTagsCount()).isZero();
    }

    @Test
    void searchesModelsAndVersions() {
        version();
        String two = version();
        client.sendPost(
                "model-versions/set-tag", json(Map.of("name", model, "version", two, "key", "good", "value", "yes")));
        ModelVersionsPage page = client.searchModelVersions("name='" + model + "'", 1, List.of("version_number ASC"));
        assertThat(page.getItems()).extracting(ModelVersion::getVersion).containsExactly("1");
        assertThat(page.getNextPage().getItems())
                .extracting(ModelVersion::getVersion)
                .containsExactly("2");
        assertThat(client.searchModelVersions("name = '" + model + "' and tags.good = 'yes'")
                        .getItems())
                .extracting(ModelVersion::getVersion)
                .containsExactly(two);
        assertThat(client.searchModelVersions("name = '" + model + "' and version_number > 1")
                        .getItems())
                .hasSize(1);
        String found = client.sendGet("registered-models/search?filter="
                + encoded("name ILIKE '" + model.toLowerCase(java.util.Locale.ROOT) + "%'") + "&order_by="
                + encoded("name DESC") + "&max_results=5");
        assertThat(RunningServer.JSON
                        .readTree(found)
                        .at("/registered_models/0/name")
                        .stringValue())
                .isEqualTo(model);
        assertThat(client.sendGet("registered-models/list")).contains("registered_models");
    }

    @Test
    void refusesASecondModelOfAName() {
        assertThatThrownBy(() -> client.sendPost("registered-models/create", json(Map.of("name", model))))
                .isInstanceOf(MlflowClientException.class)
                .hasMessageContaining("RESOURCE_ALREADY_EXISTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registered-models/get?name=nobody",
                "registered-models/get-latest-versions?name=nobody",
                "registered-models/alias?name=nobody&alias=champion",
                "model-versions/get?name=nobody&version=1",
                "model-versions/get-download-uri?name=nobody&version=1",
            })
    void saysThatAModelIsNotThere(String path) {
        assertThatThrownBy(() -> client.sendGet(path))
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST")
                .hasMessageContaining("nobody");
    }

    @Test
    void saysThatAVersionAnAliasOrAStageIsNotThere() {
        version();
        assertThatThrownBy(() -> client.getModelVersion(model, "7"))
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST")
                .hasMessageContaining("version=7");
        assertThatThrownBy(() -> client.getModelVersion(model, "seven"))
                .hasMessageContaining("INVALID_PARAMETER_VALUE");
        assertThatThrownBy(() -> client.sendGet("registered-models/alias?name=" + encoded(model) + "&alias=nobody"))
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        assertThatThrownBy(() -> client.sendPost(
                        "registered-models/alias", json(Map.of("name", model, "alias", "champion", "version", "7"))))
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        assertThatThrownBy(() -> client.sendPost(
                        "registered-models/alias", json(Map.of("name", model, "alias", "v1", "version", "1"))))
                .hasMessageContaining("INVALID_PARAMETER_VALUE");
        assertThatThrownBy(() -> transition("1", "Elsewhere", false))
                .hasMessageContaining("INVALID_PARAMETER_VALUE")
                .hasMessageContaining("Production");
        assertThatThrownBy(() -> create(Map.of("name", model, "source", "runs:/0123/model", "run_id", "0123")))
                .hasMessageContaining("Run '0123' not found");
    }

    private HttpResponse<String> put(String path, String content) {
        return server.anybody()
                .send(server.anybody()
                        .request("/api/2.0/mlflow-artifacts/artifacts/" + path, "Authorization", "Bearer " + key)
                        .PUT(HttpRequest.BodyPublishers.ofString(content)));
    }

    @Test
    void copiesTheFilesOfARunIntoTheVersion() throws Exception {
        String run = run();
        String root = client.getRun(run).getInfo().getArtifactUri().substring("mlflow-artifacts:/".length());
        assertThat(put(root + "/model/data/weights.txt", "one").statusCode()).isEqualTo(200);
        assertThat(put(root + "/model/MLmodel", "flavour").statusCode()).isEqualTo(200);
        String number = create(Map.of("name", model, "source", "runs:/" + run + "/model", "run_id", run));
        assertThat(put(root + "/model/data/weights.txt", "changed later").statusCode())
                .isEqualTo(200);
        var version = registry.version(model, Integer.parseInt(number)).orElseThrow();
        assertThat(version.files().keySet()).containsExactly("MLmodel", "data/weights.txt");
        assertThat(version.folder().resolve("data/weights.txt")).hasContent("one");
        assertThat(version.folder().getParent().getFileName().toString()).startsWith("_model-");
    }

    @Test
    void aModelOfAnyNameStaysInItsFolder() {
        for (String name : List.of(
                "../../etc/passwd " + UUID.randomUUID(), "A/B:" + UUID.randomUUID(), "模型 " + UUID.randomUUID())) {
            client.sendPost("registered-models/create", json(Map.of("name", name)));
            create(Map.of("name", name, "source", "s3://there"));
            var version = registry.version(name, 1).orElseThrow();
            assertThat(version.folder().normalize()).isEqualTo(version.folder());
            assertThat(version.folder().getParent().getParent())
                    .isEqualTo(server.home().resolve("models").toAbsolutePath());
        }
    }
}
