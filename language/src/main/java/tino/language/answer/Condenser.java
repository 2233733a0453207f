package tino.language.answer;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tino.language.provider.Message;

/**
 * Makes a question that leans on what was said before one that stands by itself, without asking a model: a question that is short
 * of content, or points back ("e no Mercado Livre?", "como calculo isso?"), is searched together with the questions before it.
 * Historical query expansion of Yang, Lin et al. 2019 and Lin et al. 2021 ("Multi-Stage Conversational Passage Retrieval"), with the
 * decision made by function words instead of by retrieval scores.
 */
public final class Condenser {
    private static final int LONGEST = 600;
    private static final int CONTENT_ENOUGH = 3;

    /** Turns before the present one that still matter. */
    private static final int BACK = 2;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Set<String> BACKWARD = Set.of(
            "isso", "isto", "aquilo", "esse", "essa", "esses", "essas", "este", "esta", "nesse", "nessa", "nisso",
            "disso", "desse", "dessa", "dele", "dela", "deles", "delas", "ele", "ela", "eles", "elas", "la", "lo",
            "nele", "nela", "mesmo", "mesma", "tambem", "outro", "outra", "outros", "outras");
    private static final Set<String> EMPTY = Set.of(
            "a",
            "o",
            "as",
            "os",
            "um",
            "uma",
            "uns",
            "umas",
            "e",
            "ou",
            "mas",
            "de",
            "da",
            "do",
            "das",
            "dos",
            "em",
            "no",
            "na",
            "nos",
            "nas",
            "por",
            "para",
            "pra",
            "pro",
            "com",
            "sem",
            "que",
            "qual",
            "quais",
            "quem",
            "como",
            "onde",
            "quando",
            "quanto",
            "quanta",
            "quantos",
            "quantas",
            "porque",
            "se",
            "ao",
            "aos",
            "sobre",
            "entre",
            "eu",
            "voce",
            "me",
            "meu",
            "minha",
            "seu",
            "sua",
            "ser",
            "sao",
            "foi",
            "esta",
            "fica",
            "faz",
            "fazer",
            "faco",
            "ha",
            "tem",
            "ter",
            "mais",
            "menos",
            "muito",
            "ja",
            "entao",
            "ai",
            "explica",
            "explique",
            "exemplo",
            "exemplos",
            "calcula",
            "calculo",
            "calcular",
            "funciona",
            "serve",
            "pode",
            "posso",
            "devo",
            "melhor",
            "diferenca",
            "the",
            "of",
            "and",
            "is",
            "what",
            "how",
            "it",
            "that",
            "this");

    private Condenser() {}

    /** The question by itself, at most 600 characters. */
    public static String condense(Question question) {
        String now = question.text().strip();
        List<String> before = question.history().stream()
                .filter(message -> message.role() == Message.Role.USER)
                .map(message -> message.text().strip())
                .filter(text -> !text.isEmpty())
                .toList();
        if (before.isEmpty() || !leansBack(now)) {
            return now;
        }
        StringBuilder whole = new StringBuilder(now);
        Set<String> said = new LinkedHashSet<>(content(now));
        for (int i = before.size() - 1; i >= Math.max(0, before.size() - BACK); i--) {
            String earlier = before.get(i);
            if (said.addAll(content(earlier)) && whole.length() + earlier.length() < LONGEST) {
                whole.insert(0, earlier + " ");
            }
            if (!leansBack(earlier)) {
                break;
            }
        }
        return whole.toString();
    }

    private static boolean leansBack(String text) {
        List<String> words = words(text);
        boolean pointsBack = words.stream().anyMatch(BACKWARD::contains);
        boolean goesOn = !words.isEmpty()
                && (words.getFirst().equals("e") || words.getFirst().equals("mas"));
        int content = content(text).size();
        return pointsBack && content < CONTENT_ENOUGH + 2 || goesOn && content < CONTENT_ENOUGH + 2 || content == 0;
    }

    private static Set<String> content(String text) {
        Set<String> content = new LinkedHashSet<>(words(text));
        content.removeAll(EMPTY);
        content.removeAll(BACKWARD);
        return content;
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        return WORD.matcher(plain).results().map(result -> result.group()).toList();
    }
}
