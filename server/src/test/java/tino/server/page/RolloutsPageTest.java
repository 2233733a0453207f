package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.rollout.Transition;
import tino.marketplace.ranker.MarketplaceRanker;
import tools.jackson.databind.json.JsonMapper;

class RolloutsPageTest extends PageTest {
    private static final String MODEL = MarketplaceRanker.MODEL;

    private final SplittableRandom random = new SplittableRandom(5);
    private Rollouts rollouts;
    private ModelVersion champion;
    private Rollout trial;

    @BeforeEach
    void aVersionInShadow() {
        rollouts = marketplace.part(Rollouts.class);
        champion = marketplace.release("sim_semantico", .61);
        ModelVersion version = marketplace.register("score_avaliacao", .64);
        marketplace.judge(version, .64);
        trial = rollouts.begin(
                        MODEL,
                        version.number(),
                        marketplace.part(Keeper.class).policy(MODEL),
                        "nightly",
                        marketplace
                                .part(Registry.class)
                                .gates()
                                .verdict(MODEL, version.number())
                                .orElseThrow()
                                .text())
                .orElseThrow();
        trial = now();
    }

    @AfterEach
    void nothingIsLeftOnTrial() {
        rollouts.open(MODEL).forEach(open -> rollouts.withdraw(open, "test", "The test is over", null));
    }

    @Test
    void theEvidenceSoFarIsShownAgainstEachCriterion() {
        answerUnseen(60);
        signIn();
        go("/console/rollouts");
        Locator card = card();
        assertThat(card.locator("[data-kind=DAYS] .bar")).isVisible();
        assertThat(card.locator("[data-kind=CASES]")).containsText("60");
        assertThat(card.locator("[data-kind=CASES]")).containsText("pelo menos 3.000");
        assertThat(card.locator("[data-kind=HIT][data-state=HELD]")).containsText("controle");
        assertThat(card.locator("[data-kind=MRR] rect.range")).isVisible();
        assertThat(card.locator("[data-kind=MRR]")).containsText("vale");
        assertThat(card.locator("[data-kind=P95]")).containsText("no máximo 15 ms");
        assertThat(card.locator(".timeline")).containsText("o treino noturno");
        assertThat(card.locator(".timeline")).containsText("Passou na aprovação");
        Accessibility.check(page);
        wholePicture("rollouts");
        page.locator("[data-language=en]").click();
        assertThat(card.locator("[data-kind=MRR]")).containsText("holds");
        wholePicture("rollouts-en");
    }

    @Test
    void guardsAreShownWhileAVersionAnswersPeople() {
        Rollout canary = advance(trial, "Rui");
        answer(canary.canaryArm(), canary.version(), 120, .30);
        answer(canary.controlArm(), champion.number(), 300, .33);
        signIn();
        go("/console/rollouts/" + trial.id());
        assertThat(page.locator("[data-kind=CTR]")).containsText("controle 33,0");
        assertThat(page.locator("[data-kind=CTR] rect.range")).isVisible();
        assertThat(page.locator("[data-kind=LOADED]")).containsText("sim");
        assertThat(page.locator("[data-kind=CASES]").first()).containsText("120");
        Accessibility.check(page);
        wholePicture("rollout-canary");
        dark();
        signIn();
        go("/console/rollouts/" + trial.id());
        assertThat(page.locator("[data-kind=CTR]")).isVisible();
        Accessibility.check(page);
        wholePicture("rollout-canary-dark");
    }

    @Test
    void aPromotionWantsAReasonAndMovesTheTrial() {
        signIn();
        go("/console/rollouts");
        card().locator("[data-move=advance]").click();
        assertThat(page.locator("h1")).containsText("Promover a versão " + trial.version());
        wholePicture("decision-advance");
        Accessibility.check(page);
        confirm("Promover");
        assertThat(page.locator(".field-error")).isVisible();
        assertThat(now().revision()).isEqualTo(trial.revision());
        page.locator("#reason").fill("Campanha <b>amanhã</b>");
        confirm("Promover");
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(page.locator(".standing")).containsText("canário 10 %");
        assertThat(page.locator(".timeline")).containsText("Campanha <b>amanhã</b>");
        assertThat(now().stage()).isEqualTo(Stage.CANARY);
        Transition last = rollouts.transitions(trial.id()).getLast();
        assertThat(last.who()).isEqualTo(RunningMarketplace.LOGIN);
        assertThat(last.why()).isEqualTo("Campanha <b>amanhã</b>");
        page.locator(".timeline summary").first().click();
        assertThat(page.locator(".timeline [data-kind=MRR]")).isVisible();
    }

