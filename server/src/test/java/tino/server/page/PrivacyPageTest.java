package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import tino.lifecycle.contest.Contests;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.privacy.Audit;
import tino.marketplace.professional.Professionals;
import tino.server.security.Accounts;
import tino.server.security.Role;

class PrivacyPageTest extends PageTest {
    private static final String DPO = "dora";
    private static final String REVIEWER = "rita";

    private void signInAs(String login, Role role) {
        try {
            marketplace.part(Accounts.class).create(login, RunningMarketplace.PASSWORD, Set.of(role));
        } catch (DuplicateKeyException there) {
            // From the test before.
        }
        signIn(login);
    }

    @Test
    void aPersonContestsAnAnswerAndAReviewerReplies() {
        go("/?q=eletricista");
        page.locator("a[href$='/contest']").click();
        Pattern address = Pattern.compile(".*/decisions/([0-9a-f-]{36})/contest");
        assertThat(page).hasURL(address);
        String contested = page.url();
        page.locator("main form button").click();
        assertThat(page.locator(".field-error")).isVisible();
        page.locator("#reason").fill("Moro ao lado do terceiro e ele aparece por último.");
        picture("contest");
        Accessibility.check(page);
        page.locator("main form button").click();
        assertThat(page.locator("#contest")).containsText("em análise");
        assertThat(page.locator("main form")).hasCount(0);

        signInAs(REVIEWER, Role.REVIEWER);
        go("/console/privacy");
        Locator waiting = page.locator("#contests li[data-contest]")
                .filter(new Locator.FilterOptions().setHasText("Moro ao lado do terceiro"));
        assertThat(waiting).hasCount(1);
        assertThat(page.locator("input[name=person]")).hasCount(0);
        wholePicture("privacy-reviewer");
        waiting.locator("a").click();
        page.locator("main form button").click();
        assertThat(page.locator(".field-error").first()).isVisible();
        Accessibility.check(page);
        page.locator("input[value=OVERTURNED]").check();
        page.locator("#why").fill("A distância estava errada.");
        picture("contest-answer");
        page.locator("main form button").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/privacy"));

        page.navigate(contested);
        assertThat(page.locator("#contest")).containsText("estava errada");
        assertThat(page.locator("#contest")).containsText("A distância estava errada.");
        var matcher = address.matcher(contested);
        assertThat(matcher.matches()).isTrue();
        UUID decision = UUID.fromString(matcher.group(1));
        assertThat(marketplace
                        .part(EventLog.class)
                        .find(decision, Contests.FEEDBACK)
                        .orElseThrow()
                        .body()
                        .path("verdict")
                        .asString())
                .isEqualTo("overturned");
        // Another browser has nothing to do with it.
        open(new com.microsoft.playwright.Browser.NewContextOptions());
        assertThat(page.navigate(contested).status()).isEqualTo(404);
    }

    @Test
    void anErasureIsWatchedToItsEnd() {
        var professional =
                marketplace.part(Professionals.class).stream().findFirst().orElseThrow();
        signInAs(DPO, Role.ADMIN);
        go("/console/professionals/" + professional.id());
        go("/console/privacy");
        page.locator("#person").fill(professional.userId().toString());
        page.locator("button.danger").click();
        assertThat(page.locator(".notice.bad")).containsText("confirme");
        page.locator("#person").fill("ninguém");
        page.locator("input[name=sure]").check();
        page.locator("button.danger").click();
        assertThat(page.locator(".notice.bad")).containsText("Ninguém é conhecido assim");
        page.locator("#person").fill(professional.userId().toString());
        page.locator("input[name=sure]").check();
        page.locator("button.danger").click();
        Locator erasure = page.locator("#erasures article").first();
        assertThat(erasure).containsText("completo");
        assertThat(erasure).containsText("Não se encontra mais em lugar nenhum");
        assertThat(page.locator("body")).not().containsText(professional.id().toString());
        wholePicture("privacy");
        Accessibility.check(page);
        page.locator("#about").fill(professional.id().toString());
        page.locator("#audit form button").click();
        assertThat(page.locator("#audit tbody")).containsText("GET /console/professionals/{id}");
        assertThat(page.locator("#audit tbody")).containsText("dora");
        assertThat(marketplace.part(Professionals.class).find(professional.id()))
                .isEmpty();
        assertThat(marketplace.part(Audit.class).newest(professional.id().toString(), 10))
                .isNotEmpty();
    }

    @Test
    void fitsANarrowScreenInBothLanguages() {
        narrow();
        signInAs(DPO, Role.ADMIN);
        go("/console/privacy");
        assertNoSidewaysScrolling();
        wholePicture("privacy-narrow");
        go("/console/privacy?lang=en");
        assertThat(page.locator("h1")).hasText("Privacy");
        assertNoSidewaysScrolling();
        page.setViewportSize(360, 800);
        assertNoSidewaysScrolling();
        go("/?q=eletricista");
        page.locator("a[href$='/contest']").click();
        assertThat(page.locator("h1")).hasText("Have a person look at this answer");
        assertNoSidewaysScrolling();
        picture("contest-narrow");
    }
}
