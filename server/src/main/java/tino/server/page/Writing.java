package tino.server.page;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;

/**
 * How a page writes values, as {@code write} in its template: {@code ${write.money(card.price)}}.
 *
 * @param zone whose clock the times of the page are told by
 */
public record Writing(Locale locale, ZoneId zone) {
    private static final Currency REAL = Currency.getInstance("BRL");
    private static final String SPACE = "\u00a0";

    /** An amount in BRL: {@code R$ 1.234,50}. */
    public String money(Number amount) {
        return REAL.getSymbol(Languages.DEFAULT) + SPACE + number(amount, 2, 2);
    }

    /** With at most so many decimals. */
    public String number(Number value, int decimals) {
        return number(value, 0, decimals);
    }

    /** With exactly so many decimals. */
    public String fixed(Number value, int decimals) {
        return number(value, decimals, decimals);
    }

    /** A difference, with its sign and exactly so many decimals. */
    public String signed(double value, int decimals) {
        String size = fixed(Math.abs(value), decimals);
        boolean nothing = size.chars().noneMatch(digit -> digit >= '1' && digit <= '9');
        return nothing ? size : (value < 0 ? "\u2212" : "+") + size;
    }

    /** A share of 0–1 in percent, without decimals. */
    public String percent(Number share) {
        return percent(share, 0);
    }

    /** A share of 0–1 in percent. */
    public String percent(Number share, int decimals) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(share);
    }

    public String time(Instant instant) {
        return written(FormatStyle.SHORT).format(instant.atZone(zone));
    }

    /** {@code 850 ms}, {@code 12 s}, {@code 3 min 4 s}, {@code 2 h 5 min}. */
    public String duration(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        if (length.toMillis() < 1000) {
            return length.toMillis() + SPACE + "ms";
        }
        if (length.toMinutes() < 1) {
            return length.toSeconds() + SPACE + "s";
        }
        return length.toHours() < 1
                ? length.toMinutes() + SPACE + "min" + SPACE + length.toSecondsPart() + SPACE + "s"
                : length.toHours() + SPACE + "h" + SPACE + length.toMinutesPart() + SPACE + "min";
    }

    public String day(Instant instant) {
        return day(LocalDate.ofInstant(instant, zone));
    }

    /** In digits. */
    public String shortDay(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT)
                .withLocale(withCountry())
                .format(instant.atZone(zone));
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(withCountry())
                .format(day);
    }

    private DateTimeFormatter written(FormatStyle time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, time).withLocale(withCountry());
    }

    /** English of no country would put the month first. */
    private Locale withCountry() {
        return locale.getCountry().isEmpty() && locale.getLanguage().equals("en") ? Locale.UK : locale;
    }

    private String number(Number value, int least, int most) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(most);
        return format.format(value);
    }
}
