package tino.language.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tino.language.Retrieved;

/** Reads the numbers of sources, {@code [1]} or {@code [1, 3]}, out of what was written. */
public final class Citations {
    private static final Pattern MARKER = Pattern.compile("\\s?\\[\\s*(\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*)\\s*]");

    private Citations() {}

    /**
     * @param text without the numbers of which there is no source
     * @param cited each source once, by number
     */
    public record Read(String text, List<Citation> cited) {
        public Read {
            cited = List.copyOf(cited);
        }
    }

    /** @param passages the first is {@code [1]} */
    public static Read read(String text, List<Retrieved> passages) {
        SortedSet<Integer> numbers = new TreeSet<>();
        Matcher marker = MARKER.matcher(text);
        StringBuilder kept = new StringBuilder();
        while (marker.find()) {
            List<String> known = new ArrayList<>();
            for (String number : marker.group(1).split("\\s*[,;]\\s*")) {
                int value = Integer.parseInt(number);
                if (value >= 1 && value <= passages.size()) {
                    numbers.add(value);
                    known.add("[" + value + "]");
                }
            }
            String space = Character.isWhitespace(marker.group().charAt(0))
                    ? marker.group().substring(0, 1)
                    : "";
            marker.appendReplacement(
                    kept, Matcher.quoteReplacement(known.isEmpty() ? "" : space + String.join("", known)));
        }
        marker.appendTail(kept);
        return new Read(
                kept.toString().strip(),
                numbers.stream()
                        .map(number ->
                                new Citation(number, passages.get(number - 1).passage()))
                        .toList());
    }
}
