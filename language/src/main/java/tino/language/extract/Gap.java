package tino.language.extract;

import org.jspecify.annotations.Nullable;

/** The marks between two words. */
enum Gap {
    EDGE,
    SPACE,
    GLUED,
    COMMA,
    COLON,
    SEMICOLON,
    OPEN,
    CLOSE,
    QUOTE,
    DASH,
    OTHER;

    static Gap of(String between) {
        if (between.isEmpty()) {
            return GLUED;
        }
        boolean white = false;
        @Nullable Gap mark = null;
        for (int i = 0; i < between.length(); i++) {
            char c = between.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                white = true;
                continue;
            }
            Gap found = switch (c) {
                case ',' -> COMMA;
                case ':' -> COLON;
                case ';' -> SEMICOLON;
                case '(', '[' -> OPEN;
                case ')', ']' -> CLOSE;
                case '"', '“', '”', '\'', '‘', '’', '«', '»' -> QUOTE;
                case '-', '–', '—' -> DASH;
                default -> OTHER;
            };
            // The stronger mark wins: "),": a comma parts more than the bracket before it.
            if (mark == null || mark == QUOTE || mark == CLOSE && found != QUOTE) {
                mark = found;
            }
        }
        if (mark == null) {
            return SPACE;
        }
        return white || mark == OPEN || mark == CLOSE || mark == QUOTE || mark == COLON ? mark : GLUED;
    }

    boolean isMark() {
        return this != SPACE && this != GLUED;
    }
}
