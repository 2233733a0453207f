package tino.language.budget;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of prices: lines of {@code provider,model,input,output,currency,valid_from}, per million tokens, {@code #} for remarks.
 *
 * <p>A model is looked up by its name, then without a date at the end ({@code gpt-4o-2024-08-06} is a {@code gpt-4o}), then as
 * {@code *} of its provider, then as {@code *} of any. That last price is one that is not known: it is to be high, so that budgets hold,
 * and the list must have it.
 */
public final class Prices {
    private static final String ANY = "*";
    private static final Pattern DATED = Pattern.compile("-(\\d{4}-?\\d{2}-?\\d{2})$");

    private final Map<String, NavigableMap<LocalDate, Price>> prices = new HashMap<>();
    private final String currency;

    private Prices(String name, String text) {
        String found = null;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split(",", -1);
            try {
                if (columns.length != 6) {
                    throw new IllegalArgumentException("it has " + columns.length + " columns");
                }
                found = found == null ? columns[4].strip() : found;
                if (!found.equals(columns[4].strip())) {
                    throw new IllegalArgumentException("all are to be in one currency, and others are in " + found);
                }
                String provider = columns[0].strip();
                prices.computeIfAbsent(key(provider, columns[1].strip()), _ -> new TreeMap<>())
                        .put(
                                LocalDate.parse(columns[5].strip()),
                                new Price(nanos(columns[2]), nanos(columns[3]), !provider.equals(ANY)));
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                throw new IllegalArgumentException(
                        "Line " + number + " of " + name
                                + " is no price like openai,gpt-4o-mini,0.15,0.60,USD,2024-07-18: " + e.getMessage(),
                        e);
            }
        }
        if (found == null || !prices.containsKey(key(ANY, ANY))) {
            throw new IllegalArgumentException(
                    name + " has no line for models that are not in it, like *,*,5.00,20.00,USD,2024-01-01.");
        }
        this.currency = found;
    }

    private static String key(String provider, String model) {
        return provider + "/" + model;
    }

    private static long nanos(String amount) {
        return Nanos.of(new BigDecimal(amount.strip()));
    }

    /** The list that comes with us. */
    public static Prices standard() {
        try (InputStream in =
                Objects.requireNonNull(Prices.class.getResourceAsStream("prices.csv"), "prices.csv is missing")) {
            return of("prices.csv", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException naming the line that cannot be read */
    public static Prices read(Path file) {
        try {
            return of(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The list of prices " + file + " cannot be read", e);
        }
    }

    /** @param name of the list, for errors */
    public static Prices of(String name, String text) {
        return new Prices(name, text);
    }

    public String currency() {
        return currency;
    }

    /** What this model costs at that time. */
    public Price of(String provider, String model, Instant time) {
        LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
        for (String key : List.of(
                key(provider, model),
                key(provider, DATED.matcher(model).replaceFirst("")),
                key(provider, ANY),
                key(ANY, ANY))) {
            Price price = valid(key, day);
            if (price != null) {
                return price;
            }
        }
        // Before the first day of the list: its first price.
        return Objects.requireNonNull(prices.get(key(ANY, ANY))).firstEntry().getValue();
    }

    private @Nullable Price valid(String key, LocalDate day) {
        NavigableMap<LocalDate, Price> days = prices.get(key);
        Map.Entry<LocalDate, Price> entry = days == null ? null : days.floorEntry(day);
        return entry == null ? null : entry.getValue();
    }
}
