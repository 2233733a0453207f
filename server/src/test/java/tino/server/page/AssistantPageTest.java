package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AssistantPageTest extends PageTest {
    private static final String ACOS = "Qual a diferença entre ACOS e TACOS?";

    private Locator ask(String question) {
        page.locator("#q").fill(question);
        page.locator("#q").press("Enter");
        Locator answer = page.locator(".answered").last();
        assertThat(answer.locator(".meta")).isVisible();
        return answer;
    }

    @Test
    void answersWithoutLeavingThePageAndNamesItsSources() {
        go("/assistant");
        Locator answer = ask(ACOS);
        assertThat(answer.locator(".text")).containsText("ACOS");
        assertThat(answer.locator(".sources li").first()).isVisible();
        assertThat(answer.locator(".meta")).containsText("extractive");
        answer.locator(".rate button").first().click();
        assertThat(answer.locator(".rate button").first()).hasAttribute("aria-pressed", "true");

        answer.locator(".text .cite").first().click();
        assertThat(page).hasURL(Pattern.compile(".*/assistant/passages/.+"));
        assertThat(page.locator(".passage.cited")).containsText("ACOS");
    }

    @Test
    void goesOnWithAConversation() {
        go("/assistant");
        ask("O que é TACOS?");
        assertThat(ask("E como se calcula?").locator(".text")).containsText("TACOS");
        assertThat(page.locator(".asked")).hasCount(2);
    }

    @Test
    void saysWhatTheSourcesDoNotHold() {
        go("/assistant");
        assertThat(ask("Quem descobriu o Brasil?")).hasClass(Pattern.compile(".*refused.*"));
    }

    @Test
    void answersWithoutScripts() {
        go("/assistant?q=" + java.net.URLEncoder.encode(ACOS, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(page.locator(".answered .text")).containsText("ACOS");
        go("/assistant?q=ai");
        assertThat(page.locator(".notice.bad")).containsText("3");
    }

    @Test
    void takesNothingOfAQuestionForMarkup() {
        go("/assistant");
        page.locator("#q").fill("<img src=x onerror=alert(1)> o que é ACOS?");
        page.locator("#q").press("Enter");
        assertThat(page.locator(".asked p").last()).hasText("<img src=x onerror=alert(1)> o que é ACOS?");
        assertThat(page.locator(".turns img")).hasCount(0);
        assertThat(page.locator(".answered").last().locator(".meta")).isVisible();
    }

    @Test
    void theConsoleShowsQuestionsWithoutAnAnswerOnANarrowScreenToo() {
        go("/assistant");
        ask("Quanto custa alugar um galpão em Extrema?");
        narrow();
        signIn();
        go("/console/assistant");
        assertThat(page.locator("#answers")).isVisible();
        assertThat(page.locator("#open tbody tr").first()).isVisible();
        Object wide = page.evaluate("() => document.documentElement.scrollWidth > innerWidth");
        assertThat(wide).isEqualTo(false);
    }
}
