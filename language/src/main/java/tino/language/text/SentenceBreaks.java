package tino.language.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Where sentences begin: after {@code . ! ?} and white space, unless an abbreviation, an initial or an item's number made the point, and at
 * line ends.
 */
final class SentenceBreaks {
    private SentenceBreaks() {}

    /** First words of the sentences, and the number of words at the end. */
    static int[] of(String text, int[] starts, int[] ends, String[] folded) {
        List<Integer> breaks = new ArrayList<>();
        breaks.add(0);
        int begun = 0;
        int lastClause = 0;
        for (int word = 1; word < starts.length; word++) {
            String gap = text.substring(ends[word - 1], starts[word]);
            boolean clause = gap.indexOf(';') >= 0 || gap.indexOf(',') >= 0 || gap.indexOf(':') >= 0;
            if (ends(gap, folded[word - 1], word - 1 == begun)) {
                breaks.add(word);
                begun = word;
                lastClause = word;
            } else if (word - begun >= Words.LONGEST_SENTENCE) {
                int cut = lastClause > begun ? lastClause : word;
                breaks.add(cut);
                begun = cut;
                lastClause = clause ? word : cut;
            } else if (clause) {
                lastClause = word;
            }
        }
        if (starts.length > 0) {
            breaks.add(starts.length);
        }
        return breaks.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean ends(String gap, String before, boolean alone) {
        if (gap.indexOf('\n') >= 0) {
            return true;
        }
        for (int i = 0; i < gap.length(); i++) {
            char mark = gap.charAt(i);
            if (mark == '!' || mark == '?' || mark == '.' || mark == '…') {
                boolean white = gap.chars().skip(i + 1).anyMatch(Character::isWhitespace);
                boolean point = mark == '.' && i == 0;
                boolean item = alone && Character.isDigit(before.charAt(0));
                boolean short_ = point
                        && (item
                                || Portuguese.isAbbreviation(before)
                                || before.length() == 1 && !Character.isDigit(before.charAt(0)));
                return white && !short_;
            }
        }
        return false;
    }
}
