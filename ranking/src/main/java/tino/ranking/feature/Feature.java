package tino.ranking.feature;

/**
 * One number a ranker sees of a candidate.
 *
 * @param name as logged and as in the weights table
 * @param min smallest legal value
 * @param max largest legal value
 * @param unit e.g. {@code share}, {@code BRL⁻¹}, {@code count}
 * @param source where the value comes from, for people
 */
public record Feature(String name, double min, double max, String unit, String source) {}
