package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.hiring.classifier.HiringClassifier;
import tino.hiring.feature.Features;
import tino.hiring.prediction.HiringPredictions;
import tino.hiring.simulate.HiringHttp;
import tino.lifecycle.contest.Contest;
import tino.lifecycle.contest.Contests;
import tino.lifecycle.database.BulkCopy;
import tino.lifecycle.database.Database;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.serving.Serving;
import tino.prediction.learn.ClassifierPipeline;
import tino.server.security.ApiKeys;
import tino.server.security.Scope;

class HiringPageTest extends PageTest {
    private static final int APPLICANTS = 6_000;

    private final SplittableRandom random = new SplittableRandom(3);

    /** A classifier that learned from applicants of whom English and Excel decide most. */
    @BeforeEach
    void learn() {
        if (marketplace.part(HiringPredictions.class).champion().isPresent()) {
            return;
        }
        Instant now = marketplace.part(InstantSource.class).instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try (BulkCopy copy = BulkCopy.into(
                marketplace.part(Database.class),
                "gold_applicants (codigo, person, target, decided_at, sex, " + Features.COLUMNS + ")")) {
            for (int i = 0; i < APPLICANTS; i++) {
                float[] row = applicant();
                double logOdds = -3
                        + 3.2 * row[HiringClassifier.LAYOUT.index("ingl_avancado")]
                        + 2.4 * row[HiringClassifier.LAYOUT.index("cv_excel_avancado")];
                copy.value("" + i)
                        .value("person-" + i)
                        .value(random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0)
                        .value(today.minusDays(1 + 600L * (APPLICANTS - i) / APPLICANTS))
                        .value(random.nextBoolean() ? "F" : "M");
                for (float value : row) {
                    copy.value(value);
                }
                copy.endRow();
            }
            copy.finish();
        }
        assertThat(marketplace
                        .part(Pipelines.class)
                        .run(
                                marketplace.part(ClassifierPipeline.class),
                                Period.endingAt(now, Duration.ofDays(1)),
                                "test",
                                Progress.SILENT)
                        .outcome())
                .isEqualTo(RunOutcome.REGISTERED);
        marketplace.part(Serving.class).refresh();
    }

    /** The other pages' tests know one model. */
    @AfterAll
    static void forget() {
        Registry registry = marketplace.part(Registry.class);
        registry.remove(HiringClassifier.MODEL, Registry.CHAMPION, "test", "The tests of hiring are over");
        registry.delete(HiringClassifier.MODEL, "test");
        Database database = marketplace.part(Database.class);
        database.sql().sql("TRUNCATE gold_applicants").update();
        database.sql()
                .sql("DELETE FROM event WHERE model = ?")
                .param(HiringClassifier.MODEL)
                .update();
        marketplace.part(Serving.class).refresh();
    }

    private float[] applicant() {
        float[] row = new float[HiringClassifier.LAYOUT.size()];
        for (int column = 0; column < row.length; column++) {
            row[column] = random.nextInt(2);
        }
        row[HiringClassifier.LAYOUT.index(HiringClassifier.SALARY)] = 2_000 + random.nextInt(8_000);
        return row;
    }

    private UUID predict(int count) {
        String key = marketplace
                .part(ApiKeys.class)
                .create("pages " + UUID.randomUUID(), EnumSet.of(Scope.PREDICT), null, "test")
                .secret();
        UUID last = new UUID(0, 0);
        try (HiringHttp http = new HiringHttp(URI.create(marketplace.address("/")), key)) {
            for (int i = 0; i < count; i++) {
                HiringHttp.Answer answer = http.predict("page-" + random.nextInt(1_000_000), applicant());
                if (i % 3 > 0) {
                    http.feedback(answer.decision(), random.nextDouble() < answer.probability());
                }
                last = answer.decision();
            }
        }
        return last;
    }

    private void figures() {
        assertThat(page.locator("#reliability circle").first()).isVisible();
        assertThat(page.locator("#modes tbody tr")).hasCount(3);
        assertThat(page.locator("#newest tbody tr").first()).isVisible();
    }

    @Test
    void saysWhatAnotherThresholdWouldComeToWithoutSavingIt() {
        predict(40);
        signIn();
        go("/console/hiring");
        figures();
        Locator volume = page.locator("[data-of=volume]");
        String before = volume.textContent();
        page.locator("#at").fill("0.05");
        assertThat(page.locator("[data-of=threshold]")).hasText("0,05");
        assertThat(volume).not().hasText(before);
        assertThat(volume)
                .hasText(page.locator("#points tbody tr")
                        .nth(4)
                        .locator("td")
                        .nth(3)
                        .textContent());
        page.locator("#at").fill("0.5");
        Accessibility.check(page);
        wholePicture("hiring");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("h1")).hasText("Hiring");
        wholePicture("hiring-en");
    }

    @Test
    void fitsANarrowScreen() {
        predict(5);
        narrow();
        page.setViewportSize(360, 780);
        signIn(RunningMarketplace.READER);
        go("/console/hiring");
        figures();
        assertNoSidewaysScrolling();
        wholePicture("hiring-narrow");
    }

    @Test
    void explainsADecisionToThePersonWhoAsksForAHuman() {
        UUID decision = predict(1);
        go("/decisions/" + decision);
        assertThat(page.locator("h1")).hasText("A decisão sobre uma candidatura");
        assertThat(page.locator("#answer")).containsText("Chance estimada de contratação");
        assertThat(page.locator("#reasons li").first()).isVisible();
        assertThat(page.locator("main")).not().containsText("cv_");
        Accessibility.check(page);
        wholePicture("candidacy");
        page.locator("#review button").click();
        assertThat(page.locator("#reason-problem")).isVisible();
        page.locator("#reason").fill("Tenho certificado de inglês avançado que não está no cadastro.");
        page.locator("#review button").click();
        assertThat(page.locator("#review .badge")).hasText("aguarda uma pessoa");
        signIn();
        go("/console/hiring");
        assertThat(page.locator("#waiting li").first()).isVisible();
        Contests contests = marketplace.part(Contests.class);
        contests.answer(
                contests.of(decision).orElseThrow().id(), Contest.Verdict.UPHELD, "Vimos o certificado.", "ana");
        go("/decisions/" + decision);
        assertThat(page.locator("#review .badge")).hasText("revisada: a decisão foi mantida");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("h1")).hasText("The decision about an application");
        wholePicture("candidacy-en");
        page.setViewportSize(360, 780);
        assertNoSidewaysScrolling();
        wholePicture("candidacy-narrow");
    }

    @Test
    void accountsForAPredictionInTheConsole() {
        UUID decision = predict(1);
        signIn();
        go("/console/decisions/" + decision);
        assertThat(page.locator(".explained")).hasCount(1);
        assertThat(page.locator(".explained .notice.warn")).hasCount(0);
        assertThat(page.locator(".contributions")).containsText("Soma");
        wholePicture("prediction-account");
    }
}
