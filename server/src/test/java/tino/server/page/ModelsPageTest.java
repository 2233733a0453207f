package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollouts;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.ranking.learn.ListEvaluation;

class ModelsPageTest extends PageTest {
    private static final String MODEL = MarketplaceRanker.MODEL;

    @Test
    void aVersionIsTakenBackForAReason() {
        ModelVersion first = marketplace.release("sim_semantico", .61);
        ModelVersion second = marketplace.release("price_inv", .64);
        signIn();
        go("/console/models?model=" + MODEL);
        assertThat(row(second).locator(".badge.good").first()).hasText("campeã");
        wholePicture("models");
        Accessibility.check(page);
        page.locator(".button.danger").click();
        assertThat(page.locator("h1")).containsText("Retirar a versão " + second.number());
        Accessibility.check(page);
        page.locator("main .button.danger").click();
        assertThat(page.locator(".field-error")).isVisible();
        page.locator("#reason").fill("Preço não é tudo");
        page.locator("main .button.danger").click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(row(first).locator(".badge.good").first()).hasText("campeã");
        assertThat(row(second)).containsText("retirada");
        Registry registry = marketplace.part(Registry.class);
        assertThat(registry.champion(MODEL).orElseThrow().number()).isEqualTo(first.number());
        assertThat(registry.history(MODEL, Registry.CHAMPION).getLast().who()).isEqualTo(RunningMarketplace.LOGIN);
        assertThat(registry.history(MODEL, Registry.CHAMPION).getLast().why()).isEqualTo("Preço não é tudo");
    }

    @Test
    void theWayBackIsRefusedWhenAnotherVersionBecameChampionMeanwhile() {
        marketplace.release("sim_semantico", .61);
        marketplace.release("price_inv", .64);
        signIn();
        go("/console/models/rollback?model=" + MODEL);
        ModelVersion newest = marketplace.release("score_avaliacao", .66);
        page.locator("#reason").fill("A de ontem");
        page.locator("main .button.danger").click();
        assertThat(page.locator(".notice.warn")).containsText("Nada foi feito");
        assertThat(marketplace
                        .part(Registry.class)
                        .champion(MODEL)
                        .orElseThrow()
                        .number())
                .isEqualTo(newest.number());
    }

    @Test
    void theGateReportDrawsItsIntervalsAndKeepsOverrides() {
        ModelVersion judged = marketplace.release("sim_semantico", .61);
        ModelVersion unjudged = marketplace.register("price_inv", .2);
        marketplace.part(Registry.class).gates().override(MODEL, unjudged.number(), "Rui", "a de ontem <i>ofende</i>");
        signIn();
        go(address(judged));
        Locator checks = page.locator("#gate .findings > li");
        assertThat(checks).hasCount(2);
        assertThat(checks.first()).containsText("ndcg@10 0,6100, no mínimo 0,5000");
        assertThat(checks.last()).containsText("(ganho, 95 %: de 0,1000 a 0,1000)");
        for (Locator check : checks.all()) {
            assertThat(check.locator("rect.range")).isVisible();
            assertThat(check.locator("line.limit")).hasCount(1);
        }
        assertThat(page.locator("#gate h2 .badge.good")).hasText("passou");
        Accessibility.check(page);
        go(address(unjudged));
        assertThat(page.locator("#gate h2")).containsText("não avaliada");
        assertThat(page.locator(".override")).containsText("Rui");
        assertThat(page.locator(".override")).containsText("a de ontem <i>ofende</i>");
        wholePicture("version-overridden");
        page.locator("[data-language=en]").click();
        assertThat(page.locator(".override")).containsText("let through without passing");
        go("/console/models?model=" + MODEL);
        assertThat(row(unjudged)).containsText("let through without passing");
    }

    @Test
    void theLineageLeadsFromTheEventsToTheTrial() {
        ModelVersion version = traced(.66, "sim_semantico", "31");
        marketplace.judge(version, .66);
        Rollouts rollouts = marketplace.part(Rollouts.class);
        Rollout trial = rollouts.begin(
                        MODEL, version.number(), marketplace.part(Keeper.class).policy(MODEL), "nightly", "passed")
                .orElseThrow();
        signIn();
        go(address(version));
        Locator lineage = page.locator(".lineage");
        for (String kind : List.of("EVENTS", "DATASET", "RUN", "VERSION", "TRIAL", "ALIAS")) {
            assertThat(lineage.locator("[data-kind=" + kind + "]")).isVisible();
        }
        assertThat(lineage.locator("[data-kind=DATASET]")).containsText("3 linhas");
        assertThat(lineage.locator("path.edge")).hasCount(5);
        Accessibility.check(page);
        wholePicture("version");
        lineage.locator("[data-kind=DATASET]").click();
        assertThat(page).hasURL(Pattern.compile(".*#data$"));
        assertThat(lineage.locator("[data-kind=RUN]")).hasAttribute("href", "/console/runs/" + version.run());
        lineage.locator("[data-kind=TRIAL]").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/rollouts/" + trial.id() + "$"));
        open(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(360, 780)
                .setLocale("en"));
        signInInEnglish();
        go(address(version));
        assertNoSidewaysScrolling();
        wholePicture("version-narrow-en");
        rollouts.withdraw(trial, "test", "The test is over", null);
    }

