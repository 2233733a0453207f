package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tino.marketplace.Slice;
import tino.marketplace.dispute.Dispute;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.Professionals;
import tino.marketplace.review.Review;
import tino.marketplace.review.Reviews;
import tino.ranking.weight.RankingWeights;

class ConsolePageTest extends PageTest {
    @AfterEach
    void restoreWeights() {
        marketplace.part(RankingWeights.class).reset("test");
    }

    @Test
    void theConsoleAsksWhoIsThere() {
        go("/console/disputes");
        assertThat(page).hasURL(Pattern.compile(".*/login$"));
        Accessibility.check(page);
        picture("login");
        page.getByLabel("Usuário").fill(RunningMarketplace.LOGIN);
        page.getByLabel("Senha").fill("errada-errada");
        page.locator("main button").click();
        assertThat(page.locator(".notice.bad")).isVisible();
        page.getByLabel("Usuário").fill(RunningMarketplace.LOGIN);
        page.getByLabel("Senha").fill(RunningMarketplace.PASSWORD);
        page.locator("main button").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/disputes(\\?continue)?$"));
        page.locator(".tools button").click();
        go("/console");
        assertThat(page).hasURL(Pattern.compile(".*/login$"));
    }

    @Test
    void hiringIsFoundFromTheOverviewAndFromTheStartPage() {
        signIn();
        go("/console");
        assertThat(page.locator(".tiles a[href$='/console/hiring']")).containsText("Previsões de contratação");
        page.locator(".tiles a[href$='/console/hiring']").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/hiring$"));
        go("/");
        page.locator(".footer a[href$='/console/hiring']").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/hiring$"));
    }

    @Test
    void weightsAreTriedOnASearchBeforeTheyAreSaved() {
        signIn();
        go("/console/weights?q=eletricista");
        Locator after = page.locator("#preview ol").nth(1).locator("li");
        List<String> saved = after.allTextContents();
        slide("sim_semantico", "0");
        slide("score_avaliacao", "1");
        assertThat(page.locator("#preview .move").first()).isVisible();
        picture("weights");
        assertThat(marketplace.part(RankingWeights.class).current().of("score_avaliacao"))
                .isEqualTo(.2);
        String promised = after.first().getAttribute("data-id");
        page.getByRole(AriaRole.BUTTON, new com.microsoft.playwright.Page.GetByRoleOptions().setName("Salvar"))
                .click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(marketplace.part(RankingWeights.class).current().of("score_avaliacao"))
                .isEqualTo(1);
        assertThat(page.locator("tbody tr").first()).isVisible();
        assertThat(after.allTextContents()).isNotEqualTo(saved);
        Accessibility.check(page);
        go("/?q=eletricista");
        assertThat(page.locator("#cards .card").first()).hasAttribute("data-id", promised);
    }

    @Test
    void theEnterKeyNeverSavesWeights() {
        signIn();
        go("/console/weights");
        slide("score_avaliacao", "1");
        page.locator("#q").fill("encanador");
        page.locator("#q").press("Enter");
        assertThat(page.locator("#preview ol").first()).isVisible();
        assertThat(marketplace.part(RankingWeights.class).current().of("score_avaliacao"))
                .isEqualTo(.2);
    }

    private void slide(String feature, String value) {
        page.locator("#" + feature).fill(value);
    }

    @Test
    void theOverviewAndTheLearningPageShowWhatRanks() {
        marketplace.release("sim_semantico", .61);
        signIn();
        go("/?q=eletricista");
        go("/console/learning");
        Accessibility.check(page);
        wholePicture("learning");
        go("/console");
        picture("overview");
        Accessibility.check(page);
    }

    @Test
    void aDisputeIsResolvedAfterAQuestion() {
        Disputes disputes = marketplace.part(Disputes.class);
        Dispute open = disputes.list(null, false, null, new Slice(0, 1)).getFirst();
        signIn();
        go("/console/disputes?resolved=false");
        picture("disputes");
        Accessibility.check(page);
        page.onceDialog(Dialog::dismiss);
        page.locator("tbody .button.primary").first().click();
        assertThat(disputes.find(open.id()).orElseThrow().resolved()).isFalse();
        page.onceDialog(Dialog::accept);
        page.locator("tbody .button.primary").first().click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(disputes.find(open.id()).orElseThrow().resolved()).isTrue();
    }

