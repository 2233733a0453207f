package tino.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What can be seen of accessibility from a page itself: names, labels, structure, contrast (WCAG 2.2 AA). */
final class Accessibility {
    private static final String RULES = read();

    private Accessibility() {}

    static void check(Page page) {
        @SuppressWarnings("unchecked")
        List<String> faults = (List<String>) page.evaluate(RULES);
        assertThat(faults).as("accessibility of %s", page.url()).isEmpty();
    }

    private static String read() {
        try (InputStream file = Accessibility.class.getResourceAsStream("accessibility.js")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
