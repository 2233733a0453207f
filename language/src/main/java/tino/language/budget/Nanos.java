package tino.language.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts as whole billionths of the currency, so that sums are exact. */
public final class Nanos {
    private Nanos() {}

    /** Rounded down: a limit is never exceeded by rounding. */
    public static long of(BigDecimal amount) {
        return amount.movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact();
    }

    public static BigDecimal amount(long nanos) {
        return BigDecimal.valueOf(nanos, 9);
    }
}
