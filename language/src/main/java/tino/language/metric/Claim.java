package tino.language.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sentence of an answer.
 *
 * @param text without marks of citation
 * @param citations the numbers of the passages that it cites, each once, in order
 */
public record Claim(String text, List<Integer> citations) {
    private static final String MARK = "\\[\\s*\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*\\s*]";
    private static final Pattern MARKS = Pattern.compile("\\s*" + MARK);
    private static final Pattern BEHIND_THE_STOP = Pattern.compile("([.!?…][\"”’»)]*\\s*(?:" + MARK + "\\s*)+)");
    private static final Pattern LEADING = Pattern.compile("^(?:" + MARK + "\\s*)+");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    public Claim {
        citations = List.copyOf(citations);
    }

    /**
     * The sentences of an answer that say something: have a content word or a number. Marks are {@code [1]} or {@code [1, 3]}, before or behind
     * the full stop; where they stand behind it they belong to the sentence that it ends.
     */
    public static List<Claim> of(String answer) {
        List<String> sentences = new ArrayList<>();
        for (String sentence : Sentences.of(BEHIND_THE_STOP.matcher(answer).replaceAll("$1\n"))) {
            Matcher leading = LEADING.matcher(sentence);
            if (!sentences.isEmpty() && leading.find()) {
                sentences.add(sentences.removeLast() + " " + leading.group());
                sentence = sentence.substring(leading.end());
            }
            if (!sentence.isBlank()) {
                sentences.add(sentence);
            }
        }
        return sentences.stream()
                .map(sentence -> new Claim(withoutMarks(sentence), citations(sentence)))
                .filter(claim -> !Evidence.of(Stream.of(claim.text)).isEmpty())
                .toList();
    }

    /** The text as it reads without the marks of citation. */
    public static String withoutMarks(String answer) {
        return MARKS.matcher(answer).replaceAll("").strip();
    }

    private static List<Integer> citations(String sentence) {
        return MARKS.matcher(sentence)
                .results()
                .flatMap(mark -> DIGITS.matcher(mark.group()).results())
                .map(digits -> Integer.valueOf(digits.group()))
                .distinct()
                .toList();
    }
}
