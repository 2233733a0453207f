package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.registry.ModelVersion;

class SearchPageTest extends PageTest {
    private static final Pattern DECISION = Pattern.compile("decision=([0-9a-f-]{36})");

    private Locator cards() {
        return page.locator("#cards .card");
    }

    @Test
    void aSearchShowsCardsAndPutsItselfIntoTheAddress() {
        go("/");
        picture("search-empty");
        page.getByRole(com.microsoft.playwright.options.AriaRole.SEARCHBOX).fill("instalar chuveiro elétrico");
        page.keyboard().press("Enter");
        assertThat(cards().first()).isVisible();
        assertThat(cards()).hasCount(30);
        assertThat(page)
                .hasURL(Pattern.compile(
                        ".*\\?q=instalar\\+chuveiro\\+el%C3%A9trico$|.*\\?q=instalar%20chuveiro%20el%C3%A9trico$"));
        assertThat(page).hasTitle("instalar chuveiro elétrico · Tino");
        Locator first = cards().first();
        assertThat(first.locator(".card-price")).containsText("R$");
        assertThat(first.locator("[role=meter]")).isVisible();
        first.locator("summary").click();
        assertThat(first.locator(".why li").first()).not().isEmpty();
        picture("search");
    }

    @Test
    void goingBackShowsTheSearchBefore() {
        go("/?q=eletricista");
        page.locator("#q").fill("fotos de casamento");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("casamento"));
        page.goBack();
        assertThat(page.locator("#q")).hasValue("eletricista");
        assertThat(cards().first()).isVisible();
    }

    @Test
    void filtersTakeEffectAtOnce() {
        go("/?q=conserto+em+casa");
        page.locator("#cat").selectOption("Encanador");
        page.waitForURL(url -> url.contains("cat=Encanador"));
        assertThat(page.locator(".card-meta > span:first-child").first()).hasText("Encanador");
        assertThat(page.locator(".card-meta > span:first-child").allTextContents())
                .containsOnly("Encanador");
        page.locator("#price_max").fill("150,50");
        page.locator("#price_max").blur();
        page.waitForURL(url -> url.contains("price_max=150"));
        page.waitForCondition(() -> prices().stream().allMatch(price -> price <= 150.5));
        assertThat(prices()).isNotEmpty();
    }

    private List<Double> prices() {
        return page.locator(".card-price strong").allTextContents().stream()
                .map(text -> Double.valueOf(text.replaceAll("[^0-9,]", "").replace(',', '.')))
                .toList();
    }

    @Test
    void theBrowsersPlaceGivesDistances() {
        open(new Browser.NewContextOptions()
                .setLocale("pt-BR")
                .setGeolocation(-23.55, -46.63)
                .setPermissions(List.of("geolocation")));
        go("/?q=eletricista");
        page.locator("#locate").click();
        page.waitForURL(url -> url.contains("lat=-23.55"));
        assertThat(page.locator(".card-distance").first()).containsText("km");
    }

    @Test
    void moreResultsFollowOneAnother() {
        go("/?q=preciso+de+ajuda");
        assertThat(cards()).hasCount(30);
        page.locator("#more a").click();
        assertThat(cards()).hasCount(60);
        List<?> ids = (List<?>) page.evaluate("[...document.querySelectorAll('#cards .card')].map(c => c.dataset.id)");
        assertThat(ids).hasSize(60).doesNotHaveDuplicates();
        assertThat(cards().nth(30)).hasAttribute("data-position", "31");
    }

    @Test
    void openingAProfileIsTheClickAndQuotesFollow() {
        go("/?q=eletricista");
        Locator link = cards().nth(2).locator("h2 a");
        String item = cards().nth(2).getAttribute("data-id");
        var decided = DECISION.matcher(link.getAttribute("href"));
        assertThat(decided.find()).isTrue();
        UUID decision = UUID.fromString(decided.group(1));
        link.click();
        assertThat(page.locator("h1")).not().isEmpty();
        Event click = marketplace.part(EventLog.class).find(decision, "click").orElseThrow();
        assertThat(click.item()).isEqualTo(item);
        assertThat(click.body().path("position").asInt()).isEqualTo(3);
        page.reload();
        wholePicture("profile");
        page.getByText("Pedir orçamento").click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(marketplace.part(EventLog.class).find(decision, "quote")).isPresent();
        page.getByText("Contratar").click();
        assertThat(page.locator(".notice.good")).isVisible();
        assertThat(marketplace.part(EventLog.class).find(decision, "contract")).isPresent();
    }

    @Test
    void whatCannotBeMeantIsSaidBesideTheField() {
        go("/?q=eletricista&price_max=barato&lat=91");
        assertThat(page.locator("#price_max-error")).isVisible();
        assertThat(page.locator("#lat-error")).isVisible();
        assertThat(page.locator("#price_max")).hasAttribute("aria-invalid", "true");
        picture("search-problems");
    }

    @Test
    void whoFindsNobodyIsToldWhatToTry() {
        go("/?q=eletricista&price_max=0");
        assertThat(page.locator(".empty")).isVisible();
        picture("search-nobody");
        page.locator(".empty a").click();
        assertThat(cards().first()).isVisible();
    }

    @Test
    void aServerThatIsAwayOrBusyIsSaidInPlaceOfTheResults() {
        go("/?q=eletricista");
        page.route(url -> url.contains("q=encanador"), Route::abort);
        page.locator("#q").fill("encanador");
        page.keyboard().press("Enter");
        assertThat(page.locator("#results .notice.bad")).isVisible();
        page.route(
                url -> url.contains("q=pintor"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(429)
                        .setContentType("application/problem+json")
                        .setBody("{\"status\":429}")));
        page.locator("#q").fill("pintor");
        page.keyboard().press("Enter");
        assertThat(page.locator("#results .notice.warn")).isVisible();
        picture("search-busy");
        page.locator("#q").fill("marceneiro");
        page.keyboard().press("Enter");
        assertThat(cards().first()).isVisible();
    }

    @Test
    void theLanguageChangesAndStays() {
        go("/?q=eletricista");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page).hasURL(Pattern.compile(".*/\\?q=eletricista$"));
        assertThat(page.locator("#search button[type=submit]").first()).hasText("Search");
        go("/login");
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    @Test
    void aBrowserInEnglishIsAnsweredInEnglish() {
        open(new Browser.NewContextOptions().setLocale("en-GB"));
        go("/");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        open(new Browser.NewContextOptions().setLocale("de-DE"));
        go("/");
        assertThat(page.locator("html")).hasAttribute("lang", "pt-BR");
    }

    @Test
    void allWorksWithoutScripting() {
        open(new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("pt-BR"));
        go("/");
        page.locator("#q").fill("vazamento embaixo da pia");
        page.locator("#cat").selectOption("Encanador");
        page.locator(".search-bar button").click();
        assertThat(cards().first()).isVisible();
        assertThat(page.locator(".card-meta > span:first-child").first()).hasText("Encanador");
        go("/?q=preciso+de+ajuda");
        page.locator("#more a").click();
        assertThat(cards().first()).hasAttribute("data-position", "31");
        page.locator(".card h2 a").first().click();
        assertThat(page.locator("h1")).isVisible();
    }

    @Test
    void fitsANarrowScreen() {
        narrow();
        go("/");
        assertNoSidewaysScrolling();
        picture("search-empty-narrow");
        go("/?q=eletricista&lat=-23.55&lon=-46.63");
        assertThat(cards().first()).isVisible();
        assertNoSidewaysScrolling();
        picture("search-narrow");
        page.setViewportSize(360, 740);
        assertNoSidewaysScrolling();
        page.locator(".card h2 a").first().click();
        page.locator("h1").waitFor();
        assertNoSidewaysScrolling();
        picture("profile-narrow");
    }

    @Test
    void isReadableInTheDark() {
        dark();
        go("/?q=eletricista");
        assertThat(cards().first()).isVisible();
        Accessibility.check(page);
        picture("search-dark");
    }

    @Test
    void isAccessible() {
        go("/");
        Accessibility.check(page);
        go("/?q=eletricista&lat=-23.55&lon=-46.63");
        Accessibility.check(page);
        page.locator(".card h2 a").first().click();
        page.locator("h1").waitFor();
        Accessibility.check(page);
    }

    @Test
    void theKeyboardReachesTheSearchAndTheContent() {
        go("/?q=eletricista");
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasAttribute("href", "#main");
        page.keyboard().press("Enter");
        assertThat(page.locator(":focus")).hasAttribute("id", "main");
    }

    @Test
    void scriptsFromElsewhereAreRefused() {
        BrowserContext context = browser.newContext();
        try (context) {
            Page other = context.newPage();
            other.navigate(marketplace.address("/"));
            assertThat((Boolean) other.evaluate("""
                    () => new Promise(done => {
                      document.addEventListener('securitypolicyviolation', () => done(true));
                      const script = document.createElement('script');
                      script.textContent = 'window.ran = true';
                      document.head.append(script);
                      setTimeout(() => done(window.ran !== true), 500);
                    })""")).isTrue();
        }
    }

    @Test
    void aResultSaysWhyItStandsWhereItDoesInTheWordsOfWhoOrderedTheList() {
        ModelVersion version = marketplace.release("score_proximidade", .61);
        page.waitForCondition(() -> {
            go("/?q=eletricista&lat=-23.55&lon=-46.63&radius_km=50");
            return page.locator("#results .results-head .badge")
                    .textContent()
                    .contains(String.valueOf(version.number()));
        });
        Locator first = cards().first();
        assertThat(first.locator(".why .reasons li").first()).isHidden();
        first.locator("summary").click();
        // The model likes who is near, and nothing else.
        assertThat(first.locator(".why .for li")).hasCount(1);
        assertThat(first.locator(".why .for li")).containsText("km");
        assertThat(first.locator(".why")).containsText("A favor");
        Accessibility.check(page);
        picture("search-why");
        Locator last = cards().last();
        last.locator("summary").click();
        assertThat(last.locator("div.reasons")).isVisible();
        page.locator("[data-language=en]").click();
        cards().first().locator("summary").click();
        assertThat(cards().first().locator(".why")).containsText("Speaks for it");
        assertThat(page.request()
                        .get(marketplace.address("/why/" + UUID.randomUUID() + "/nobody"))
                        .status())
                .isEqualTo(404);
    }
}
