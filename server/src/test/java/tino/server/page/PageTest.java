package tino.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A page in a real browser against the whole server. Every test also fails on anything the browser complains about: errors in
 * scripts, violations of the content policy, files that are not there.
 */
@ExtendWith(OneBrowserAndServer.class)
abstract class PageTest {
    /** Chromium reports a page's own answer of 4xx or 5xx, and what a test cut off, like a failed file. */
    private static final Pattern ANSWERED = Pattern.compile(
            "Failed to load resource: (.* status of (400|403|404|410|422|429|503).*|net::ERR_FAILED)|htmx:(afterRequest|sendError),.*|Response Status Error Code 429 .*");

    /** Milliseconds; a machine that builds something else besides is slow. */
    private static final double PATIENCE = 30_000;

    static RunningMarketplace marketplace;
    static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    Page page;

    @BeforeAll
    static void take(RunningMarketplace running, Browser one) {
        marketplace = running;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        browser = one;
    }

    @BeforeEach
    void open() {
        open(new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("pt-BR"));
    }

    /** Another window in place of the one there is. */
    final void open(Browser.NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !ANSWERED.matcher(message.text()).matches()) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
    }

    final void narrow() {
        open(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setLocale("pt-BR")
                .setHasTouch(true));
    }

    final void dark() {
        open(new Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setLocale("pt-BR")
                .setColorScheme(ColorScheme.DARK));
    }

    final void go(String path) {
        page.navigate(marketplace.address(path));
    }

    /** As an operator. */
    final void signIn() {
        signIn(RunningMarketplace.LOGIN);
    }

    final void signIn(String login) {
        go("/login");
        page.getByLabel("Usuário").fill(login);
        page.getByLabel("Senha").fill(RunningMarketplace.PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    /** Keeps a picture in target/pages. */
    final void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pages", name + ".png")));
    }

    final void wholePicture(String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "pages", name + ".png")));
    }

    final void assertNoSidewaysScrolling() {
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of %s", page.url())
                .isLessThanOrEqualTo((Integer) page.evaluate("document.documentElement.clientWidth"));
    }

    @AfterEach
    final void close(TestInfo test) {
        context.close();
        marketplace.withoutChampion();
        assertThat(complaints)
                .as("what the browser complained about in %s", test.getDisplayName())
                .isEmpty();
    }
}
