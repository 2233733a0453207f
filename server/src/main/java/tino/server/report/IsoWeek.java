package tino.server.report;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * A week from Monday to Sunday, written {@code 2026-W47} (ISO 8601).
 *
 * @param monday its first day
 */
public record IsoWeek(LocalDate monday) {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ISO_WEEK_DATE.withLocale(Locale.ROOT);

    /** The week that the day is in. */
    public static IsoWeek of(LocalDate day) {
        return new IsoWeek(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    /** @throws IllegalArgumentException if the text names no week */
    public static IsoWeek parse(String text) {
        try {
            if (text.matches("\\d{4}-W\\d{2}")) {
                return new IsoWeek(LocalDate.parse(text + "-1", FORM));
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new IllegalArgumentException("Expected a week of a year such as 2026-W47, got '" + text + "'.");
    }

    public IsoWeek before() {
        return new IsoWeek(monday.minusWeeks(1));
    }

    public LocalDate sunday() {
        return monday.plusDays(6);
    }

    /** Its first moment. */
    public Instant from(ZoneId zone) {
        return monday.atStartOfDay(zone).toInstant();
    }

    /** The first moment after it. */
    public Instant to(ZoneId zone) {
        return monday.plusWeeks(1).atStartOfDay(zone).toInstant();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%04d-W%02d",
                monday.get(IsoFields.WEEK_BASED_YEAR),
                monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
