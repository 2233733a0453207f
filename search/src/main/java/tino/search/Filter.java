package tino.search;

/** A condition every hit fulfils; applied <em>under</em> both the text query and the nearest-neighbour search. */
public sealed interface Filter {

    /** The keyword field has exactly this value. */
    record Keyword(String field, String value) implements Filter {}

    /**
     * The number lies in {@code [min, max]}; documents without the number do not match.
     *
     * @param min may be negative infinity
     * @param max may be infinity
     */
    record Range(String field, double min, double max) implements Filter {
        public Range {
            if (!(min <= max)) {
                throw new IllegalArgumentException(
                        "A range over '" + field + "' needs min <= max, got [" + min + ", " + max + "]");
            }
        }
    }

    /** The location lies within that many km of the centre; documents without a location do not match. */
    record Within(GeoPoint centre, double km) implements Filter {
        public Within {
            if (!(km > 0) || Double.isInfinite(km)) {
                throw new IllegalArgumentException("A radius is a number of km above 0, got " + km);
            }
        }
    }
}
