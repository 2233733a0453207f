package tino.marketplace.seed;

/**
 * A neighbourhood of São Paulo.
 *
 * @param zone side of the city
 * @param weight people there, relative
 */
public record Place(String name, String zone, double lat, double lon, double weight) {}