    @Test
    void aDecisionOnAnOldStateIsRefusedAndDoesNothing() {
        signIn();
        go("/console/rollouts/" + trial.id() + "/advance");
        Rollout paused = rollouts.pause(trial, true, "Rui", "Feriado");
        page.locator("#reason").fill("Parece bom");
        confirm("Promover");
        assertThat(page.locator(".notice.warn")).containsText("Nada foi feito");
        assertThat(page.locator(".timeline")).containsText("Feriado");
        assertThat(page.locator("[data-move=advance]")).hasCount(0);
        assertThat(now()).isEqualTo(paused);
        picture("rollout-stale");
    }

    @Test
    void aTrialIsPausedAndResumed() {
        signIn();
        go("/console/rollouts/" + trial.id());
        decide("pause", "Feriado", "Pausar");
        assertThat(now().paused()).isTrue();
        decide("resume", "Feriado acabou", "Retomar");
        assertThat(now().paused()).isFalse();
    }

    @Test
    void aWithdrawalAsksFirst() {
        signIn();
        go("/console/rollouts");
        card().locator("[data-move=withdraw]").click();
        assertThat(page.locator("h1")).containsText("Retirar a versão " + trial.version());
        page.getByText("Agora não").click();
        assertThat(now()).isEqualTo(trial);
        decide("withdraw", "Reclamações de clientes", "Retirar");
        assertThat(now().stage()).isEqualTo(Stage.WITHDRAWN);
        go("/console/rollouts");
        assertThat(card()).hasCount(0);
        assertThat(page.locator("[data-model=" + MODEL + "] table.past tbody tr")
                        .first())
                .containsText(RunningMarketplace.LOGIN);
        wholePicture("rollouts-past");
    }

    @Test
    void aVersionIsPutOnTrialAgain() {
        rollouts.withdraw(trial, "Rui", "Engano", null);
        signIn();
        go("/console/rollouts");
        wholePicture("rollouts-empty");
        page.locator("[aria-label='Pôr a versão " + trial.version() + " em teste']")
                .click();
        page.locator("#reason").fill("Agora sim");
        confirm("Começar o teste");
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(rollouts.open(MODEL)).extracting(Rollout::version).containsExactly(trial.version());
        go("/console/rollouts/start/" + MODEL + "/" + trial.version());
        page.locator("#reason").fill("Outra vez");
        confirm("Começar o teste");
        assertThat(page.locator(".notice.warn")).containsText("já está em teste");
        ModelVersion refused = marketplace.register("price_inv", .2);
        go("/console/rollouts/start/" + MODEL + "/" + refused.number());
        page.locator("#reason").fill("Por que não?");
        confirm("Começar o teste");
        assertThat(page.locator(".notice.warn")).containsText("aprovação");
        assertThat(rollouts.open(MODEL)).hasSize(1);
    }

    @Test
    void thePageRefreshesItselfAndLeavesTheReaderInPeace() {
        advance(trial, "Rui");
        signIn();
        go("/console/rollouts/" + trial.id());
        page.locator(".timeline summary").first().click();
        assertThat(page.locator(".timeline [data-kind=MRR]")).isVisible();
        advance(now(), "Eva");
        assertThat(page.locator(".timeline")).containsText("Eva");
        assertThat(page.locator(".standing")).containsText("canário 25 %");
        assertThat(page.locator(".timeline [data-kind=MRR]")).isVisible();
    }

    @Test
    void theCardOfTheVersionKeepsTheEvidenceOnWhichItWasMoved() {
        answerUnseen(60);
        Rollout canary = advance(trial, "Rui");
        answer(canary.canaryArm(), canary.version(), 120, .30);
        answer(canary.controlArm(), champion.number(), 300, .33);
        Keeper keeper = marketplace.part(Keeper.class);
        rollouts.withdraw(
                canary, "Eva", "Menos cliques", keeper.standing(canary).evidence());
        signIn(RunningMarketplace.READER);
        go("/console/models/card?model=" + MODEL + "&version=" + trial.version());
        Locator steps = page.locator("#trials .step");
        assertThat(steps).hasCount(3);
        assertThat(steps.nth(0).locator("tr")).hasCount(0);
        assertThat(steps.nth(1)).containsText("Rui");
        assertThat(steps.nth(1).locator("tr").filter(new Locator.FilterOptions().setHasText("Altura dos sucessos")))
                .containsText("vale");
        assertThat(steps.nth(1)).containsText("60");
        assertThat(steps.nth(2)).containsText("Menos cliques");
        // What the answers above were made to be: 36 of 120 and 99 of 300 with a click.
        assertThat(steps.nth(2).locator("tr").filter(new Locator.FilterOptions().setHasText("30,0")))
                .containsText("33,0");
        assertThat(page.locator("#write")).hasCount(0);
        wholePicture("card-trials");
    }

