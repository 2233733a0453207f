package tino.language.budget;

import java.math.BigDecimal;
import java.time.Instant;

/** An answer would cost more than is left. Says of which budget, how much is left, and when it begins anew. */
public final class BudgetExceeded extends RuntimeException {
    private final String budget;
    private final BigDecimal limit;
    private final BigDecimal left;
    private final Instant renews;

    BudgetExceeded(Budget budget, long need, long left, Instant renews) {
        super("The budget " + budget.name() + " of " + plain(budget.limit()) + " a "
                + (budget.period() == Budget.Period.DAY ? "day" : "month") + " has " + plain(Nanos.amount(left))
                + " left, the answer may cost " + plain(Nanos.amount(need)) + "; it begins anew at " + renews + ".");
        this.budget = budget.name();
        this.limit = budget.limit();
        this.left = Nanos.amount(left);
        this.renews = renews;
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    public String budget() {
        return budget;
    }

    public BigDecimal limit() {
        return limit;
    }

    /** Not spent, and not reserved by answers that are being given. */
    public BigDecimal left() {
        return left;
    }

    public Instant renews() {
        return renews;
    }
}
