package tino.language.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tino.language.budget.Budget;
import tino.language.budget.BudgetTable;
import tino.language.budget.Budgets;
import tino.language.budget.Prices;
import tino.language.provider.Completion;
import tino.language.provider.FakeService;
import tino.language.provider.Message;
import tino.language.provider.Prompt;
import tino.language.provider.Provider;
import tino.language.provider.ProviderFailure;
import tino.language.provider.ProviderFailure.Kind;
import tino.language.provider.TokenEstimate;
import tino.language.route.RoutingPolicy.BreakerPolicy;
import tino.language.route.Rule.Arm;

@NullUnmarked // a null where there should be a value fails the test by itself
class RouterTest {
    private static final Prices PRICES = Prices.of("test", """
            *,*,5,20,USD,2020-01-01
            openai,*,1,2,USD,2020-01-01
            ollama,*,0,0,USD,2020-01-01
            extractive,*,0,0,USD,2020-01-01
            """);

    @RegisterExtension
    private static final BudgetTable TABLE = new BudgetTable();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FakeProvider openai = new FakeProvider("openai");
    private final FakeProvider ollama = new FakeProvider("ollama");
    private final FakeProvider extractive = new FakeProvider("extractive");
    private final List<String> pieces = new ArrayList<>();

    private Budgets budgets(Budget... budgets) {
        return TABLE.open(List.of(budgets), clock, ZoneOffset.UTC, Duration.ofMillis(500), metrics);
    }

    private static Rule rule(String reason, Set<String> tiers, Set<String> classes, String... providers) {
        return new Rule(reason, null, tiers, classes, null, null, List.of(providers));
    }

    private static final Rule PREMIUM = rule("premium_user", Set.of("premium"), null, "openai");
    private static final Rule AB = new Rule(
            "ab_test",
            null,
            Set.of("free"),
            null,
            "openai-for-free",
            List.of(new Arm("a", 0.3, List.of("openai")), new Arm("b", 0.7, List.of("ollama"))),
            null);

    private static RoutingPolicy policy(Rule... rules) {
        return policy(null, Map.of(), rules);
    }

    private static RoutingPolicy policy(Duration latency, Map<String, Double> flags, Rule... rules) {
        return new RoutingPolicy(
                null,
                List.of(
                        ProviderPolicy.local("ollama", 1),
                        ProviderPolicy.local("openai", 2),
                        ProviderPolicy.local("extractive", 9)),
                List.of(rules),
                flags,
                null,
                latency,
                new BreakerPolicy(4, 4, 0.5, Duration.ofSeconds(10), 1));
    }

    private Router router(RoutingPolicy policy, Budget... budgets) {
        return router(policy, null, budgets(budgets));
    }

    private Router router(RoutingPolicy policy, AnswerCache cache, Budgets budgets) {
        Map<String, Provider> local = Map.of("openai", openai, "ollama", ollama, "extractive", extractive);
        return new Router(policy, local, budgets, PRICES, cache, clock, metrics);
    }

    private static Prompt prompt(Duration timeout) {
        return new Prompt(List.of(Message.user("O que é ACOS?")), null, 100, 0.2, timeout);
    }

    private static Asking asking(String tier, String user) {
        return Asking.of("O que é ACOS?", tier, user, null);
    }

    private Routed ask(Router router, Asking asking) throws InterruptedException {
        return router.complete(asking, prompt(Duration.ofSeconds(5)), pieces::add);
    }

