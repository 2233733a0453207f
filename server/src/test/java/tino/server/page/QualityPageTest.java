package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityPolicy;
import tino.lifecycle.pipeline.Coins;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.serving.Sayings;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.search.SearchImpression;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class QualityPageTest extends PageTest {
    private static final String RANKER = MarketplaceRanker.MODEL;
    private static final Duration DAY = Duration.ofDays(1);

    private final SplittableRandom random = new SplittableRandom(4);

    @BeforeEach
    @AfterEach
    void nothingLogged() {
        Database database = marketplace.part(Database.class);
        database.sql().sql("DELETE FROM event WHERE model IS NOT NULL").update();
        database.sql().sql("DELETE FROM quality_hour").update();
        database.sql().sql("DELETE FROM model_asked").update();
        Registry registry = marketplace.part(Registry.class);
        registry.champion(Coins.MODEL).ifPresent(_ -> {
            registry.remove(Coins.MODEL, Registry.CHAMPION, "test", "The test is over");
            registry.delete(Coins.MODEL, "test");
        });
    }

    private Instant now() {
        return marketplace.part(InstantSource.class).instant();
    }

    /** The version is champion since then, and whatever was before is longer ago. */
    private void since(String model, int number, Instant time) {
        Database database = marketplace.part(Database.class);
        database.sql()
                .sql("UPDATE model_alias_history SET at = least(at, ?) WHERE model = ?")
                .params(time.minus(DAY).atOffset(ZoneOffset.UTC), model)
                .update();
        database.sql()
                .sql("UPDATE model_alias_history SET at = ? WHERE model = ? AND number = ?")
                .params(time.atOffset(ZoneOffset.UTC), model, number)
                .update();
    }

    private Event answer(String type, String model, int number, Instant at, ObjectNode body) {
        UUID decision = DecisionId.next(() -> at, random);
        return new Event(
                decision,
                type,
                at,
                decision,
                null,
                null,
                body,
                new Answered(model, number, null, 2_000 + random.nextInt(6_000)));
    }

    private Event outcome(String type, Event of, ObjectNode body) {
        return new Event(
                new UUID(random.nextLong(), random.nextLong()), type, of.at(), of.decision(), null, null, body);
    }

    /** Lists of the last six days, of a third of which something comes, seldom of the first item. */
    private void lists(int count, boolean outcomes) {
        int number = marketplace.release("price_inv", .6).number();
        Instant first = now().minus(DAY.multipliedBy(6));
        since(RANKER, number, first);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = first.plusMillis((6 * DAY.toMillis() - 600_000) * i / count + 1);
            Event list = answer(SearchImpression.TYPE, RANKER, number, at, object());
            events.add(list);
            if ((outcomes || i < count * 4 / 6) && random.nextInt(3) == 0) {
                events.add(outcome("click", list, object().put("position", 1 + random.nextInt(4))));
            }
        }
        marketplace.part(EventLog.class).append(events);
        marketplace.part(QualityMonitor.class).look(RANKER);
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    @Test
    void showsWhatCameOfListsDayByDay() {
        lists(1_200, true);
        signIn(RunningMarketplace.READER);
        go("/console/quality");
        assertThat(page.locator("[data-model=" + RANKER + "] .notice.good")).containsText("chegam");
        assertThat(page.locator("[data-figure=ndcg] [data-basis=realised]")).containsText("0,");
        assertThat(page.locator("[data-figure=outcome] [data-basis=realised]")).containsText("%");
        assertThat(page.locator("[data-figure=latency] [data-basis=realised]")).containsText("ms");
        assertThat(page.locator("[data-figure=ndcg] path.realised"))
                .hasAttribute("d", java.util.regex.Pattern.compile("M.*(L.*){5,}"));
        Accessibility.check(page);
        wholePicture("quality");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("h1")).hasText("Quality");
    }

    @Test
    void saysThatNothingComesOfListsAnyMore() {
        lists(1_200, false);
        signIn();
        go("/console/quality");
        assertThat(page.locator("[data-standing=NO_OUTCOMES] .notice.bad")).containsText("antes vinha");
        String metrics = page.request().get(marketplace.address("/metrics")).text();
        assertThat(metrics)
                .contains("tino_quality_missing{model=\"" + RANKER + "\"} 1.0")
                .contains("tino_quality_figure{basis=\"realised\",figure=\"outcome\",model=\"" + RANKER + "\"} 0.0")
                .contains("tino_quality_latency_p95_seconds{model=\"" + RANKER + "\"} 0.00");
    }

    @Test
    void doesNotCallAVersionThatNobodyHasAskedYetStopped() {
        marketplace.release("price_inv", .6);
        marketplace.part(QualityMonitor.class).look(RANKER);
        signIn();
        go("/console/quality");
        assertThat(page.locator("[data-model=" + RANKER + "][data-standing=NOT_ASKED] .notice"))
                .containsText("Ainda não consultada");
        assertThat(page.locator("[data-model=" + RANKER + "] .notice.bad, [data-late]"))
                .hasCount(0);
        assertThat(page.request().get(marketplace.address("/metrics")).text())
                .contains("tino_quality_missing{model=\"" + RANKER + "\"} 0.0");
        Accessibility.check(page);
    }

    @Test
    void saysThatMeasuringDoesNotKeepUp() {
        lists(1_200, true);
        marketplace
                .part(Database.class)
                .sql()
                .sql("DELETE FROM quality_hour WHERE from_at > ?")
                .params(now().minus(Duration.ofHours(3)).atOffset(ZoneOffset.UTC))
                .update();
        signIn();
        go("/console/quality");
        assertThat(page.locator("[data-model=" + RANKER + "] [data-late]")).containsText("não acompanha");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("[data-model=" + RANKER + "] [data-late]")).containsText("does not keep up");
    }

    /** A classifier whose outcomes of the last two days are still to come, and which met harder cases then. */
    private void classifier() {
        Coins coins = new Coins();
        coins.outcomes = new Outcomes(Map.of("verdict", 1.0), 1);
        coins.answerForm = new AnswerForm.Classification(
                "p",
                "yes",
                new AnswerForm.Truth(Map.of("verdict", true), "right", null),
                Map.of(Figure.ACCURACY, "accuracy"));
        Registry registry = marketplace.part(Registry.class);
        int number = registry.register(
                        Coins.MODEL, "heads", new Sayings.Text(), new Provenance(null, null, Map.of(), "test"))
                .number();
        registry.gates().override(Coins.MODEL, number, "test", "test");
        registry.assign(Coins.MODEL, Registry.CHAMPION, number, "test", "for a test");
        Instant first = now().minus(DAY.multipliedBy(8));
        since(Coins.MODEL, number, first);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 2_400; i++) {
            Instant at = first.plusMillis((8 * DAY.toMillis() - 600_000) * i / 2_400 + 1);
            double p = i < 1_800
                    ? Math.pow(random.nextDouble(), random.nextBoolean() ? 4 : .25)
                    : .3 + .4 * random.nextDouble();
            Event answer = answer(
                    "prediction", Coins.MODEL, number, at, object().put("p", p).put("yes", p >= .5));
            events.add(answer);
            if (i < 2_000) {
                events.add(outcome("verdict", answer, object().put("right", random.nextDouble() < p)));
            }
        }
        marketplace.part(EventLog.class).append(events);
        QualityMonitor monitor = marketplace.part(QualityMonitor.class);
        monitor.watch(coins, QualityPolicy.STANDARD);
        monitor.look(Coins.MODEL);
    }

    @Test
    void showsWhatAClassifierWillHaveComeToBeforeItIsKnown() {
        classifier();
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        go("/console/quality");
        String part = "[data-model=" + Coins.MODEL + "] ";
        assertThat(page.locator(part + "[data-figure=accuracy] [data-basis=realised]"))
                .hasText("–");
        assertThat(page.locator(part + "[data-figure=accuracy] [data-basis=estimated]"))
                .containsText("(");
        assertThat(page.locator(part + "[data-figure=accuracy] path.band"))
                .hasAttribute("d", java.util.regex.Pattern.compile("(M[^Z]*Z){8,}"));
        assertThat(page.locator(part + "[data-figure=reliability] circle").first())
                .isVisible();
        assertNoSidewaysScrolling();
        wholePicture("quality-narrow");
        Accessibility.check(page);
        open(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setLocale("en"));
        go("/login");
        page.locator("input[name=username]").fill(RunningMarketplace.LOGIN);
        page.locator("input[name=password]").fill(RunningMarketplace.PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
        go("/console/quality");
        assertThat(page.locator(part + "[data-figure=precision] h3")).hasText("Precision");
        wholePicture("quality-classifier");
        assertThat(Path.of("target", "pages", "quality-classifier.png")).exists();
    }

    @Test
    void saysThatThereIsNothingToMeasure() {
        signIn();
        go("/console/quality");
        assertThat(page.locator("[data-model=" + RANKER + "][data-standing=NO_CHAMPION] .notice"))
                .containsText("Nenhuma versão");
    }
}
