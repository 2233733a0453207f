package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.Experiment.Kind;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.registry.ModelVersion;
import tino.marketplace.ranker.MarketplaceRanker;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ExperimentsPageTest extends PageTest {
    private static final String MODEL = MarketplaceRanker.MODEL;

    private final SplittableRandom random = new SplittableRandom(6);
    private Experiments experiments;
    private ModelVersion a;
    private ModelVersion b;

    @BeforeEach
    void twoVersions() {
        experiments = marketplace.part(Experiments.class);
        a = marketplace.release("sim_semantico", .61);
        b = marketplace.register("price_inv", .62);
        marketplace.judge(b, .62);
    }

    @AfterEach
    void nothingRunsAnyMore() {
        experiments.running(MODEL).ifPresent(running -> experiments.end(running.id(), "test", "The test is over"));
    }

    @Test
    void anExperimentIsStartedFollowedAndEndedWithAConclusion() {
        signIn();
        go("/console/experiments");
        Accessibility.check(page);
        wholePicture("experiments-empty");
        page.locator("[name=a]").selectOption(String.valueOf(a.number()));
        page.locator("[name=b]").selectOption(String.valueOf(b.number()));
        page.locator("[name=percent]").fill("50");
        page.locator("[name=reason]").fill("Preço ou texto?");
        press("Começar");
        assertThat(page.locator(".notice.good").first()).isVisible();
        Experiment running = experiments.running(MODEL).orElseThrow();
        assertThat(running.share()).isEqualTo(.5);
        assertThat(running.who()).isEqualTo(RunningMarketplace.LOGIN);
        assertThat(page.locator("[data-verdict=UNDECIDED]")).isVisible();

        answer(running, Variant.A, 400, .30);
        answer(running, Variant.B, 410, .55);
        assertThat(page.locator("[data-verdict=B_BETTER]")).isVisible(); // it refreshes itself
        assertThat(page.locator(".arms")).containsText("410 pessoas, 410 respostas");
        assertThat(page.locator("[data-measure=CTR]")).containsText("30,0");
        assertThat(page.locator("[data-measure=CTR] rect.range")).isVisible();
        Accessibility.check(page);
        wholePicture("experiment");

        page.getByText("Encerrar").click();
        assertThat(page.locator("h1")).containsText("Encerrar o experimento");
        page.locator("#reason").fill("Preço ganha");
        press("Encerrar o experimento");
        assertThat(page.locator(".timeline")).containsText("Preço ganha");
        assertThat(experiments.running(MODEL)).isEmpty();
        assertThat(experiments.experiment(running.id()).orElseThrow().outcome()).isEqualTo("Preço ganha");
        go("/console/experiments");
        assertThat(page.locator("table.past tbody tr").first()).containsText("Preço ganha");
        page.locator("[data-language=en]").click();
        wholePicture("experiments-en");
    }

    @Test
    void anArmThatLosesPeopleIsWarnedOf() {
        Experiment running = experiments.start(MODEL, Kind.AB, a.number(), b.number(), 1, "Rui", "Para ver");
        answer(running, Variant.A, 400, .3);
        answer(running, Variant.B, 250, .3);
        signIn();
        go("/console/experiments");
        assertThat(page.locator("[data-verdict=MISMATCH]")).containsText("Não confie");
    }

    @Test
    void whoseItemsAnInterleavedListOwesItsClicksToIsShown() {
        Experiment running = experiments.start(MODEL, Kind.INTERLEAVED, a.number(), null, 1, "Rui", "Para ver");
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            UUID decision = decision();
            ObjectNode body = JsonMapper.shared().createObjectNode().put(Experiment.TEAMS, "AB");
            events.add(event("answer", decision, null, body, new Answered(MODEL, null, running.arm(null))));
            events.add(event("click", decision, "one", position(i % 4 == 0 ? 2 : 1), null));
        }
        marketplace.part(EventLog.class).append(events);
        signIn();
        go("/console/experiments/" + running.id());
        assertThat(page.locator("[data-measure=PREFERENCE]")).containsText("45");
        assertThat(page.locator("[data-measure=PREFERENCE] rect.range")).isVisible();
        assertThat(page.locator("h1")).containsText("a reserva");
        Accessibility.check(page);
        wholePicture("experiment-interleaved");
    }

    @Test
    void whatCannotBeStartedIsRefused() {
        signIn();
        go("/console/experiments");
        page.locator("[name=a]").selectOption(String.valueOf(a.number()));
        page.locator("[name=b]").selectOption(String.valueOf(a.number()));
        page.locator("[name=reason]").fill("Contra si mesma");
        press("Começar");
        assertThat(page.locator(".notice.warn")).containsText("duas versões diferentes");
        ModelVersion unjudged = marketplace.register("price_inv", .2);
        page.navigate(page.url());
        page.locator("[name=b]").selectOption(String.valueOf(unjudged.number()));
        page.locator("[name=reason]").fill("Sem aprovação");
        press("Começar");
        assertThat(page.locator(".notice.warn")).containsText("aprovação");
        page.locator("[name=b]").selectOption(String.valueOf(b.number()));
        page.locator("[name=reason]").fill("Tarde demais");
        experiments.start(MODEL, Kind.AB, a.number(), null, 1, "Rui", "Primeiro");
        press("Começar");
        assertThat(page.locator(".notice.warn")).containsText("há um experimento");
        assertThat(experiments.running(MODEL).orElseThrow().who()).isEqualTo("Rui");
    }

    @Test
    void whoMayOnlyReadStartsAndEndsNothing() {
        Experiment running = experiments.start(MODEL, Kind.AB, a.number(), b.number(), 1, "Rui", "Para ver");
        signIn(RunningMarketplace.READER);
        go("/console/experiments");
        assertThat(page.locator("article")).containsText("Para ver");
        assertThat(page.locator("main form, main .button")).hasCount(0);
        assertThat(page.navigate(marketplace.address("/console/experiments/" + running.id() + "/end"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void fitsANarrowScreen() {
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        go("/console/experiments");
        assertNoSidewaysScrolling();
        wholePicture("experiments-narrow");
        Experiment running = experiments.start(MODEL, Kind.AB, a.number(), b.number(), 1, "Rui", "Para ver");
        answer(running, Variant.A, 40, .3);
        answer(running, Variant.B, 45, .4);
        go("/console/experiments/" + running.id());
        assertNoSidewaysScrolling();
        wholePicture("experiment-narrow");
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** To as many people, of whom a share clicked. */
    private void answer(Experiment experiment, Variant variant, int count, double share) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID decision = decision();
            events.add(event(
                    "answer",
                    decision,
                    null,
                    position(1),
                    new Answered(MODEL, experiment.version(variant), experiment.arm(variant))));
            if (i < share * count) {
                events.add(event("click", decision, "one", position(1), null));
            }
        }
        marketplace.part(EventLog.class).append(events);
    }

    private UUID decision() {
        return DecisionId.next(marketplace.part(InstantSource.class), random);
    }

    private static ObjectNode position(int position) {
        return JsonMapper.shared().createObjectNode().put("position", position);
    }

    private static Event event(
            String type, UUID decision, @Nullable String item, ObjectNode body, @Nullable Answered answered) {
        return new Event(UUID.randomUUID(), type, DecisionId.time(decision), decision, null, item, body, answered);
    }
}
