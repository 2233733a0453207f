package tino.lifecycle.gate;

/** What a challenger is compared with, over the same rows. */
public enum Against {
    /** The version that answers now. Where there is none, the comparison holds. */
    CHAMPION,
    /** What answers where there is no model. Where there is none, the comparison holds. */
    FALLBACK
}
