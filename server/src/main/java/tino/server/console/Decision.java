package tino.server.console;

import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;

/**
 * A page that asks somebody whether, and why, before anything is done.
 *
 * @param key of its texts, under {@code decision.}
 * @param action where the answer goes, with the reason
 * @param fields sent along unseen
 * @param back where whoever does not want to goes
 * @param danger whether it takes something away
 */
record Decision(
        String key, String model, int version, String action, Map<String, ?> fields, String back, boolean danger) {

    private static final String VIEW = "console/decision";

    /** The room of the console that it belongs to. */
    public String room() {
        return back.split("[/?]", 4)[2];
    }

    /** @return the view */
    String ask(Model page) {
        page.addAttribute("decision", this);
        page.addAttribute("form", Map.of());
        page.addAttribute("problems", List.of());
        return VIEW;
    }

    /** Again, because no reason was given. */
    String askForReason(Model page) {
        ask(page);
        page.addAttribute("problems", List.of("reason"));
        return VIEW;
    }
}
