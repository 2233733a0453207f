package tino.language.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tino.language.provider.Completion.Finish;
import tino.language.provider.Completion.Usage;
import tino.language.provider.ProviderFailure.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked // a null where there should be a value fails the test by itself
class ServiceProviderTest {
    private static final String KEY = "sk-very-secret-123";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final FakeService service = FakeService.writing("O ACOS", " é um custo.");
    private final List<String> pieces = new ArrayList<>();

    @AfterEach
    void close() {
        service.close();
    }

    private static Prompt prompt(Duration timeout) {
        return new Prompt(List.of(Message.system("Responda."), Message.user("O que é ACOS?")), null, 100, 0.2, timeout);
    }

    private OpenAiProvider openAi() {
        return new OpenAiProvider(
                ModelService.of("openai", URI.create(service.url() + "/v1"), "gpt-4o-mini", KEY), CLOCK);
    }

    private Completion ask() throws InterruptedException {
        return openAi().complete(prompt(Duration.ofSeconds(5)), pieces::add);
    }

    private ProviderFailure failure(FakeService.Script script) {
        service.play(script);
        return catchThrowableOfType(ProviderFailure.class, this::ask);
    }

    @Test
    void handsOverPiecesAndTheUsageThatTheServiceCounts() throws InterruptedException {
        assertThat(ask()).isEqualTo(new Completion("O ACOS é um custo.", new Usage(12, 5), Finish.STOP));
        assertThat(pieces).containsExactly("O ACOS", " é um custo.");
    }

