package tino.lifecycle.statistic;

/**
 * What is known of a number that was measured on a sample.
 *
 * @param mean the number itself, as measured
 * @param low lower end
 * @param high upper end
 * @param confidence e.g. 0.95
 */
public record Interval(double mean, double low, double high, double confidence) {}
