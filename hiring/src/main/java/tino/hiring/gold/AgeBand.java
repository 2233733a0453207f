package tino.hiring.gold;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How old somebody was, in bands wide enough to be compared. */
final class AgeBand {
    private static final int YOUNGEST = 14;
    private static final int OLDEST = 100;

    private AgeBand() {}

    /** {@code <25}, {@code 25-34}, {@code 35-44}, {@code 45-54} or {@code 55+}; empty where the dates make no working age. */
    static Optional<String> of(LocalDate born, LocalDate at) {
        long years = ChronoUnit.YEARS.between(born, at);
        if (years < YOUNGEST || years > OLDEST) {
            return Optional.empty();
        }
        return Optional.of(
                years < 25 ? "<25" : years < 35 ? "25-34" : years < 45 ? "35-44" : years < 55 ? "45-54" : "55+");
    }
}
