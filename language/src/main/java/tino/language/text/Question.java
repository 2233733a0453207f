package tino.language.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tino.language.text.Portuguese.Preposition;

/**
 * What a question asks for, read from its interrogative.
 *
 * @param words of the question
 * @param kind of answer asked for
 * @param preposition before the interrogative: the answer often stands behind the same one
 * @param asking the word that asks, -1 where there is none
 * @param focus the noun asked about, as {@code finalidade} in "qual a finalidade de …", -1 where there is none
 * @param definition whether it asks what something is
 * @param terms stems of the words that carry the topic, each with its first place in {@code words}
 */
public record Question(
        Words words,
        Kind kind,
        Preposition preposition,
        int asking,
        int focus,
        boolean definition,
        Map<String, Integer> terms) {

    /** What is asked for. */
    public enum Kind {
        /** quem */
        WHO,
        /** quando */
        WHEN,
        /** onde */
        WHERE,
        /** quanto, quantas */
        HOW_MANY,
        /** qual, que + noun */
        WHICH,
        /** quais */
        WHICH_ONES,
        /** o que */
        WHAT,
        /** por que */
        WHY,
        /** para que */
        WHAT_FOR,
        /** como */
        HOW,
        /** no interrogative */
        OTHER
    }

    private static final Set<String> BEFORE_FOCUS = Portuguese.words(
            "o a os as um uma uns umas e era foi sao eram foram deve devem ser sera pode podem esta estao seria tem de do da dos das");

    public static Question of(String text) {
        Words words = Words.of(text);
        int asking = asking(words);
        Kind kind = asking < 0 ? Kind.OTHER : kind(words, asking);
        Preposition preposition = asking <= 0 ? Preposition.NONE : preposition(words, asking, kind);
        int focus = focus(words, asking, kind);
        int skipFrom = kind == Kind.OTHER || asking < 0 ? -1 : asking;
        Map<String, Integer> terms = new LinkedHashMap<>();
        for (int word = 0; word < words.size(); word++) {
            if (word != skipFrom && !words.isFunction(word) && !isAsking(words.folded(word))) {
                terms.putIfAbsent(words.stem(word), word);
            }
        }
        if (terms.isEmpty()) {
            // A question of stop words only is still asked about its words.
            for (int word = 0; word < words.size(); word++) {
                terms.putIfAbsent(words.stem(word), word);
            }
        }
        return new Question(words, kind, preposition, asking, focus, definition(words, asking, kind, terms), terms);
    }

    private static boolean isAsking(String folded) {
        return switch (folded) {
            case "quem",
                    "quando",
                    "onde",
                    "aonde",
                    "qual",
                    "quais",
                    "que",
                    "como",
                    "porque",
                    "quanto",
                    "quanta",
                    "quantos",
                    "quantas" -> true;
            default -> false;
        };
    }

    /** The interrogative: one of the first words, else the last word ("… é feita por quem?"), else the first that cannot be a conjunction. */
    private static int asking(Words words) {
        for (int word = 0; word < Math.min(words.size(), 4); word++) {
            if (isAsking(words.folded(word)) && beforeIsLight(words, word)) {
                return word;
            }
        }
        for (int word = words.size() - 1; word >= Math.max(0, words.size() - 3); word--) {
            if (isAsking(words.folded(word)) && !"como".equals(words.folded(word))) {
                return word;
            }
        }
        for (int word = 0; word < words.size(); word++) {
            String folded = words.folded(word);
            if (isAsking(folded)
                    && !Set.of("como", "que", "quando", "porque", "onde").contains(folded)) {
                return word;
            }
        }
        for (int word = 0; word < words.size(); word++) {
            String folded = words.folded(word);
            boolean lead = word > 0
                    && Set.of("o", "por", "para", "em", "ao", "do", "no", "pelo", "de")
                            .contains(words.folded(word - 1));
            if ("que".equals(folded) && lead) {
                return word;
            }
        }
        return -1;
    }

    private static boolean beforeIsLight(Words words, int word) {
        for (int i = 0; i < word; i++) {
            if (!words.isFunction(i)) {
                return false;
            }
        }
        return true;
    }

    private static Kind kind(Words words, int asking) {
        String before = asking > 0 ? words.folded(asking - 1) : "";
        String before2 = asking > 1 ? words.folded(asking - 2) : "";
        return switch (words.folded(asking)) {
            case "quem" -> Kind.WHO;
            case "quando" -> Kind.WHEN;
            case "onde", "aonde" -> Kind.WHERE;
            case "quanto", "quanta", "quantos", "quantas" -> Kind.HOW_MANY;
            case "qual" -> Kind.WHICH;
            case "quais" -> Kind.WHICH_ONES;
            case "como" -> Kind.HOW;
            case "porque" -> Kind.WHY;
            default -> {
                if ("por".equals(before)) {
                    yield Kind.WHY;
                }
                if ("para".equals(before) || "o".equals(before) && "para".equals(before2)) {
                    yield Kind.WHAT_FOR;
                }
                yield whichBy(words, asking) ? Kind.WHICH : Kind.WHAT;
            }
        };
    }

    /** "em que ano", "a que curso": a noun of kind follows. */
    private static boolean whichBy(Words words, int asking) {
        if (asking + 1 >= words.size()) {
            return false;
        }
        String next = words.folded(asking + 1);
        return Portuguese.isTime(next)
                || Set.of(
                                "tipo",
                                "tipos",
                                "curso",
                                "area",
                                "areas",
                                "forma",
                                "modo",
                                "maneira",
                                "universidade",
                                "parte",
                                "caso",
                                "casos")
                        .contains(next);
    }

    private static Preposition preposition(Words words, int asking, Kind kind) {
        String before = words.folded(asking - 1);
        if ("o".equals(before) && asking > 1) {
            before = words.folded(asking - 2);
        }
        if (kind == Kind.WHAT
                || kind == Kind.WHICH
                || kind == Kind.WHICH_ONES
                || kind == Kind.WHO
                || kind == Kind.WHEN
                || kind == Kind.WHERE
                || kind == Kind.HOW_MANY
                || kind == Kind.WHAT_FOR) {
            return "o".equals(before) || "a".equals(before) && kind == Kind.WHICH && asking > 1
                    ? Preposition.NONE
                    : Portuguese.preposition(before);
        }
        return Preposition.NONE;
    }

    private static int focus(Words words, int asking, Kind kind) {
        if (asking < 0 || kind != Kind.WHICH && kind != Kind.WHICH_ONES && kind != Kind.HOW_MANY) {
            return -1;
        }
        for (int word = asking + 1; word < words.size(); word++) {
            if (!BEFORE_FOCUS.contains(words.folded(word))) {
                return word;
            }
        }
        return -1;
    }

    /** "O que é X?", "O que são X?", "Quem é X?", "Qual a definição de X?", "X é o quê?". */
    private static boolean definition(Words words, int asking, Kind kind, Map<String, Integer> terms) {
        if (asking < 0 || terms.size() > 6) {
            return false;
        }
        List<String> after = new ArrayList<>();
        for (int word = asking + 1; word < Math.min(words.size(), asking + 4); word++) {
            after.add(words.folded(word));
        }
        boolean says = after.contains("definicao")
                || after.contains("conceito")
                || after.contains("significado")
                || after.contains("significa")
                || after.contains("definido")
                || after.contains("definida");
        boolean is = !after.isEmpty() && Set.of("e", "sao", "seria", "era").contains(after.getFirst());
        return says || is && (kind == Kind.WHAT || kind == Kind.WHO);
    }
}
