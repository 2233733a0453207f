package tino.search.embedding;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every embedder promises, and what those behind HTTP promise beyond. */
final class EmbedderContractTest {
    private static final String KEY = "sk-very-secret";
    private static final List<String> TEXTS = List.of(
            "Eletricista residencial, instalação elétrica e tomadas",
            "Encanador, conserto de vazamentos e torneiras",
            "Aulas particulares de inglês",
            "Instalação de tomadas e quadros de luz");

    abstract static class Contract {
        abstract Embedder embedder();

        @Test
        void givesOneVectorOfLengthOneATextInOrder() {
            List<float[]> vectors = embedder().embed(TEXTS);
            assertThat(vectors).hasSameSizeAs(TEXTS);
            for (int i = 0; i < vectors.size(); i++) {
                assertThat(vectors.get(i)).hasSize(embedder().dimensions());
                assertThat(dot(vectors.get(i), vectors.get(i))).isCloseTo(1, within(1e-5));
                assertThat(dot(vectors.get(i), embedder().embed(TEXTS.get(i)))).isCloseTo(1, within(1e-5));
            }
        }

        @Test
        void givesTheZeroVectorForNoKnownWord() {
            assertThat(embedder().embed(" \n")).containsOnly(0f);
            assertThat(embedder().embed(List.of("luz", "")).getLast()).containsOnly(0f);
        }

        @Test
        void givesNothingForNoTexts() {
            assertThat(embedder().embed(List.of())).isEmpty();
        }

        @Test
        void namesItselfTheSameAlways() {
            assertThat(embedder().fingerprint())
                    .isNotBlank()
                    .isEqualTo(embedder().fingerprint());
        }
    }

    @Nested
    final class Corpus extends Contract {
        @Override
        Embedder embedder() {
            return CorpusEmbedder.train(TEXTS.stream(), CorpusSettings.standard("pt"));
        }
    }

    /** A service that answers for real: each text's vector is drawn from its hash. */
    abstract static class Remote extends Contract {
        WireMockServer server;

        /** Where the service's URL ends and the call's path begins. */
        abstract String base();

        abstract String path();

        abstract String answer(List<float[]> vectors);

        abstract Embedder embedder(EmbeddingService service);

        @BeforeEach
        void start() {
            server = new WireMockServer(
                    options().dynamicPort().bindAddress("127.0.0.1").extensions(new Vectors(this)));
            server.start();
            server.stubFor(post(path()).willReturn(aResponse().withTransformers("vectors")));
        }

        @AfterEach
        void stop() {
            server.stop();
        }

        @Override
        Embedder embedder() {
            return embedder(service(8));
        }

        EmbeddingService service(int dimensions) {
            return new EmbeddingService(
                    URI.create(server.baseUrl() + base()),
                    "small",
                    dimensions,
                    KEY,
                    3,
                    Duration.ofSeconds(10),
                    3,
                    Duration.ofMillis(1),
                    Duration.ofMinutes(1));
        }

        @Test
        void asksInBatchesWithModelAndKey() {
            embedder().embed(TEXTS);
            server.verify(
                    2, postRequestedFor(urlEqualTo(path())).withHeader("Authorization", equalTo("Bearer " + KEY)));
            JsonNode first = JsonMapper.shared()
                    .readTree(server.getAllServeEvents().getLast().getRequest().getBodyAsString());
            assertThat(first.path("model").stringValue()).isEqualTo("small");
            assertThat(first.path("input").size()).isEqualTo(3);
        }

        @Test
        void asksAgainAfterWhatMayPass() {
            failWhen(Scenario.STARTED, aResponse().withStatus(429).withHeader("Retry-After", "0"), "limited");
            failWhen("limited", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "reset");
            assertThat(embedder().embed("luz")).hasSize(8);
            server.verify(3, postRequestedFor(urlEqualTo(path())));
        }

        private void failWhen(String state, ResponseDefinitionBuilder response, String next) {
            server.stubFor(post(path())
                    .inScenario("failures")
                    .whenScenarioStateIs(state)
                    .willReturn(response)
                    .willSetStateTo(next));
        }

