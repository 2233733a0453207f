package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.alert.AlertWatch;
import tino.lifecycle.alert.Alerts;
import tino.lifecycle.alert.Silence;
import tino.lifecycle.alert.Silences;
import tino.lifecycle.database.Database;
import tino.lifecycle.schedule.Jobs;

class AlertsPageTest extends PageTest {
    private static final String RULE = "JobFailing";

    /** The watch does not run by the clock here: it looks when a test says so. */
    private void look() {
        assertThat(marketplace.part(AlertWatch.class).tick()).isTrue();
    }

    /** As a process leaves it that dies while it works. */
    @BeforeEach
    void aJobIsLost() {
        marketplace
                .part(Database.class)
                .sql()
                .sql("INSERT INTO job_execution (job, who, started_at) VALUES ('metrics', 'clock', now())")
                .update();
        look();
    }

    @AfterEach
    void allIsWellAgain() {
        marketplace.part(Jobs.class).run("metrics");
        look();
        Silences silences = marketplace.part(Silences.class);
        silences.active().forEach(silence -> silences.end(silence.id(), "test"));
    }

    private Locator card() {
        return page.locator("[data-alert=" + RULE + "]");
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @Test
    void whatFiresIsShownWithEveryRule() {
        signIn();
        go("/console/alerts");
        assertThat(card()).containsText("disparado");
        assertThat(card()).containsText("falhou da última vez");
        assertThat(card()).containsText("docs/operations.md#jobfailing");
        assertThat(page.locator("#rules [data-rule]"))
                .hasCount(marketplace.part(AlertWatch.class).rules().size());
        assertThat(page.locator("[data-rule=SearchLatencyHigh]")).containsText("tudo bem");
        assertThat(page.locator("[data-rule=SearchLatencyHigh] code")).containsText("histogram_quantile(0.95");
        Accessibility.check(page);
        wholePicture("alerts");
        page.locator("[data-language=en]").click();
        assertThat(card()).containsText("failed the last time");
        wholePicture("alerts-en");
    }

    @Test
    void thePageFollowsWhatHappens() {
        signIn();
        go("/console/alerts");
        assertThat(card()).isVisible();
        marketplace.part(Jobs.class).run("metrics");
        look();
        assertThat(card()).hasCount(0);
        assertThat(page.locator("[data-past=" + RULE + "]").first()).isVisible();
        wholePicture("alerts-quiet");
    }

    @Test
    void aSilenceWantsAReasonAndCanBeEnded() {
        signIn();
        go("/console/alerts");
        card().getByText("Silenciar").click();
        assertThat(page.locator("h1")).containsText("Silenciar " + RULE);
        Accessibility.check(page);
        picture("silence");
        press("Silenciar");
        assertThat(page.locator(".field-error")).isVisible();
        assertThat(marketplace.part(Silences.class).active()).isEmpty();
        page.locator("#hours").selectOption("24");
        page.locator("#reason").fill("Manutenção <b>hoje</b>");
        press("Silenciar");
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(card()).containsText("silenciado até");
        assertThat(page.locator("[data-silence=" + RULE + "]")).containsText("Manutenção <b>hoje</b>");
        Silence silence = marketplace.part(Silences.class).active().getFirst();
        assertThat(silence.who()).isEqualTo(RunningMarketplace.LOGIN);
        assertThat(silence.until()).isEqualTo(silence.begins().plusSeconds(24 * 3600));
        Accessibility.check(page);
        wholePicture("alerts-silenced");
        page.locator("[data-silence=" + RULE + "] button").click();
        assertThat(page.locator("[data-silence=" + RULE + "]")).hasCount(0);
        assertThat(marketplace
                        .part(Silences.class)
                        .silence(silence.id())
                        .orElseThrow()
                        .endedBy())
                .isEqualTo(RunningMarketplace.LOGIN);
    }

    @Test
    void whoMayOnlyReadSilencesNothing() {
        signIn(RunningMarketplace.READER);
        go("/console/alerts");
        assertThat(card()).isVisible();
        assertThat(page.locator("main form, main a.button")).hasCount(0);
        assertThat(page.navigate(marketplace.address("/console/alerts/silence/" + RULE))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        signIn();
        assertThat(page.navigate(marketplace.address("/console/alerts/silence/NoSuchRule"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void fitsANarrowScreen() {
        assertThat(marketplace.part(Alerts.class).open()).isNotEmpty();
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        go("/console/alerts");
        assertNoSidewaysScrolling();
        wholePicture("alerts-narrow");
        go("/console/alerts/silence/" + RULE);
        assertNoSidewaysScrolling();
        picture("silence-narrow");
    }
}
