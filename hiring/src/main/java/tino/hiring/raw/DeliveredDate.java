package tino.hiring.raw;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as the files write them: {@code 31-12-2025}, {@code 31/12/2025}, {@code 2025-12-31}, each perhaps with a time behind it. */
public final class DeliveredDate {
    private static final Pattern DAY_FIRST =
            Pattern.compile("\\s*(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})(?!\\d).*", Pattern.DOTALL);
    private static final Pattern YEAR_FIRST =
            Pattern.compile("\\s*(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d).*", Pattern.DOTALL);
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;

    private DeliveredDate() {}

    /** Empty for what is no date, {@code 00-00-0000} and {@code 31-02-2025} included, and outside 1900 to 2100. */
    public static Optional<LocalDate> of(String text) {
        Matcher day = DAY_FIRST.matcher(text);
        if (day.matches()) {
            return date(day.group(3), day.group(2), day.group(1));
        }
        Matcher year = YEAR_FIRST.matcher(text);
        return year.matches() ? date(year.group(1), year.group(2), year.group(3)) : Optional.empty();
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        int in = Integer.parseInt(year);
        if (in < FIRST_YEAR || in > LAST_YEAR) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(in, Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