        @Test
        void givesUpAfterItsAttemptsAndRestsThen() {
            server.stubFor(post(path()).willReturn(aResponse().withStatus(503)));
            Embedder embedder = embedder();
            assertThatThrownBy(() -> embedder.embed("luz"))
                    .isInstanceOf(Embedder.EmbeddingUnavailable.class)
                    .hasMessageContainingAll("small", "503", "3 times");
            assertThatThrownBy(() -> embedder.embed("luz"))
                    .isInstanceOf(Embedder.EmbeddingUnavailable.class)
                    .hasMessageContaining("for a while");
            server.verify(3, postRequestedFor(urlEqualTo(path())));
        }

        @Test
        void doesNotAskAgainWithAKeyThatIsRefusedAndNeverShowsIt() {
            server.stubFor(post(path())
                    .willReturn(aResponse().withStatus(401).withBody("Incorrect API key provided: " + KEY)));
            assertThatThrownBy(() -> embedder().embed("luz"))
                    .isInstanceOf(Embedder.EmbeddingUnavailable.class)
                    .hasMessageContainingAll("401", "key")
                    .hasMessageNotContaining(KEY);
            server.verify(1, postRequestedFor(urlEqualTo(path())));
            assertThat(service(8).toString()).doesNotContain(KEY);
        }

        @Test
        void givesUpOnAServiceThatDoesNotAnswerInTime() {
            server.stubFor(post(path()).willReturn(aResponse().withFixedDelay(20_000)));
            EmbeddingService service = service(8);
            Embedder embedder = embedder(new EmbeddingService(
                    service.url(),
                    service.model(),
                    service.dimensions(),
                    null,
                    service.batch(),
                    Duration.ofMillis(50),
                    2,
                    service.pause(),
                    service.rest()));
            assertThatThrownBy(() -> embedder.embed("luz"))
                    .isInstanceOf(Embedder.EmbeddingUnavailable.class)
                    .hasMessageContaining("2 times");
        }

        @Test
        void saysWhenTheVectorsAreNotAsLongAsSet() {
            assertThatThrownBy(() -> embedder(service(9)).embed("luz"))
                    .isInstanceOf(Embedder.EmbeddingUnavailable.class)
                    .hasMessageContaining("8 dimensions, not 9");
        }

        @Test
        void saysWhenTheAnswerIsNotOne() {
            server.stubFor(post(path()).willReturn(aResponse().withBody("<html>")));
            assertThatThrownBy(() -> embedder().embed("luz"))
                    .isInstanceOf(Embedder.EmbeddingUnavailable.class)
                    .hasMessageContaining("no JSON");
            server.stubFor(post(path()).willReturn(aResponse().withBody("{}")));
            assertThatThrownBy(() -> embedder().embed("luz"))
                    .isInstanceOf(Embedder.EmbeddingUnavailable.class)
                    .hasMessageContaining("0 vectors to 1 texts");
        }
    }

    @Nested
    final class OpenAi extends Remote {
        @Override
        String base() {
            return "/v1";
        }

        @Override
        String path() {
            return "/v1/embeddings";
        }

        @Override
        Embedder embedder(EmbeddingService service) {
            return new OpenAiEmbedder(service);
        }

        /** Backwards: the protocol orders by index, not by place. */
        @Override
        String answer(List<float[]> vectors) {
            List<Object> data = new ArrayList<>();
            IntStream.range(0, vectors.size())
                    .forEach(i -> data.addFirst(Map.of("index", i, "embedding", vectors.get(i))));
            return JsonMapper.shared().writeValueAsString(Map.of("data", data));
        }
    }

    @Nested
    final class Ollama extends Remote {
        @Override
        String base() {
            return "";
        }

        @Override
        String path() {
            return "/api/embed";
        }

        @Override
        Embedder embedder(EmbeddingService service) {
            return new OllamaEmbedder(service);
        }

        @Override
        String answer(List<float[]> vectors) {
            return JsonMapper.shared().writeValueAsString(Map.of("embeddings", vectors));
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static final class Vectors implements ResponseDefinitionTransformerV2 {
        private final Remote remote;

        private Vectors(Remote remote) {
            this.remote = remote;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            List<float[]> vectors = new ArrayList<>();
            JsonMapper.shared()
                    .readTree(event.getRequest().getBodyAsString())
                    .path("input")
                    .forEach(text -> {
                        Random random = new Random(text.stringValue().hashCode());
                        float[] vector = new float[8];
                        IntStream.range(0, 8).forEach(i -> vector[i] = (float) random.nextGaussian());
                        vectors.add(vector);
                    });
            return aResponse().withBody(remote.answer(vectors)).build();
        }

        @Override
        public String getName() {
            return "vectors";
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }
}
