package tino.trees;

/**
 * Points and weights by which the integral over 0 to 1 of a polynomial of degree below twice their number is a weighted sum
 * of its values: exact but for rounding (Abramowitz and Stegun 1964, 25.4.29–30).
 *
 * @param points strictly between 0 and 1
 * @param weights all positive, adding up to 1
 */
record GaussLegendre(double[] points, double[] weights) {

    /** @param size of points, at least 1 */
    static GaussLegendre of(int size) {
        double[] points = new double[size];
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            // Newton's method finds the i-th root of the Legendre polynomial from near it, in a few steps.
            double x = Math.cos(Math.PI * (i + 0.75) / (size + 0.5));
            double slope = 0;
            double step = 1;
            while (Math.abs(step) > 1e-15) {
                double value = 1;
                double before = 0;
                for (int degree = 1; degree <= size; degree++) {
                    double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
                    before = value;
                    value = next;
                }
                slope = size * (x * value - before) / (x * x - 1);
                step = value / slope;
                x -= step;
            }
            points[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
        return new GaussLegendre(points, weights);
    }
}
