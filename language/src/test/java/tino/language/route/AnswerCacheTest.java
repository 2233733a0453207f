package tino.language.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.language.budget.Budgets;
import tino.language.budget.Prices;
import tino.language.provider.Completion;
import tino.language.provider.Completion.Finish;
import tino.language.provider.Completion.Usage;
import tino.language.provider.Message;
import tino.language.provider.Prompt;
import tino.language.provider.ProviderFailure.Kind;
import tino.language.route.AnswerCache.CacheSettings;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.search.embedding.Embedder;

@NullUnmarked // a null where there should be a value fails the test by itself
class AnswerCacheTest {
    private static final String REFUSAL = "As fontes não dizem.";

    private static Database database;
    private static Budgets budgets;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FakeProvider model = new FakeProvider("ollama");
    private final FakeProvider other = new FakeProvider("extractive");
    private final List<String> pieces = new ArrayList<>();
    private AnswerCache cache;
    private Router router;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh("language");
        budgets = new Budgets(
                List.of(),
                database,
                InstantSource.system(),
                ZoneOffset.UTC,
                Budgets.PATIENCE,
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() {
        budgets.close();
        database.close();
    }

    /** To it all questions mean the same: what must not meet is kept apart without its help. */
    private static final class Indifferent implements Embedder {
        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public String fingerprint() {
            return "indifferent";
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(_ -> new float[] {1, 0}).toList();
        }
    }

    @BeforeEach
    void open() {
        cache = new AnswerCache(
                CacheSettings.STANDARD,
                new Indifferent(),
                completion -> !completion.text().equals(REFUSAL),
                now::get,
                metrics);
        RoutingPolicy policy = new RoutingPolicy(
                null,
                List.of(ProviderPolicy.local("ollama", 1), ProviderPolicy.local("extractive", 2)),
                null,
                null,
                null,
                null,
                null);
        router = new Router(
                policy,
                Map.of("ollama", model, "extractive", other),
                budgets,
                Prices.standard(),
                cache,
                now::get,
                metrics);
    }

    private Routed ask(String question, String tier, String knowledge, double temperature) throws InterruptedException {
        return router.complete(
                Asking.of(question, tier, null, knowledge),
                new Prompt(List.of(Message.user(question)), null, 100, temperature, Duration.ofSeconds(5)),
                pieces::add);
    }

    private Routed ask(String question) throws InterruptedException {
        return ask(question, "free", "v1", 0.2);
    }

    @Test
    void givesTheSameAnswerToTheSameQuestion() throws InterruptedException {
        ask("O que é ACOS?");
        Routed again = ask("  o que é  acos ");
        assertThat(again.cached()).isTrue();
        assertThat(again.reason()).isEqualTo("cache");
        assertThat(again.estimatedCost()).isZero();
        assertThat(again.provider()).isEqualTo("ollama");
        assertThat(pieces).containsExactly("resposta de ollama", "resposta de ollama");
        assertThat(model.calls).hasValue(1);
        assertThat(cache.counts()).isEqualTo(new AnswerCache.Counts(1, 0, 1, 1));
        assertThat(router.known(Asking.of("O que é ACOS?", "free", null, "v1"), 100, 0.2, pieces::add))
                .isPresent();
        assertThat(router.known(Asking.of("O que é CTR?", "free", null, "v1"), 100, 0.2, pieces::add))
                .isEmpty();
    }

    @Test
    void givesItAlsoToOneThatMeansTheSame() throws InterruptedException {
        ask("Pode me explicar o que é ACOS?");
        assertThat(ask("Me explique o que seria ACOS, por favor, para que eu entenda")
                        .cached())
                .isFalse(); // "por" asks for a reason as often as it does not
        assertThat(ask("Explique o que é o ACOS").cached()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O que é ACOS?|O que é ROAS?",
                "o que é acos?|o que é roas?",
                "Meu ACOS de 20% é bom?|Meu ACOS de 30% é bom?",
                "Meu ACOS de 2,5 é bom?|Meu ACOS de 25 é bom?",
                "Devo anunciar na Shopee?|Devo anunciar na Amazon?",
                "Devo anunciar na shopee?|Devo anunciar na magalu?",
                "Quando devo pausar o anúncio?|Quando não devo pausar o anúncio?",
                "Por que anunciar?|Por que nunca anunciar?",
                "Como aumentar o lance?|Como diminuir o lance?",
                "Como converter ACOS em ROAS?|Como converter ROAS em ACOS?",
                "O que é lance?|Como é lance?",
                "Vale a pena anunciar em novembro?|Vale a pena anunciar em dezembro?",
                "Anunciar com a Kabum vale?|Anunciar com a Netshoes vale?",
                "Qual o orçamento por dia?|Qual o orçamento por mês?"
            })
    void keepsApartWhatMustNotMeet(String one, String another) throws InterruptedException {
        ask(one);
        assertThat(ask(another).cached()).isFalse();
        assertThat(model.calls).hasValue(2);
    }

    @Test
    void newSourcesOtherTiersAndOtherTemperaturesAskAnew() throws InterruptedException {
        ask("O que é ACOS?");
        assertThat(ask("O que é ACOS?", "free", "v2", 0.2).cached()).isFalse();
        assertThat(ask("O que é ACOS?", "premium", "v1", 0.2).cached()).isFalse();
        assertThat(ask("O que é ACOS?", "free", "v1", 0.3).cached()).isFalse();
        assertThat(ask("O que é ACOS?", "free", null, 0.2).cached()).isFalse();
        assertThat(model.calls).hasValue(5);
    }

    @Test
    void keepsNothingOfHighTemperatureOrThatIsNotWholeOrRefusesOrWasASubstitutes() throws InterruptedException {
        ask("O que é ACOS?", "free", "v1", 0.8);
        assertThat(ask("O que é ACOS?", "free", "v1", 0.8).cached()).isFalse();
        model.script = (prompt, out) -> new Completion("cortad", new Usage(1, 1), Finish.LENGTH);
        ask("O que é CTR?");
        assertThat(ask("O que é CTR?").cached()).isFalse();
        model.script = FakeProvider.saying(REFUSAL);
        ask("O que é CPM?");
        assertThat(ask("O que é CPM?").cached()).isFalse();
        model.script = FakeProvider.failing(Kind.BROKEN);
        assertThat(ask("O que é CPC?").provider()).isEqualTo("extractive");
        assertThat(ask("O que é CPC?").cached()).isFalse();
    }

    @Test
    void forgetsAfterItsLifeAndWhenTold() throws InterruptedException {
        ask("O que é ACOS?");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(61)));
        assertThat(ask("Explique o que é ACOS").cached()).isFalse();
        assertThat(ask("O que é ACOS?").cached()).isTrue(); // by the answer just given
        assertThat(cache.clear()).isEqualTo(1);
        assertThat(ask("O que é ACOS?").cached()).isFalse();
    }

    @Test
    void keepsNoMoreThanItMay() throws InterruptedException {
        AnswerCache small = new AnswerCache(
                new CacheSettings(10, Duration.ofHours(1), 0.95, 0.7), new Indifferent(), _ -> true, now::get, metrics);
        Routed answer = ask("O que é ACOS?");
        for (int i = 0; i < 1000; i++) {
            small.keep(
                    new AnswerCache.Key("q" + i, new AnswerCache.Key.Setting("free", "m", "v1", 100, 0.2)),
                    "q" + i,
                    answer);
        }
        assertThat(small.counts().entries()).isLessThanOrEqualTo(10);
        assertThat(small.clear()).isLessThanOrEqualTo(10);
    }

    @Test
    void thoseWhoAskTheSameAtTheSameTimeShareOneAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        model.script = (prompt, out) -> {
            asked.countDown();
            answer.await();
            return FakeProvider.saying("uma só").play(prompt, out);
        };
        List<Future<Routed>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                answers.add(threads.submit(() -> router.complete(
                        Asking.of("O que é ACOS?", "free", null, "v1"),
                        new Prompt(List.of(Message.user("O que é ACOS?")), null, 100, 0.2, Duration.ofSeconds(20)),
                        _ -> {})));
            }
            asked.await();
            answer.countDown();
        }
        assertThat(model.calls).hasValue(1);
        Set<String> texts = new HashSet<>();
        int cached = 0;
        for (Future<Routed> one : answers) {
            texts.add(one.get().completion().text());
            cached += one.get().cached() ? 1 : 0;
        }
        assertThat(texts).containsExactly("uma só");
        assertThat(cached).isEqualTo(199);
    }

    @Test
    void thoseWhoWaitAreNotLeftAloneWhenTheOneWhoAskedGoesAway() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        model.script = (prompt, out) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return null;
        };
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                ask("O que é ACOS?");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        asked.await();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Routed> second = threads.submit(() -> ask("O que é ACOS?"));
            model.script = FakeProvider.saying("agora sim");
            first.interrupt();
            assertThat(second.get().completion().text()).isEqualTo("agora sim");
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new CacheSettings(-1, Duration.ofHours(1), 0.95, 0.7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
