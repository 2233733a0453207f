package tino.marketplace.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Turns a template into a text. {@code {slot}} is filled in, {@code (o|a)} agrees with the person's gender, {@code <a|b|>}
 * is one of the alternatives, which may hold slots and agreements themselves.
 */
final class Wording {
    // An alternative that is empty leaves a space too many.
    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final Pattern BEFORE_MARK = Pattern.compile(" ([,.?!])");

    private final Map<String, String> slots;
    private final boolean feminine;
    private final RandomGenerator random;

    Wording(Map<String, String> slots, boolean feminine, RandomGenerator random) {
        this.slots = slots;
        this.feminine = feminine;
        this.random = random;
    }

    /** One of the templates, worded. */
    String one(List<String> templates) {
        return of(templates.get(random.nextInt(templates.size())));
    }

    /** @throws IllegalArgumentException if the template has an unknown slot or an unclosed bracket, quoting it */
    String of(String template) {
        StringBuilder text = new StringBuilder();
        append(template, text);
        return text.toString()
                .replaceAll(" {2,}", " ")
                .replaceAll(" ([,.?!])", "$1")
                .strip();
    }

    private void append(String template, StringBuilder text) {
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            int end = switch (c) {
                case '{' -> closing(template, at, '}');
                case '<' -> closing(template, at, '>');
                case '(' -> agreementEnd(template, at);
                default -> at;
            };
            String inner = end > at ? template.substring(at + 1, end) : "";
            if (end == at) {
                text.append(c);
            } else if (c == '{') {
                append(slot(inner, template), text); // titles and trade words may agree with the gender, too
            } else if (c == '(') {
                int bar = inner.indexOf('|');
                text.append(feminine ? inner.substring(bar + 1) : inner.substring(0, bar));
            } else {
                List<String> alternatives = alternatives(inner);
                append(alternatives.get(random.nextInt(alternatives.size())), text);
            }
            at = end + 1;
        }
    }

    private String slot(String name, String template) {
        String value = slots.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "Template \"" + template + "\" has the slot {" + name + "}, known are " + slots.keySet());
        }
        return value;
    }

    /** Parts between bars, those of agreements left alone. */
    private static List<String> alternatives(String inner) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < inner.length(); i++) {
            switch (inner.charAt(i)) {
                case '(', '<' -> depth++;
                case ')', '>' -> depth--;
                case '|' -> {
                    if (depth == 0) {
                        parts.add(inner.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(inner.substring(start));
        return parts;
    }

    /** The end of {@code (o|a)}, or {@code open} itself where the parenthesis is an ordinary one. */
    private static int agreementEnd(String template, int open) {
        int close = template.indexOf(')', open);
        int bar = template.indexOf('|', open);
        return close > 0 && bar > 0 && bar < close && template.indexOf('<', open) != open + 1 ? close : open;
    }

    private static int closing(String template, int open, char bracket) {
        char opening = template.charAt(open);
        int depth = 0;
        for (int i = open; i < template.length(); i++) {
            if (template.charAt(i) == opening) {
                depth++;
            } else if (template.charAt(i) == bracket && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("Template \"" + template + "\" opens a " + opening + " at " + open
                + " and never closes it; maybe a " + bracket + " is missing.");
    }
}