    @Test
    void asksInOpenAisWords() throws InterruptedException {
        ask();
        String request = service.requests().getFirst();
        assertThat(request).startsWith("POST /v1/chat/completions HTTP/1.1").contains("Authorization: Bearer " + KEY);
        JsonNode body = JsonMapper.shared().readTree(request.substring(request.indexOf("\r\n\r\n")));
        assertThat(body.path("model").asString()).isEqualTo("gpt-4o-mini");
        assertThat(body.path("max_tokens").asInt()).isEqualTo(100);
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.path("stream_options").path("include_usage").asBoolean())
                .isTrue();
        assertThat(body.path("messages").size()).isEqualTo(2);
        assertThat(body.path("messages").get(0).path("role").asString()).isEqualTo("system");
    }

    @Test
    void estimatesWhatAServiceDoesNotCount() throws InterruptedException {
        service.play(line -> line.stream().piece("Sim.").finish("length").end());
        Completion completion = ask();
        assertThat(completion.finish()).isEqualTo(Finish.LENGTH);
        assertThat(completion.usage().completionTokens()).isEqualTo(2);
        assertThat(completion.usage().promptTokens()).isBetween(8, TokenEstimate.atMost(prompt(Duration.ofSeconds(1))));
    }

    @Test
    void saysThatAServiceFiltered() throws InterruptedException {
        service.play(line -> line.stream().finish("content_filter").end());
        assertThat(ask().finish()).isEqualTo(Finish.FILTERED);
    }

    @ParameterizedTest
    @CsvSource({
        "400,REFUSED",
        "404,REFUSED",
        "401,UNAUTHORISED",
        "403,UNAUTHORISED",
        "408,TIMEOUT",
        "429,OVERLOADED",
        "500,BROKEN",
        "503,BROKEN",
        "302,BROKEN"
    })
    void knowsTheKindOfAStatus(int status, Kind kind) {
        ProviderFailure failure = failure(
                line -> line.head(status).send("{\"error\":{\"message\":\"the key " + KEY + " is not good\"}}"));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(Integer.toString(status)).hasMessageNotContaining(KEY);
        assertThat(pieces).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7,7", "'Thu, 01 Jan 2026 00:01:30 GMT',90", "'Wed, 31 Dec 2025 23:00:00 GMT',0", "999999,3600", "soon,"
    })
    void readsHowLongToLeaveItAlone(String header, Long seconds) {
        ProviderFailure failure = failure(line -> line.head(429, "Retry-After: " + header));
        assertThat(failure.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void givesUpOnAServiceThatHangsBeforeItsHead() {
        service.play(FakeService.Line::awaitGone);
        assertThatThrownBy(() -> openAi().complete(prompt(Duration.ofMillis(200)), pieces::add))
                .isInstanceOfSatisfying(
                        ProviderFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT));
    }

    @Test
    void givesUpOnAServiceThatHangsWithinItsAnswerAndHangsUp() throws InterruptedException {
        service.play(line -> line.stream().piece("O ACOS").awaitGone());
        assertThatThrownBy(() -> openAi().complete(prompt(Duration.ofMillis(300)), pieces::add))
                .isInstanceOfSatisfying(
                        ProviderFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT));
        assertThat(pieces).containsExactly("O ACOS");
        assertThat(service.gone().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void seesThatTheConnectionBreaksBeforeTheFirstWord() {
        assertThat(failure(FakeService.Line::cut).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure(line -> line.stream().cut()).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(pieces).isEmpty();
    }

    @Test
    void seesThatTheConnectionBreaksAfterTheFirstWord() {
        ProviderFailure failure = failure(line -> {
            line.stream().piece("O ACOS");
            Thread.sleep(100); // a reset overtakes what was sent just before
            line.cut();
        });
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(pieces).containsExactly("O ACOS");
    }

    @Test
    void doesNotTakeAStreamThatEndsEarlyForAnAnswer() {
        assertThat(failure(line -> line.stream().piece("O ACOS").send("0\r\n\r\n"))
                        .kind())
                .isEqualTo(Kind.GARBLED);
        assertThat(failure(line -> line.stream().piece("O ACOS").end()).kind()).isEqualTo(Kind.GARBLED);
        // Without a length and without chunks an end is all there is to see.
        assertThat(failure(line -> line.head(200).send("data: {\"choices\":[{\"delta\":{\"content\":\"O\"}}]}\n\n"))
                        .kind())
                .isEqualTo(Kind.GARBLED);
    }

    @Test
    void doesNotTakeHalfAJsonForAnAnswer() {
        assertThat(failure(line -> line.stream()
                                .piece("O")
                                .chunk("data: {\"choices\":[{\"delta\":{\"con\n\n")
                                .finish("stop")
                                .end())
                        .kind())
                .isEqualTo(Kind.GARBLED);
        assertThat(failure(line -> line.stream().chunk("data: {\"choi").send("0\r\n\r\n"))
                        .kind())
                .isEqualTo(Kind.GARBLED);
    }

    @Test
    void doesNotTakeBrokenEventsForAnAnswer() {
        assertThat(failure(line ->
                                line.stream().chunk("dta: nonsense\n\n<html>").send("0\r\n\r\n"))
                        .kind())
                .isEqualTo(Kind.GARBLED);
        assertThat(failure(line -> line.head(200, "Content-Type: text/html").send("<html>Welcome</html>"))
                        .kind())
                .isEqualTo(Kind.GARBLED);
        assertThat(failure(line -> line.send("SSH-2.0-OpenSSH\r\n\r\n")).kind()).isIn(Kind.GARBLED, Kind.UNREACHABLE);
    }

    @Test
    void doesNotTakeNothingForAnAnswer() {
        assertThat(failure(line -> line.stream().finish("stop").end()).kind()).isEqualTo(Kind.GARBLED);
        assertThat(failure(line -> line.head(200, "Content-Length: 0")).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void seesAnErrorAmongTheEvents() {
        ProviderFailure failure = failure(line -> line.stream()
                .piece("O")
                .chunk("data: {\"error\":{\"message\":\"out of memory\"}}\n\n")
                .end());
        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure).hasMessageContaining("out of memory");
    }

    @Test
    void stopsReadingWhatNeverEnds() {
        String much = "x".repeat(1 << 20);
        ProviderFailure failure = failure(line -> {
            line.stream();
            while (true) {
                line.chunk(much);
            }
        });
        assertThat(failure.kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void doesNotWaitForAServiceThatIsDoneButDoesNotHangUp() throws InterruptedException {
        service.play(line -> {
            line.stream().piece("Sim.").finish("stop").chunk("data: [DONE]\n\n").awaitGone();
        });
        assertThat(ask().text()).isEqualTo("Sim.");
        assertThat(service.gone().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysThatNobodyIsThere() {
        service.close();
        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        ProviderFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE));
    }

    @Test
    void hangsUpWhenTheAskerIsInterrupted() throws InterruptedException {
        service.play(line -> line.stream().piece("O ACOS").awaitGone());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread asker = Thread.ofVirtual().start(() -> {
            Thread self = Thread.currentThread();
            try {
                openAi().complete(prompt(Duration.ofSeconds(20)), _ -> self.interrupt());
            } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
            }
        });
        asker.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(service.gone().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void hangsUpWhenTheReaderOfThePiecesFails() throws InterruptedException {
        service.play(line -> line.stream().piece("O ACOS").awaitGone());
        IllegalStateException gone = new IllegalStateException("the browser is gone");
        assertThatThrownBy(() -> openAi().complete(prompt(Duration.ofSeconds(20)), _ -> {
                    throw gone;
                }))
                .isSameAs(gone);
        assertThat(service.gone().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keepsItsKeyToItself() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            ProviderFailure failure = failure(
                    line -> line.stream().chunk("data: {" + KEY + "\n\n").end());
            assertThat(failure).hasMessageNotContaining(KEY).hasNoCause();
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list)
                .noneMatch(event -> event.getFormattedMessage().contains(KEY)
                        || (event.getThrowableProxy() != null
                                && event.getThrowableProxy().getMessage().contains(KEY)));
        assertThat(ModelService.of("openai", URI.create("https://api.openai.com/v1"), "m", KEY)
                        .toString())
                .doesNotContain(KEY);
        assertThatThrownBy(() -> ModelService.of("openai", URI.create("https://x/v1"), "m", KEY + "\n"))
                .hasMessageNotContaining(KEY);
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd", "ftp://host/v1", "/v1", "http://user:pass@host/v1", "https://host/v1?key=1"})
    void takesOnlyPlainHttpAddresses(String url) {
        assertThatThrownBy(() -> ModelService.of("openai", URI.create(url), "m", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openai");
    }

    @Test
    void speaksOllamasProtocolToo() throws InterruptedException {
        service.play(line -> line.head(200, "Content-Type: application/x-ndjson", "Transfer-Encoding: chunked")
                .chunk(
                        "{\"model\":\"llama3.2:3b\",\"message\":{\"role\":\"assistant\",\"content\":\"O \"},\"done\":false}\n")
                .chunk(
                        "{\"model\":\"llama3.2:3b\",\"message\":{\"role\":\"assistant\",\"content\":\"ACOS\"},\"done\":false}\n")
                .chunk("{\"model\":\"llama3.2:3b\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                        + "\"done_reason\":\"stop\",\"prompt_eval_count\":26,\"eval_count\":3}\n")
                .send("0\r\n\r\n"));
        Completion completion = ollama().complete(prompt(Duration.ofSeconds(5)), pieces::add);
        assertThat(completion).isEqualTo(new Completion("O ACOS", new Usage(26, 3), Finish.STOP));
        assertThat(pieces).containsExactly("O ", "ACOS");
        assertThat(service.requests().getFirst()).startsWith("POST /api/chat").contains("\"num_predict\"");
    }

    private OllamaProvider ollama() {
        return new OllamaProvider(ModelService.of("ollama", service.url(), "llama3.2:3b", null), CLOCK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":{\"content\":\"O\"},\"done\":false}|GARBLED",
                "{\"message\":{\"content\":\"O|GARBLED",
                "{\"error\":\"model requires more memory\"}|BROKEN",
                "nonsense|GARBLED"
            })
    void judgesOllamasStreamsAsHard(String sent, Kind kind) {
        service.play(line ->
                line.head(200, "Transfer-Encoding: chunked").chunk(sent + "\n").send("0\r\n\r\n"));
        assertThatThrownBy(() -> ollama().complete(prompt(Duration.ofSeconds(5)), pieces::add))
                .isInstanceOfSatisfying(
                        ProviderFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
