package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.HashedText;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.search.SearchImpression;
import tino.ranking.Impression;
import tino.ranking.learn.ListEvaluation;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DriftPageTest extends PageTest {
    private static final String MODEL = MarketplaceRanker.MODEL;
    private static final FeatureLayout LAYOUT = MarketplaceFeatures.LAYOUT;
    private static final int DRIFTING = LAYOUT.index("price_inv");
    private static final int FALLING_SILENT = LAYOUT.index("sim_semantico");
    private static final String[] QUERIES = {"chuveiro não esquenta", "aula de inglês", "pintar a sala", "bolo de festa"
    };

    private final SplittableRandom random = new SplittableRandom(4);

    @BeforeEach
    void nothingLogged() {
        Database database = marketplace.part(Database.class);
        database.sql().sql("DELETE FROM event WHERE model IS NOT NULL").update();
        database.sql().sql("DELETE FROM model_asked").update();
    }

    /** A champion trained from a snapshot of a thousand lists, since a week. */
    private void champion() {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        columns.put("decision", "UUID");
        columns.put("position", "INTEGER");
        columns.put("features", "FLOAT[" + LAYOUT.size() + "]");
        columns.put("cat", "VARCHAR");
        columns.put("query", "FLOAT[" + HashedText.LENGTH + "]");
        Instant now = marketplace.part(InstantSource.class).instant();
        Dataset snapshot;
        try (DatasetWriter writer = marketplace.part(Lake.class).writer(MODEL, columns)) {
            for (int i = 0; i < 1_000; i++) {
                String query = QUERIES[random.nextInt(QUERIES.length)];
                writer.add(new UUID(random.nextLong(), random.nextLong()))
                        .add(1)
                        .add(vector(false))
                        .add(random.nextBoolean() ? "pintor" : "eletricista")
                        .add(Objects.requireNonNull(HashedText.vector(query)))
                        .endRow();
            }
            snapshot = writer.finish(new Period(now.minusSeconds(60), now), Map.of());
        }
        ModelVersion version = marketplace.register(
                "sim_semantico", new Provenance(snapshot.hash(), null, Map.of(ListEvaluation.NDCG, .6), "test"));
        marketplace.judge(version, .6);
        marketplace.part(Registry.class).assign(MODEL, Registry.CHAMPION, version.number(), "test", "for a test");
        marketplace
                .part(Database.class)
                .sql()
                .sql("UPDATE model_alias_history SET at = ? WHERE model = ? AND number = ?")
                .params(now.minusSeconds(6 * 86_400).atOffset(ZoneOffset.UTC), MODEL, version.number())
                .update();
    }

    private float[] vector(boolean drifted) {
        float[] vector = new float[LAYOUT.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) Math.clamp(.5 + .15 * random.nextGaussian(), 0, 1);
        }
        if (drifted) {
            vector[DRIFTING] += .2f;
            vector[FALLING_SILENT] = Float.NaN;
        }
        return vector;
    }

    /** Lists of one item over the last six days. @param since which day they are drifted */
    private void answer(int count, int since) {
        int champion =
                marketplace.part(Registry.class).champion(MODEL).orElseThrow().number();
        Instant first = marketplace.part(InstantSource.class).instant().minusSeconds(6 * 86_400 - 60);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = first.plusSeconds((6 * 86_400L - 600) * i / count);
            UUID decision = DecisionId.next(() -> at, random);
            boolean drifted = 6 * i / count >= since;
            ObjectNode body = JsonMapper.shared()
                    .createObjectNode()
                    .put(SearchImpression.QUERY, drifted ? "conserto de motor" : QUERIES[random.nextInt(4)])
                    .put(SearchImpression.CATEGORY, random.nextInt(10) < (drifted ? 9 : 5) ? "pintor" : "eletricista");
            new Impression(
                            List.of("one"),
                            IntStream.of(1).toArray(),
                            new double[1],
                            MODEL + ":" + champion,
                            LAYOUT.fingerprint(),
                            vector(drifted))
                    .write(body);
            events.add(new Event(
                    decision,
                    SearchImpression.TYPE,
                    at,
                    decision,
                    null,
                    null,
                    body,
                    new Answered(MODEL, champion, null)));
        }
        marketplace.part(EventLog.class).append(events);
        marketplace.part(DriftWatch.class).look(MODEL);
    }

    @Test
    void showsWhatDriftedFirstWithBothDistributionsAndItsDays() {
        champion();
        answer(2_400, 2);
        signIn();
        go("/console/drift");
        assertThat(page.locator("section.model .notice.bad")).containsText("Algo mudou em");
        assertThat(page.locator("[data-column=price_inv]")).hasAttribute("data-verdict", "DRIFTED");
        assertThat(page.locator("[data-column=price_inv] .bars rect.now")).hasCount(24);
        assertThat(page.locator("[data-column=price_inv] .past rect.above").first())
                .isVisible();
        assertThat(page.locator("[data-column=price_inv]")).containsText("Distância KS");
        assertThat(page.locator("[data-column=price_inv]")).containsText("< 0,001");
        assertThat(page.locator("[data-column=cat]")).hasAttribute("data-verdict", "DRIFTED");
        assertThat(page.locator("[data-column=cat]")).containsText("eletricista");
        assertThat(page.locator("[data-column=query]")).hasAttribute("data-verdict", "DRIFTED");
        assertThat(page.locator("[data-column=sim_semantico]")).hasAttribute("data-verdict", "MISSING");
        assertThat(page.locator("[data-verdict=STEADY]").first()).isVisible();
        assertThat(page.locator(".drifts > li").first().getAttribute("data-verdict"))
                .isIn("DRIFTED", "MISSING");
        assertThat(page.locator(".facts").first()).containsText("2.400 respostas");
        Accessibility.check(page);
        wholePicture("drift");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("h1")).hasText("Drift");
        assertThat(page.locator("[data-column=price_inv] .badge")).hasText("drifted");
        wholePicture("drift-en");
    }

    @Test
    void saysThatAllIsWell() {
        champion();
        answer(1_200, 9);
        signIn(RunningMarketplace.READER);
        go("/console/drift");
        assertThat(page.locator("section.model .notice.good")).containsText("Nada a notar");
        assertThat(page.locator(".badge.bad")).hasCount(0);
    }

    @Test
    void saysWhyThereIsNothingToCompare() {
        signIn();
        go("/console/drift");
        assertThat(page.locator("[data-model=" + MODEL + "][data-standing=NO_CHAMPION] .notice"))
                .containsText("Nenhuma versão");
        marketplace.release("price_inv", .6);
        go("/console/drift");
        assertThat(page.locator("[data-model=" + MODEL + "][data-standing=NO_BASELINE] .notice"))
                .containsText("Não se conhece o treino");
        marketplace.withoutChampion();
        champion();
        marketplace.part(DriftWatch.class).look(MODEL);
        go("/console/drift");
        assertThat(page.locator("[data-model=" + MODEL + "][data-standing=NOT_ASKED] .notice:not(.bad)"))
                .containsText("Ainda não consultada");
        marketplace
                .part(Database.class)
                .sql()
                .sql("INSERT INTO model_asked (model, at) VALUES (?, ?)")
                .params(
                        MODEL,
                        marketplace
                                .part(InstantSource.class)
                                .instant()
                                .minusSeconds(60)
                                .atOffset(ZoneOffset.UTC))
                .update();
        marketplace.part(DriftWatch.class).look(MODEL);
        go("/console/drift");
        assertThat(page.locator("[data-model=" + MODEL + "][data-standing=STOPPED] .notice.bad"))
                .containsText("O registro parou");
        Accessibility.check(page);
    }

    @Test
    void fitsANarrowScreen() {
        champion();
        answer(1_200, 3);
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        go("/console/drift");
        assertThat(page.locator("[data-column=price_inv]")).isVisible();
        assertNoSidewaysScrolling();
        wholePicture("drift-narrow");
    }

    @Test
    void tellsPrometheus() {
        champion();
        answer(1_200, 0);
        String metrics = page.request().get(marketplace.address("/metrics")).text();
        assertThat(metrics)
                .contains("tino_drift_firing{feature=\"price_inv\",model=\"" + MODEL + "\"} 1.0")
                .contains("tino_drift_effect{feature=\"cat\"")
                .contains("tino_drift_missing{feature=\"sim_semantico\"")
                .contains("tino_drift_lag_seconds{model=")
                .contains("tino_drift_answers_total{model=");
    }
}
