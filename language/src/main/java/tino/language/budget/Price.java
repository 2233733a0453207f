package tino.language.budget;

/**
 * What a model costs.
 *
 * @param input billionths of the currency per million tokens read
 * @param output the same per million tokens written
 * @param known whether the model has a price of its own, or that of unknown ones is taken
 */
public record Price(long input, long output, boolean known) {
    public static final Price FREE = new Price(0, 0, true);

    private static final long MILLION = 1_000_000;

    public Price {
        if (input < 0 || output < 0) {
            throw new IllegalArgumentException("A price is 0 or more, got " + input + " and " + output);
        }
    }

    public boolean isFree() {
        return input == 0 && output == 0;
    }

    /** @return billionths of the currency, rounded up */
    public long cost(long tokensRead, long tokensWritten) {
        return Math.ceilDiv(
                Math.addExact(Math.multiplyExact(tokensRead, input), Math.multiplyExact(tokensWritten, output)),
                MILLION);
    }
}
