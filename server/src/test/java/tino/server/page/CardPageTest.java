package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.Environment;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registration;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunData;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollouts;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.ranking.learn.ListEvaluation;

class CardPageTest extends PageTest {
    private static final String MODEL = MarketplaceRanker.MODEL;

    /** Of 7 rows, trained by a run, judged by a gate, on trial, overridden by somebody, then champion after another. */
    private ModelVersion version() {
        marketplace.release("sim_semantico", .61);
        Instant now = marketplace.part(InstantSource.class).instant();
        Period period = new Period(now.minus(Duration.ofDays(24)), now);
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        columns.put("position", "INTEGER");
        columns.put("features", "FLOAT[2]");
        Dataset dataset;
        try (DatasetWriter writer = marketplace.part(Lake.class).writer(MODEL, columns)) {
            for (int row = 0; row < 7; row++) {
                writer.add(row)
                        .add(new float[] {row / 4f, row == 0 ? Float.NaN : 1})
                        .endRow();
            }
            dataset = writer.finish(
                    period, Map.of("events.impression", "12345", "layout.features", "price_inv,distance_km"));
        }
        UUID run = UUID.randomUUID();
        Runs runs = marketplace.part(Runs.class);
        runs.start(run, MODEL, "nightly", period, 4711, "a1b2c3d");
        runs.parameter(run, "num_leaves", "15");
        runs.dataset(run, dataset.hash());
        ModelVersion version = marketplace.register(
                "price_inv", new Provenance(dataset.hash(), run, Map.of(ListEvaluation.NDCG, .6543), "a1b2c3d"));
        runs.end(run, RunOutcome.REGISTERED, null);
        marketplace.judge(version, .6543);
        Registry registry = marketplace.part(Registry.class);
        registry.gates().override(MODEL, version.number(), "Rui", "a liquidação não esperou & <b>pronto</b>");
        Rollouts rollouts = marketplace.part(Rollouts.class);
        Rollout trial = rollouts.begin(
                        MODEL, version.number(), marketplace.part(Keeper.class).policy(MODEL), "nightly", "passed")
                .orElseThrow();
        rollouts.withdraw(trial, "ana", "Não é a hora", null);
        registry.assign(MODEL, Registry.CHAMPION, version.number(), "Rui", "a liquidação");
        registry.tag(MODEL, version.number(), "card.limits", "Só vale em dezembro.");
        registry.tag(MODEL, version.number(), "card.people.en", "Pasted from elsewhere: \u0007 日本 😀 <svg/> ]]>");
        return version;
    }

    private static String address(ModelVersion version, String end) {
        return "/console/models/card" + end + "?model=" + version.model() + "&version=" + version.number();
    }

    private byte[] download(String path) {
        APIResponse answer = page.context().request().get(marketplace.address(path));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-disposition")).startsWith("attachment");
        return answer.body();
    }

