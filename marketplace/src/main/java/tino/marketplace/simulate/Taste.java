package tino.marketplace.simulate;

/**
 * How much each hidden trait matters to a client; the fields of {@code clients.yml}.
 *
 * @param price dislike of asking <i>e</i> times the usual price
 * @param distance dislike of ten km
 */
public record Taste(double quality, double reliability, double warmth, double care, double price, double distance) {}
