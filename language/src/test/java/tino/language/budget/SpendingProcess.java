package tino.language.budget;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import tino.lifecycle.database.Database;

/** A process that spends in eight threads and says what it spent, until it is killed amid reservations. */
final class SpendingProcess {
    static final long PRICE = 1_000_000;

    private SpendingProcess() {}

    static List<Budget> budgets() {
        return List.of(new Budget("all", Budget.Scope.ALL, null, Budget.Period.MONTH, new BigDecimal("10")));
    }

    public static void main(String[] arguments) {
        // Neither is closed: this process is killed.
        Database database = Database.open(arguments[0], arguments[1], arguments[2]);
        Budgets budgets = new Budgets(
                budgets(),
                database,
                InstantSource.system(),
                ZoneOffset.UTC,
                Budgets.PATIENCE,
                new SimpleMeterRegistry());
        for (int i = 0; i < 8; i++) {
            new Thread(() -> {
                        try {
                            while (true) {
                                Reservation reservation = budgets.reserve("someone", "free", PRICE);
                                Thread.sleep(2); // the model answers
                                reservation.settle(PRICE / 2);
                                spent();
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    })
                    .start();
        }
    }

    private static synchronized void spent() {
        System.out.println("spent");
        System.out.flush();
    }
}