    @Test
    void saysWhatIsRecordedOfAVersionInBothLanguagesAndOnNarrowScreens() {
        ModelVersion version = version();
        signIn();
        go("/console/models?model=" + MODEL);
        page.locator("#versions tr[data-version='" + version.number() + "']")
                .getByText("Cartão do modelo")
                .click();
        assertThat(page.locator(".card h1")).containsText("versão " + version.number());
        assertThat(page.locator(".card > .warning")).containsText("Rui");
        assertThat(page.locator(".card > .warning")).containsText("a liquidação não esperou & <b>pronto</b>");
        assertThat(page.locator("#identity"))
                .containsText(version.files().firstEntry().getValue());
        assertThat(page.locator("#data")).containsText(String.valueOf(version.dataset()));
        assertThat(page.locator("#data")).containsText("12345");
        assertThat(page.locator("#columns tbody tr")).hasCount(3);
        assertThat(page.locator("#columns")).containsText("distância em km, em linha reta");
        assertThat(page.locator("#columns")).containsText("14,3%");
        assertThat(page.locator("#training")).containsText("4711");
        assertThat(page.locator("#training")).containsText("num_leaves=15");
        assertThat(page.locator("#measures")).containsText("0,6543");
        assertThat(page.locator("#fairness")).containsText("não conhece grupos");
        assertThat(page.locator("#gate svg rect")).hasCount(2);
        assertThat(page.locator("#trials")).containsText("Não é a hora");
        assertThat(page.locator("#history")).containsText("a liquidação");
        assertThat(page.locator("#replaced")).containsText("0.61");
        assertThat(page.locator("#drift")).containsText("Nada foi registrado");
        assertThat(page.locator("#use")).containsText("Só vale em dezembro.");
        assertThat(page.locator("#use")).containsText("A ordem é uma sugestão a quem procura");
        Accessibility.check(page);
        wholePicture("card");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("#use")).containsText("The order is a suggestion");
        assertThat(page.locator("#columns")).containsText("14.3%");
        wholePicture("card-en");
        for (String language : List.of("pt-BR", "en")) {
            open(new Browser.NewContextOptions().setViewportSize(360, 780).setLocale("pt-BR"));
            signIn();
            go(address(version, "") + "&lang=" + language);
            assertThat(page.locator(".card h1")).isVisible();
            assertNoSidewaysScrolling();
            wholePicture("card-narrow-" + language);
        }
        dark();
        signIn();
        go(address(version, ""));
        wholePicture("card-dark");
        Accessibility.check(page);
    }

    @Test
    void isOneFileThatNeedsNothingElseAndAPdfWithTheSameFigures() throws IOException {
        ModelVersion version = version();
        signIn();
        String html = new String(download(address(version, ".html")), StandardCharsets.UTF_8);
        assertThat(html)
                .contains("<style>", ".card h1", String.valueOf(version.dataset()), "&lt;b&gt;pronto&lt;/b&gt;")
                .doesNotContain("<link", "<script", "src=", "href=", "url(");
        Path pdf = Path.of("target", "pages", "card.pdf");
        Files.createDirectories(pdf.getParent());
        Files.write(pdf, download(address(version, ".pdf")));
        try (PDDocument english = Loader.loadPDF(download(address(version, ".pdf") + "&lang=en"))) {
            assertThat(new PDFTextStripper().getText(english))
                    .contains("Pasted from elsewhere", "<svg/> ]]>", "0.6543");
        }
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text)
                    .contains("Cartão do modelo", "versão " + version.number(), "Liberada por pessoas", "0,6543")
                    .contains("a liquidação não esperou & <b>pronto</b>", "Só vale em dezembro.", "4711")
                    .contains("distância em km, em linha reta", "no mínimo 0,5000", "num_leaves=15");
            assertThat(text.replace(" ", "")).contains(String.valueOf(version.dataset()));
            for (COSName name : document.getPage(0).getResources().getFontNames()) {
                PDFont font = document.getPage(0).getResources().getFont(name);
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                assertThat(font.getName()).contains("DejaVu");
            }
            PDFRenderer renderer = new PDFRenderer(document);
            for (int number = 0; number < document.getNumberOfPages(); number++) {
                ImageIO.write(
                        renderer.renderImageWithDPI(number, 90),
                        "png",
                        Path.of("target", "pages", "card-pdf-" + (number + 1) + ".png")
                                .toFile());
            }
        }
    }

    @Test
    void operatorsWriteOnItAndAnalystsDoNot() {
        ModelVersion version = version();
        signIn(RunningMarketplace.READER);
        go(address(version, ""));
        assertThat(page.locator("#write")).hasCount(0);
        open(new Browser.NewContextOptions().setViewportSize(360, 780).setLocale("pt-BR"));
        signIn();
        go(address(version, ""));
        page.locator("#section").selectOption("ethics");
        page.locator("#text").fill("Ninguém é <b>pior</b> por não ter fotos.");
        assertNoSidewaysScrolling();
        page.locator("#write button").click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(page.locator("#use")).containsText("Ninguém é <b>pior</b> por não ter fotos.");
        Accessibility.check(page);
        page.locator("#section").selectOption("ethics");
        page.locator("#write button").click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(page.locator("#use")).not().containsText("Ninguém é");
    }

    @Test
    void profilesItsDataOnce() throws IOException {
        ModelVersion version = version();
        signIn();
        go(address(version, ""));
        assertThat(page.locator("#columns tbody tr")).hasCount(3);
        Lake lake = marketplace.part(Lake.class);
        Files.delete(
                lake.dataset(String.valueOf(version.dataset())).orElseThrow().file());
        go(address(version, ""));
        assertThat(page.locator("#columns tbody tr")).hasCount(3);
        assertThat(page.locator("#columns")).containsText("14,3%");
    }

    @Test
    void saysOfAVersionMadeElsewhereWhatIsNotKnown() throws IOException {
        RunGroups groups = marketplace.part(RunGroups.class);
        Runs runs = marketplace.part(Runs.class);
        UUID run =
                runs.create(groups.create("credit-" + UUID.randomUUID(), null, Map.of()), "fit", "bia", null, Map.of());
        runs.parameter(run, "C", "0.1");
        runs.metrics(run, List.of(new Runs.Metric("auc", 0, 0.8125)));
        runs.inputs(run, List.of(new RunData.Input("people", "d1g357", "s3", "s3://credit/people", null, null, null)));
        ModelVersion version = marketplace
                .part(Registry.class)
                .register(
                        "crédito",
                        new Registration("s3://elsewhere/credit", null, null, "bia", "Feita à mão", Map.of()),
                        marketplace.part(ArtifactStore.class),
                        new Provenance(null, run, Map.of(), "", Map.of(), Environment.UNKNOWN));
        signIn(RunningMarketplace.READER);
        go(address(version, ""));
        assertThat(page.locator("#identity")).containsText("s3://elsewhere/credit");
        assertThat(page.locator("#identity")).containsText("Não estão aqui");
        assertThat(page.locator("#use")).containsText("Ninguém escreveu sobre isso");
        assertThat(page.locator("#data")).containsText("não se sabe com que dados");
        assertThat(page.locator("#data")).containsText("d1g357");
        assertThat(page.locator("#training")).containsText("C=0.1");
        assertThat(page.locator("#training")).containsText("Não se sabe.");
        assertThat(page.locator("#measures")).containsText("0,8125");
        assertThat(page.locator("#gate")).containsText("Nenhuma aprovação avaliou");
        assertThat(page.locator("#trials")).containsText("Nunca esteve em teste");
        assertThat(page.locator("footer").last()).not().containsText("tino reproduce");
        wholePicture("card-elsewhere");
        try (PDDocument document = Loader.loadPDF(download(address(version, ".pdf")))) {
            assertThat(new PDFTextStripper().getText(document)).contains("crédito", "0,8125", "bia");
        }
        assertThat(page.navigate(marketplace.address("/console/models/card?model=cr%C3%A9dito&version=99"))
                        .status())
                .isEqualTo(404);
    }
}