    /** The seed's own test. */
    @Test
    void premiumUsersGetOpenAi() throws InterruptedException {
        Routed answer = ask(router(policy(PREMIUM, AB)), asking("premium", null));
        assertThat(answer.provider()).isEqualTo("openai");
        assertThat(answer.model()).isEqualTo("openai-model");
        assertThat(answer.reason()).isEqualTo("premium_user");
        assertThat(answer.completion().text()).isEqualTo("resposta de openai");
        assertThat(pieces).containsExactly("resposta de openai");
        // 100 tokens read at 1 dollar and 50 written at 2 dollars a million.
        assertThat(answer.estimatedCost()).isEqualByComparingTo("0.0002");
        assertThat(answer.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.outcome()).isEqualTo("answered"));
    }

    /** The seed's own test, and that the shares are those of the policy. */
    @Test
    void aUserAlwaysHasTheSameArmAndArmsTheirShares() throws InterruptedException {
        Router router = router(policy(PREMIUM, AB));
        Router another = router(policy(PREMIUM, AB));
        int first = 0;
        for (int user = 0; user < 2000; user++) {
            String id = Integer.toString(user);
            Routed one = ask(router, asking("free", id));
            Routed other = another.complete(
                    Asking.of("Outra pergunta", "free", id, null), prompt(Duration.ofSeconds(5)), pieces::add);
            assertThat(other.provider()).isEqualTo(one.provider());
            assertThat(one.reason()).isEqualTo("ab_test");
            first += one.provider().equals("openai") ? 1 : 0;
            assertThat(one.arm())
                    .isEqualTo(one.provider().equals("openai") ? "openai-for-free/a" : "openai-for-free/b");
        }
        // Four standard deviations of a binomial with p = 0.3: 4 * sqrt(0.3 * 0.7 / 2000) = 0.041.
        assertThat(first / 2000.0).isCloseTo(0.3, within(0.041));
        assertThat(ask(router, asking("free", null)).reason()).isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource({
        "O que é ACOS?,definition",
        "Como otimizar campanhas no Mercado Livre?,how_to",
        "Diferença entre ACOS e ROAS?,comparison",
        "Quanto é 20% de 500?,calculation",
        "ACOS alto,other",
        "O que é melhor: Amazon ou Magalu?,comparison"
    })
    void knowsTheClassOfAQuestion(String question, String expected) throws InterruptedException {
        Rule hard = rule("question_class", null, Set.of("comparison"), "openai");
        Routed answer = router(policy(hard))
                .complete(Asking.of(question, "free", "ana", null), prompt(Duration.ofSeconds(5)), pieces::add);
        assertThat(answer.questionClass()).isEqualTo(expected);
        assertThat(answer.reason()).isEqualTo(expected.equals("comparison") ? "question_class" : "default");
        assertThat(answer.provider()).isEqualTo(expected.equals("comparison") ? "openai" : "ollama");
    }

    @Test
    void aFlagIsOnForItsShareOfTheUsers() {
        Rule flagged = new Rule("feature_flag", "new-model", null, null, null, null, List.of("openai"));
        Router router = router(policy(null, Map.of("new-model", 0.25), flagged, PREMIUM));
        long on = IntStream.range(0, 1000)
                .mapToObj(Integer::toString)
                .filter(user -> {
                    try {
                        return ask(router, asking("free", user)).reason().equals("feature_flag");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .count();
        // Four standard deviations: 4 * sqrt(0.25 * 0.75 * 1000) = 55.
        assertThat(on).isBetween(195L, 305L);
    }

    @Test
    void theAskerMayChoose() throws InterruptedException {
        Router router = router(policy(PREMIUM));
        for (String model : List.of("extractive", "extractive-model", "extractive/extractive-model")) {
            Routed answer = ask(router, new Asking("O que é ACOS?", "premium", null, model, false, null));
            assertThat(answer.provider()).isEqualTo("extractive");
            assertThat(answer.reason()).isEqualTo("selected");
        }
        assertThatThrownBy(() -> ask(router, new Asking("O que é ACOS?", "free", null, "gpt-99", false, null)))
                .isInstanceOf(NoSuchModel.class)
                .hasMessageContaining("gpt-99")
                .hasMessageContaining("ollama/ollama-model");
        openai.script = FakeProvider.failing(Kind.BROKEN);
        assertThat(ask(router, new Asking("O que é ACOS?", "free", null, "openai", false, null))
                        .reason())
                .isEqualTo("fallback");
        assertThatThrownBy(() -> ask(router, new Asking("O que é ACOS?", "free", null, "openai", true, null)))
                .isInstanceOf(RoutingFailed.class);
    }

    @Test
    void refusesATierThatIsNone() {
        assertThatThrownBy(() -> ask(router(policy()), asking("gold", null)))
                .isInstanceOf(NoSuchModel.class)
                .hasMessageContaining("gold")
                .hasMessageContaining("[free, premium]");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anotherAnswersWhenOneFailsBeforeItsFirstWord(Kind kind) throws InterruptedException {
        openai.script = FakeProvider.failing(kind);
        Routed answer = ask(router(policy(PREMIUM)), asking("premium", null));
        assertThat(answer.provider()).isEqualTo("ollama");
        assertThat(answer.reason()).isEqualTo("fallback");
        assertThat(answer.attempts())
                .extracting(Attempt::outcome)
                .containsExactly(kind.name().toLowerCase(Locale.ROOT), "answered");
        assertThat(pieces).containsExactly("resposta de ollama");
    }

    @Test
    void nobodyElseAnswersOnceAWordIsOut() {
        openai.script = (prompt, out) -> {
            out.accept("O ACOS é");
            throw new ProviderFailure(Kind.UNREACHABLE, "cut", null, null);
        };
        RoutingFailed failed =
                catchThrowableOfType(RoutingFailed.class, () -> ask(router(policy(PREMIUM)), asking("premium", null)));
        assertThat(failed.sent()).isEqualTo("O ACOS é");
        assertThat(failed.attempts()).extracting(Attempt::outcome).containsExactly("unreachable");
        assertThat(failed.failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(ollama.calls).hasValue(0);
    }

    @Test
    void namesWhatEachSaidWhenNobodyAnswers() {
        openai.script = FakeProvider.failing(Kind.UNAUTHORISED);
        ollama.script = FakeProvider.failing(Kind.UNREACHABLE);
        extractive.script = FakeProvider.failing(Kind.REFUSED);
        Router router = router(policy(PREMIUM));
        assertThatThrownBy(() -> ask(router, asking("premium", null)))
                .isInstanceOf(RoutingFailed.class)
                .hasMessageContaining("openai unauthorised")
                .hasMessageContaining("ollama unreachable")
                .hasMessageContaining("extractive refused");
        assertThat(router.stats().errors()).isEqualTo(1);
        assertThat(metrics.get("tino.language.errors")
                        .tag("kind", "unauthorised")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void doesNotWaitForOneThatHangsWhileOthersCouldAnswer() throws InterruptedException {
        openai.script = (prompt, out) -> {
            new CountDownLatch(1).await();
            return null;
        };
        Routed answer =
                router(policy(PREMIUM)).complete(asking("premium", null), prompt(Duration.ofMillis(500)), pieces::add);
        assertThat(answer.provider()).isEqualTo("ollama");
        assertThat(answer.attempts().getFirst().outcome()).isEqualTo("timeout");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(answer.timings().own()).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void anInterruptEndsTheAnswer() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        openai.script = (prompt, out) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return null;
        };
        Router router = router(policy(PREMIUM));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread asker = Thread.ofVirtual().start(() -> {
            try {
                ask(router, asking("premium", null));
            } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
            }
        });
        asked.await();
        asker.interrupt();
        asker.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(ollama.calls).hasValue(0);
    }

    @Test
    void leavesAFailingProviderAloneAndTriesItAgain() throws InterruptedException {
        openai.script = FakeProvider.failing(Kind.BROKEN);
        Router router = router(policy(PREMIUM));
        for (int i = 0; i < 4; i++) {
            assertThat(ask(router, asking("premium", null)).reason()).isEqualTo("fallback");
        }
        assertThat(ask(router, asking("premium", null)).reason()).isEqualTo("unhealthy");
        assertThat(openai.calls).hasValue(4);
        assertThat(health(router)).isEqualTo("open");
        assertThat(metrics.get("tino.language.breaker")
                        .tag("provider", "openai")
                        .gauge()
                        .value())
                .isEqualTo(2);

        now.updateAndGet(time -> time.plusSeconds(11));
        ask(router, asking("premium", null));
        assertThat(openai.calls).hasValue(5); // one is let through to see, and fails
        assertThat(health(router)).isEqualTo("open");

        now.updateAndGet(time -> time.plusSeconds(11));
        openai.script = FakeProvider.saying("de volta");
        assertThat(ask(router, asking("premium", null)).reason()).isEqualTo("premium_user");
        assertThat(health(router)).isEqualTo("closed");
    }

    private static String health(Router router) {
        return router.models().stream()
                .filter(model -> model.provider().equals("openai"))
                .findFirst()
                .orElseThrow()
                .health();
    }

    @Test
    void leavesAProviderAloneForAsLongAsItAsks() throws InterruptedException {
        openai.script = (prompt, out) -> {
            throw new ProviderFailure(Kind.OVERLOADED, "429", Duration.ofSeconds(30), null);
        };
        Router router = router(policy(PREMIUM));
        ask(router, asking("premium", null));
        now.updateAndGet(time -> time.plusSeconds(29));
        assertThat(ask(router, asking("premium", null)).reason()).isEqualTo("unhealthy");
        assertThat(openai.calls).hasValue(1);
        now.updateAndGet(time -> time.plusSeconds(2));
        openai.script = FakeProvider.saying("de volta");
        assertThat(ask(router, asking("premium", null)).reason()).isEqualTo("premium_user");
    }

    @Test
    void aQuestionThatItDoesNotTakeSaysNothingOfItsHealth() throws InterruptedException {
        openai.script = FakeProvider.failing(Kind.REFUSED);
        Router router = router(policy(PREMIUM));
        for (int i = 0; i < 10; i++) {
            ask(router, asking("premium", null));
        }
        assertThat(openai.calls).hasValue(10);
    }

    @Test
    void asksOthersBeforeOneThatHasBecomeSlow() throws InterruptedException {
        openai.script = (prompt, out) -> {
            Thread.sleep(30);
            return FakeProvider.saying("devagar").play(prompt, out);
        };
        Router router = router(policy(Duration.ofMillis(20), Map.of(), PREMIUM));
        for (int i = 0; i < 20; i++) {
            ask(router, asking("premium", null));
        }
        now.updateAndGet(time -> time.plusSeconds(2));
        Routed answer = ask(router, asking("premium", null));
        assertThat(answer.reason()).isEqualTo("latency_budget");
        assertThat(answer.provider()).isEqualTo("ollama");
        // What is old says nothing about now.
        now.updateAndGet(time -> time.plusSeconds(301));
        assertThat(ask(router, asking("premium", null)).provider()).isEqualTo("openai");
    }

    @Test
    void whatCostsNothingAnswersWhenTheBudgetIsSpent() throws InterruptedException {
        Budget budget = new Budget("user", Budget.Scope.USER, null, Budget.Period.DAY, new BigDecimal("0.0005"));
        Router router = router(policy(PREMIUM), budget);
        // Reserved is 2 * 100 for the answer and what is read of the prompt, each call costs 0.0002.
        assertThat(TokenEstimate.atMost(prompt(Duration.ofSeconds(1)))).isLessThan(100);
        assertThat(ask(router, asking("premium", "ana")).reason()).isEqualTo("premium_user");
        assertThat(ask(router, asking("premium", "ana")).reason()).isEqualTo("premium_user");
        Routed third = ask(router, asking("premium", "ana"));
        assertThat(third.reason()).isEqualTo("cost_budget");
        assertThat(third.provider()).isEqualTo("ollama");
        assertThat(third.estimatedCost()).isZero();
        assertThat(ask(router, asking("premium", "bia")).reason()).isEqualTo("premium_user");
        RoutingFailed failed = catchThrowableOfType(
                RoutingFailed.class,
                () -> ask(router, new Asking("O que é ACOS?", "premium", "ana", "openai", true, null)));
        assertThat(failed.budget().budget()).isEqualTo("user");
        assertThat(failed.attempts()).extracting(Attempt::outcome).containsExactly("cost_budget");
    }

    @Test
    void fiveHundredQuestionsAtTheLimitSpendWhatThereIsAndNotMore() throws Exception {
        // Each costs 0.0002 dollars; 0.02 are 100 of them. The worst case that is reserved is larger, so the last may
        // not fit.
        Budget budget = new Budget("all", Budget.Scope.ALL, null, Budget.Period.MONTH, new BigDecimal("0.02"));
        Router one = router(policy(PREMIUM), budget);
        Router other = router(policy(PREMIUM), budget);
        AtomicInteger paid = new AtomicInteger();
        List<Future<Routed>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                Router router = i % 2 == 0 ? one : other;
                String user = Integer.toString(i);
                answers.add(threads.submit(
                        () -> router.complete(asking("premium", user), prompt(Duration.ofSeconds(30)), _ -> {})));
            }
        }
        for (Future<Routed> answer : answers) {
            paid.addAndGet(answer.get().provider().equals("openai") ? 1 : 0);
        }
        TABLE.close();
        long spent = TABLE.database()
                .sql()
                .sql("SELECT spent FROM language_budget WHERE account = 'all' AND committed = spent")
                .query(Long.class)
                .single();
        assertThat(spent).isEqualTo(paid.get() * 200_000L).isLessThanOrEqualTo(20_000_000L);
        long worst = TokenEstimate.atMost(prompt(Duration.ofSeconds(1))) * 1_000L + 100 * 2_000;
        assertThat(20_000_000L - spent).isLessThan(worst);
    }

    @Test
    void anAnswerGivenUpIsChargedForWhatWasRead() throws InterruptedException {
        Budget budget = new Budget("all", Budget.Scope.ALL, null, Budget.Period.MONTH, new BigDecimal("1"));
        Budgets budgets = budgets(budget);
        Router router = router(policy(PREMIUM), null, budgets);
        IllegalStateException gone = new IllegalStateException("the browser is gone");
        assertThatThrownBy(() -> router.complete(asking("premium", "ana"), prompt(Duration.ofSeconds(5)), _ -> {
                    throw gone;
                }))
                .isSameAs(gone);
        openai.script = FakeProvider.failing(Kind.BROKEN);
        ask(router, asking("premium", "ana"));
        budgets.close();
        long spent = TABLE.database()
                .sql()
                .sql("SELECT spent FROM language_budget")
                .query(Long.class)
                .single();
        assertThat(spent)
                .isEqualTo(TokenEstimate.of(prompt(Duration.ofSeconds(1))) * 1_000L
                        + TokenEstimate.of("resposta de openai") * 2_000L);
    }

    @Test
    void asksARealServiceAndFallsBackWhenItsStreamBreaksBeforeTheFirstWord() throws InterruptedException {
        try (FakeService service = FakeService.writing("O ACOS", " é um custo.")) {
            RoutingPolicy policy = new RoutingPolicy(
                    null,
                    List.of(
                            new ProviderPolicy(
                                    "openai",
                                    ProviderPolicy.Kind.OPENAI,
                                    URI.create(service.url() + "/v1"),
                                    "gpt-4o-mini",
                                    "sk-1",
                                    true,
                                    Set.of("premium"),
                                    1,
                                    1,
                                    null),
                            ProviderPolicy.local("extractive", 9)),
                    List.of(PREMIUM),
                    null,
                    null,
                    null,
                    null);
            assertThat(policy.toString()).doesNotContain("sk-1");
            Router router = router(policy);
            Routed answer = ask(router, asking("premium", null));
            assertThat(answer.completion().text()).isEqualTo("O ACOS é um custo.");
            assertThat(pieces).containsExactly("O ACOS", " é um custo.");
            // 12 read and 5 written, as the service counted: 0.000012 + 0.00001.
            assertThat(answer.estimatedCost()).isEqualByComparingTo("0.000022");
            assertThat(ask(router, asking("free", null)).provider()).isEqualTo("extractive");
            service.play(line -> line.stream().cut());
            Routed fallback = ask(router, asking("premium", null));
            assertThat(fallback.provider()).isEqualTo("extractive");
            assertThat(fallback.attempts().getFirst().outcome()).isEqualTo("unreachable");
        }
    }

    @Test
    void countsWhatItDoes() throws InterruptedException {
        Router router = router(policy(PREMIUM));
        ask(router, asking("premium", null));
        ask(router, asking("free", "ana"));
        ask(router, asking("free", "bia"));
        Map<String, Object> stats = router.stats().asMap();
        assertThat(stats)
                .containsEntry("total_queries", 3L)
                .containsEntry("openai_queries", 1L)
                .containsEntry("ollama_queries", 2L)
                .containsEntry("errors", 0L);
        assertThat((BigDecimal) stats.get("total_cost")).isEqualByComparingTo("0.0002");
        assertThat(metrics.get("tino.language.queries")
                        .tags("provider", "openai", "tier", "premium", "outcome", "answered")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(metrics.get("tino.language.cost")
                        .tag("provider", "openai")
                        .counter()
                        .count())
                .isEqualTo(0.0002, within(1e-12));
        assertThat(metrics.get("tino.language.answers")
                        .tag("provider", "ollama")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void sharesUsersByWeightAmongProvidersOfOnePriority() throws InterruptedException {
        RoutingPolicy policy = new RoutingPolicy(
                null, List.of(weighted("openai", 1), weighted("ollama", 3)), null, null, null, null, null);
        Router router = router(policy);
        int few = 0;
        for (int user = 0; user < 2000; user++) {
            few += ask(router, asking("free", Integer.toString(user)))
                            .provider()
                            .equals("openai")
                    ? 1
                    : 0;
        }
        // Four standard deviations: 4 * sqrt(0.25 * 0.75 / 2000) = 0.039.
        assertThat(few / 2000.0).isCloseTo(0.25, within(0.039));
    }

    private static ProviderPolicy weighted(String name, double weight) {
        return new ProviderPolicy(name, ProviderPolicy.Kind.LOCAL, null, null, null, true, null, 1, weight, null);
    }

    @Test
    void namesWhatIsWrongWithAPolicy() {
        assertThatThrownBy(() -> policy(rule("premium_user", null, null, "opneai")))
                .hasMessageContaining("premium_user")
                .hasMessageContaining("opneai");
        assertThatThrownBy(() -> policy(rule("premium_user", Set.of("gold"), null, "openai")))
                .hasMessageContaining("gold");
        assertThatThrownBy(() -> policy(rule("question_class", null, Set.of("rant"), "openai")))
                .hasMessageContaining("rant");
        assertThatThrownBy(() -> rule("Premium user", null, null, "openai")).hasMessageContaining("snake_case");
        assertThatThrownBy(() -> policy(new Rule("feature_flag", "missing", null, null, null, null, List.of("openai"))))
                .hasMessageContaining("missing");
        assertThatThrownBy(
                        () -> router(new RoutingPolicy(null, null, null, null, Map.of("x", List.of("(")), null, null)))
                .hasMessageContaining("'('");
        assertThatThrownBy(() -> new Router(policy(), Map.of(), budgets(), PRICES, null, clock, metrics))
                .hasMessageContaining("ollama");
        assertThat(new Completion.Usage(1, 2).totalTokens()).isEqualTo(3);
    }
}
