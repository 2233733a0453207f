package tino.language.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What kind of question it is, by patterns. */
final class QuestionClasses {
    static final String OTHER = "other";

    /** For questions in Portuguese, some in English. */
    static final Map<String, List<String>> STANDARD = standard();

    private record Named(String name, Pattern pattern) {}

    private final List<Named> patterns = new ArrayList<>();

    QuestionClasses(Map<String, List<String>> classes) {
        classes.forEach((name, texts) -> texts.forEach(text -> {
            try {
                patterns.add(new Named(name, Pattern.compile(text, Pattern.UNICODE_CHARACTER_CLASS)));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "The pattern '" + text + "' of the question class " + name + " cannot be read: "
                                + e.getDescription(),
                        e);
            }
        }));
    }

    private static Map<String, List<String>> standard() {
        Map<String, List<String>> classes = new LinkedHashMap<>();
        classes.put(
                "comparison",
                List.of(
                        "\\bdiferenças?\\b",
                        "\\bversus\\b",
                        "\\bvs\\b",
                        "\\bcompar",
                        "\\bmelhor\\b.*\\bou\\b",
                        "\\bdifference\\b"));
        classes.put("calculation", List.of("\\bcalcul", "\\bquanto (dá|fica|é)\\b", "\\d\\s*%.*\\d"));
        classes.put(
                "definition",
                List.of(
                        "^o que (é|são|significa|quer dizer)\\b",
                                "^qua(l|is) (é |são )?(o|a|os|as) (significado|definiç)",
                        "^defin", "^what (is|are)\\b"));
        classes.put("how_to", List.of("^como\\b", "\\bpasso a passo\\b", "^how (do|to|can)\\b"));
        return Collections.unmodifiableMap(classes);
    }

    String of(String question) {
        String text = question.strip().toLowerCase(Locale.ROOT);
        for (Named named : patterns) {
            if (named.pattern.matcher(text).find()) {
                return named.name;
            }
        }
        return OTHER;
    }
}
