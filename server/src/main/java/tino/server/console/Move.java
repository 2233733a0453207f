package tino.server.console;

import java.util.Locale;

/** What a person may do with a trial. */
enum Move {
    ADVANCE,
    PAUSE,
    RESUME,
    WITHDRAW;

    static final String CODES = "advance|pause|resume|withdraw";

    static Move of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
