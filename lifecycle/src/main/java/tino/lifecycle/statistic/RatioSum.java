package tino.lifecycle.statistic;

/** Adds up {@link Moments#ofRatio} unit by unit. For one thread. */
public final class RatioSum {
    private long n;
    private double values;
    private double sizes;
    private double squaredValues;
    private double squaredSizes;
    private double products;

    /** One more unit. @param size at least 0 */
    public void add(double value, double size) {
        n++;
        values += value;
        sizes += size;
        squaredValues += value * value;
        squaredSizes += size * size;
        products += value * size;
    }

    public Moments moments() {
        return Moments.ofRatio(sizes > 0 ? n : 0, values, sizes, squaredValues, squaredSizes, products);
    }
}
