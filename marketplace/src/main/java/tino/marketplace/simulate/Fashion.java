package tino.marketplace.simulate;

import java.util.Locale;

/** What clients in general like, which may change overnight: the same people with other tastes. */
public enum Fashion {
    /** As it always was. */
    USUAL,
    /** The expensive is taken for the good, and wanted near. */
    TURNED;

    /** As it is kept in tables. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Fashion of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
