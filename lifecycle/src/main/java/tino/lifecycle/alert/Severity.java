package tino.lifecycle.alert;

import java.util.Locale;

/** How much of a hurry an alert is. */
public enum Severity {
    INFO,
    /** To be looked at on the next working day. */
    WARNING,
    /** To be looked at now. */
    CRITICAL;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Severity of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
