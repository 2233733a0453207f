package tino.hiring.label;

import java.util.Locale;

/** What became of one application. */
public enum Outcome {
    HIRED,
    NOT_HIRED,
    OPEN;

    /** As it stands in {@code prospects_labels}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
