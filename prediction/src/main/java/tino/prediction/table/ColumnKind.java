package tino.prediction.table;

import java.util.Locale;
import tino.lifecycle.feature.Feature;

/** What a column's cells are; the unit of its feature. */
enum ColumnKind {
    NUMBER,
    /** Yes or no, as 1 and 0. */
    TRUTH,
    /** Days since 1970. */
    DATE,
    /** One of several words. */
    CATEGORY;

    String unit() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ColumnKind of(Feature feature) {
        return valueOf(feature.unit().toUpperCase(Locale.ROOT));
    }
}
