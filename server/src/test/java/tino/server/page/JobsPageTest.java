package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.schedule.JobExecution;
import tino.lifecycle.schedule.Jobs;

class JobsPageTest extends PageTest {
    private Locator job(String name) {
        return page.locator("[data-job=" + name + "]");
    }

    @Test
    void aJobIsDoneNowAfterAQuestion() {
        signIn();
        go("/console/jobs");
        assertThat(page.locator("[data-job]"))
                .hasCount(marketplace.part(Jobs.class).names().size());
        assertThat(page.locator("[data-job] .small:empty")).hasCount(0);
        Accessibility.check(page);
        job("report").getByText("Executar agora").click();
        assertThat(page.locator("h1")).containsText("Relatório da semana");
        Accessibility.check(page);
        picture("job");
        page.getByText("Agora não").click();
        assertThat(page.locator("[data-past=report]")).hasCount(0);
        job("report").getByText("Executar agora").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Executar agora"))
                .click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(job("report")).containsText("feito");
        assertThat(page.locator("[data-past=report]")).containsText(RunningMarketplace.LOGIN);
        wholePicture("jobs");
        page.locator("[data-language=en]").click();
        assertThat(job("training")).containsText("Training");
        wholePicture("jobs-en");
    }

    @Test
    void whatFailedSaysWhyAndIsTriedAgain() {
        marketplace
                .part(Database.class)
                .sql()
                .sql("INSERT INTO job_execution (job, who, started_at, ended_at, outcome, message)"
                        + " VALUES ('metrics', 'clock', now(), now(), 'failed', 'Sem <b>banco</b>')")
                .update();
        signIn();
        go("/console/jobs");
        assertThat(job("metrics")).containsText("falhou");
        assertThat(page.locator("[data-past=metrics]").first()).containsText("Sem <b>banco</b>");
        job("metrics").getByText("Tentar de novo").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Executar agora"))
                .click();
        assertThat(job("metrics")).containsText("feito");
        List<JobExecution> last = marketplace.part(Jobs.class).executions(1);
        assertThat(last.getFirst().who()).isEqualTo(RunningMarketplace.LOGIN);
    }

    @Test
    void whoMayOnlyReadBeginsNothing() {
        signIn(RunningMarketplace.READER);
        go("/console/jobs");
        assertThat(job("training")).isVisible();
        assertThat(page.locator("main form, main a.button")).hasCount(0);
        assertThat(page.navigate(marketplace.address("/console/jobs/training/run"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        signIn();
        assertThat(page.navigate(marketplace.address("/console/jobs/nothing/run"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void fitsANarrowScreen() {
        marketplace.part(Jobs.class).run("metrics");
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        go("/console/jobs");
        assertNoSidewaysScrolling();
        wholePicture("jobs-narrow");
    }
}