    @Test
    void twoVersionsAreComparedSideBySide() {
        ModelVersion left = traced(.6123, "sim_semantico", "31");
        ModelVersion right = traced(.6543, "price_inv", "63");
        signIn();
        go("/console/models?model=" + MODEL);
        page.locator("#left").selectOption(String.valueOf(left.number()));
        page.locator("#right").selectOption(String.valueOf(right.number()));
        page.getByText("Comparar").click();
        Locator measures = page.locator("[data-kind=METRIC] tr.differs");
        assertThat(measures).hasCount(1);
        assertThat(measures).containsText("0,6123");
        assertThat(measures).containsText("+0,0420");
        assertThat(page.locator("[data-kind=DATASET] tbody")).containsText("Linhas");
        assertThat(page.locator("[data-kind=PARAMETER] tr.differs")).containsText("num_leaves");
        assertThat(page.locator("[data-kind=PARAMETER] tr:not(.differs)")).containsText(new String[] {"", "objective"});
        assertThat(page.locator("[data-kind=JAVA] tr.differs")).hasCount(0);
        assertThat(page.locator("[data-kind=FILE] tr.differs").first()).containsText("diferente");
        Accessibility.check(page);
        wholePicture("compare");
        page.locator("#right").selectOption(String.valueOf(left.number()));
        assertThat(page.locator("tr.differs")).hasCount(0);
        assertThat(page.navigate(marketplace.address("/console/models/compare?model=" + MODEL + "&left=1&right=99999"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoMayOnlyReadSeesEverythingAndTakesNothingBack() {
        marketplace.release("sim_semantico", .61);
        ModelVersion version = marketplace.release("price_inv", .64);
        signIn(RunningMarketplace.READER);
        go("/console/models?model=" + MODEL);
        assertThat(row(version)).isVisible();
        assertThat(page.locator("main .button.danger")).hasCount(0);
        go(address(version));
        assertThat(page.locator(".lineage")).isVisible();
        assertThat(page.navigate(marketplace.address("/console/models/rollback?model=" + MODEL))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void fitsANarrowScreen() {
        ModelVersion left = traced(.6123, "sim_semantico", "31");
        ModelVersion right = traced(.6543, "price_inv", "63");
        marketplace.judge(right, .6543);
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        for (String path : List.of(
                "/console/models?model=" + MODEL,
                address(right),
                "/console/models/compare?model=" + MODEL + "&left=" + left.number() + "&right=" + right.number())) {
            go(path);
            assertNoSidewaysScrolling();
            wholePicture(
                    path.replaceAll("[?].*", "").substring("/console/".length()).replace('/', '-') + "-narrow");
        }
    }

    private Locator row(ModelVersion version) {
        return page.locator("#versions tr[data-version='" + version.number() + "']");
    }

    private static String address(ModelVersion version) {
        return "/console/models/version?model=" + MODEL + "&number=" + version.number();
    }

    private void signInInEnglish() {
        go("/login");
        page.getByLabel("User name").fill(RunningMarketplace.LOGIN);
        page.getByLabel("Password").fill(RunningMarketplace.PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    /** A version with dataset and run. */
    private ModelVersion traced(double ndcg, String feature, String leaves) {
        Instant now = marketplace.part(InstantSource.class).instant();
        Period period = new Period(now.minus(Duration.ofDays(24)), now);
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        columns.put("clicks", "BIGINT");
        Dataset dataset;
        try (DatasetWriter writer = marketplace.part(Lake.class).writer(MODEL, columns)) {
            for (long row = 0; row < 3; row++) {
                writer.add(row + Math.round(10_000 * ndcg)).endRow();
            }
            dataset = writer.finish(period, Map.of("events.impression", "12345", "events.click", "2345"));
        }
        UUID run = UUID.randomUUID();
        Runs runs = marketplace.part(Runs.class);
        runs.start(run, MODEL, "nightly", period, 7, "a1b2c3d");
        runs.parameter(run, "objective", "lambdarank");
        runs.parameter(run, "num_leaves", leaves);
        runs.dataset(run, dataset.hash());
        ModelVersion version = marketplace.register(
                feature, new Provenance(dataset.hash(), run, Map.of(ListEvaluation.NDCG, ndcg), "a1b2c3d"));
        runs.end(run, RunOutcome.REGISTERED, null);
        return version;
    }
}