    @Test
    void whoMayOnlyReadSeesEverythingAndMovesNothing() {
        signIn(RunningMarketplace.READER);
        go("/console/rollouts");
        assertThat(card().locator("[data-kind=MRR]")).isVisible();
        assertThat(page.locator("main [data-move], main form")).hasCount(0);
        card().locator("h3 a").first().click();
        assertThat(page.locator(".timeline")).isVisible();
        assertThat(page.locator("main [data-move], main form")).hasCount(0);
        assertThat(page.navigate(marketplace.address("/console/rollouts/" + trial.id() + "/withdraw"))
                        .status())
                .isEqualTo(403);
        assertThat(now()).isEqualTo(trial);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        signIn();
        assertThat(page.navigate(marketplace.address("/console/rollouts/" + UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
        assertThat(page.navigate(marketplace.address("/console/rollouts/start/" + MODEL + "/999"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void fitsANarrowScreen() {
        answerUnseen(60);
        advance(trial, "Rui");
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        go("/console/rollouts");
        assertNoSidewaysScrolling();
        wholePicture("rollouts-narrow");
        go("/console/rollouts/" + trial.id());
        page.locator(".timeline summary").first().click();
        assertNoSidewaysScrolling();
        wholePicture("rollout-narrow");
        go("/console/rollouts/" + trial.id() + "/withdraw");
        assertNoSidewaysScrolling();
        picture("decision-narrow");
    }

    private Locator card() {
        return page.locator("article[data-version='" + trial.version() + "']");
    }

    private void decide(String move, String reason, String button) {
        page.locator("[data-move=" + move + "]").click();
        page.locator("#reason").fill(reason);
        confirm(button);
        assertThat(page).hasURL(Pattern.compile(".*/console/rollouts/" + trial.id() + "$"));
        assertThat(page.locator(".notice.good")).isVisible();
    }

    private void confirm(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private Rollout now() {
        return rollouts.rollout(trial.id()).orElseThrow();
    }

    private Rollout advance(Rollout seen, String who) {
        Keeper keeper = marketplace.part(Keeper.class);
        return rollouts.advance(
                seen,
                keeper.policy(MODEL),
                who,
                "Foi pedido",
                keeper.standing(seen).evidence());
    }

    /** Cases whose successes the version on trial puts first and the champion third or fifth. */
    private void answerUnseen(int count) {
        List<ShadowLog.Case> cases = new ArrayList<>();
        List<Event> quotes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID decision = decision();
            int control = i % 2 == 0 ? 3 : 5;
            cases.add(new ShadowLog.Case(
                    trial.id(),
                    decision,
                    "somebody-" + i,
                    4_000 + 50L * i,
                    List.of(
                            new ShadowLog.Item("wanted", control, 1 + i % 4, .5, .9, 1, i % 3 == 0 ? "a" : "b"),
                            new ShadowLog.Item("other", 1, 2, .9, .5, 1, i % 3 == 0 ? "b" : "a"))));
            quotes.add(event("quote", decision, "wanted", null));
        }
        new ShadowLog(marketplace.part(Database.class)).append(cases);
        marketplace.part(EventLog.class).append(quotes);
    }

    /** Answers of which a share led to a click. */
    private void answer(String arm, int version, int count, double share) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID decision = decision();
            events.add(event("answer", decision, null, new Answered(MODEL, version, arm)));
            if (i < share * count) {
                events.add(event("click", decision, "clicked", null));
            }
        }
        marketplace.part(EventLog.class).append(events);
    }

    private UUID decision() {
        return DecisionId.next(marketplace.part(InstantSource.class), random);
    }

    private static Event event(String type, UUID decision, @Nullable String item, @Nullable Answered answered) {
        return new Event(
                UUID.randomUUID(),
                type,
                DecisionId.time(decision),
                decision,
                "somebody",
                item,
                JsonMapper.shared().createObjectNode().put("position", 1),
                answered);
    }
}