    @Test
    void profilesAreFoundFilteredAndPaged() {
        signIn();
        go("/console/professionals");
        assertThat(page.locator("tbody tr")).hasCount(25);
        picture("professionals");
        Accessibility.check(page);
        page.locator("[rel=next]").click();
        assertThat(page).hasURL(Pattern.compile(".*offset=25$"));
        page.locator("#category").selectOption("Encanador");
        page.waitForURL(url -> url.contains("category=Encanador"));
        assertThat(page.locator("tbody td:nth-child(2)").allTextContents()).containsOnly("Encanador");
    }

    @Test
    void aProfileIsMadeChangedAndDeleted() {
        Professionals professionals = marketplace.part(Professionals.class);
        signIn();
        go("/console/professionals/new");
        page.getByText("Salvar").click();
        assertThat(page.locator(".field-error").first()).isVisible();
        page.locator("#title").fill("Poda de bonsais");
        page.locator("#description").fill("Podo bonsais e outras árvores pequenas em toda a cidade.");
        page.locator("#category").selectOption("Jardineiro");
        page.locator("#price_min").fill("1.234,50");
        page.locator("[id='location.lat']").fill("-23.5");
        page.locator("[id='location.lon']").fill("-46.6");
        wholePicture("professional");
        Accessibility.check(page);
        page.getByText("Salvar").click();
        assertThat(page.locator(".notice.good")).isVisible();
        Professional made = professionals
                .list(new Professionals.Selection("Poda de bonsais", null, null), new Slice(0, 1))
                .getFirst();
        assertThat(made.priceMin()).isEqualByComparingTo(new BigDecimal("1234.50"));
        assertThat(page.locator("#title")).hasValue("Poda de bonsais");
        assertThat(page.locator("#description")).hasValue("Podo bonsais e outras árvores pequenas em toda a cidade.");
        page.locator("[name=kyc_verified]").check();
        page.getByText("Salvar").click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(professionals.get(made.id()).kycVerified()).isTrue();
        page.onceDialog(Dialog::accept);
        page.getByText("Excluir").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/professionals$"));
        assertThat(professionals.find(made.id())).isEmpty();
    }

    @Test
    void reviewsAndMessagesAreSearchedAndEdited() {
        Reviews reviews = marketplace.part(Reviews.class);
        signIn();
        go("/console/reviews?stars=5");
        Accessibility.check(page);
        assertThat(page.locator("tbody tr").first()).isVisible();
        picture("reviews");
        page.locator("tbody .button").first().click();
        page.locator("#comment").fill("Revisto pela operação.");
        page.locator("#stars").selectOption("4");
        page.getByText("Salvar").click();
        assertThat(page.locator(".notice.good")).isVisible();
        go("/console/reviews?text=Revisto+pela");
        assertThat(page.locator("tbody tr")).hasCount(1);
        Review edited = reviews.list(null, 4, "Revisto pela", new Slice(0, 1)).getFirst();
        assertThat(edited.comment()).isEqualTo("Revisto pela operação.");
        go("/console/messages");
        Accessibility.check(page);
        picture("messages");
        page.locator("tbody .button").first().click();
        page.onceDialog(Dialog::accept);
        page.getByText("Excluir").click();
        assertThat(page.locator(".notice.good")).isVisible();
    }

    @Test
    void fitsANarrowScreen() {
        narrow();
        signIn();
        for (String room : List.of(
                "", "/learning", "/weights?q=eletricista", "/professionals", "/reviews", "/messages", "/disputes")) {
            go("/console" + room);
            assertNoSidewaysScrolling();
            picture("console" + room.replaceAll("\\W+", "-").replaceAll("-q-.*", "") + "-narrow");
        }
    }

    @Test
    void whatIsNotThereIsSaidInTheFrame() {
        signIn();
        assertThat(page.navigate(marketplace.address("/nada")).status()).isEqualTo(404);
        assertThat(page.locator(".status")).hasText("404");
        picture("404");
        Accessibility.check(page);
        assertThat(page.navigate(marketplace.address("/console/disputes/999999999"))
                        .status())
                .isEqualTo(404);
        assertThat(page.navigate(marketplace.address("/console/disputes/abc")).status())
                .isEqualTo(400);
        assertThat(page.locator("header")).isVisible();
        go("/console/disputes");
        page.evaluate("document.querySelectorAll('[name=_csrf]').forEach(token => token.value = 'x')");
        page.onceDialog(Dialog::accept);
        page.locator("tbody .button.primary").first().click();
        assertThat(page.locator(".status")).hasText("403");
    }
}
