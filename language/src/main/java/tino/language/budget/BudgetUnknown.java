package tino.language.budget;

import org.jspecify.annotations.Nullable;

/** What is left cannot be known at present, because the database does not answer; then nothing is spent. */
public final class BudgetUnknown extends RuntimeException {
    BudgetUnknown(@Nullable Throwable cause) {
        super("The budgets cannot be read, so nothing that costs is asked. Check that PostgreSQL runs.", cause);
    }
}
