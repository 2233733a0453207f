package tino.assistant.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of an answer on a page: text, or the number of a source. @param number {@code null} for text */
record Piece(String text, @Nullable Integer number) {
    private static final Pattern MARKER = Pattern.compile("\\[(\\d{1,3})]");

    static List<Piece> of(String answer) {
        List<Piece> pieces = new ArrayList<>();
        Matcher marker = MARKER.matcher(answer);
        int from = 0;
        while (marker.find()) {
            if (marker.start() > from) {
                pieces.add(new Piece(answer.substring(from, marker.start()), null));
            }
            pieces.add(new Piece(marker.group(), Integer.valueOf(marker.group(1))));
            from = marker.end();
        }
        if (from < answer.length()) {
            pieces.add(new Piece(answer.substring(from), null));
        }
        return pieces;
    }
}
