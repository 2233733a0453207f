package tino.search;

/** A condition every hit fulfils; applied <em>under</em> both the text query and the nearest-neighbour search. */
public sealed interface Filter {

    /** The keyword field has exactly this value. */
    record Keyword(String field, String value) implements Filter {}

    /** The number lies in {@code [min, max]}; documents without the number do not match. */
    record Range(String field, double min, double max) implements Filter {}

    /** The location lies within that many km of the centre; documents without a location do not match. */
    record Within(GeoPoint centre, double km) implements Filter {}
}
