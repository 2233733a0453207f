package tino.language.provider;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a service asks to be left alone: seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    /** Nobody is left alone for longer because of one header. */
    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    /** @return {@code null} where there is none that can be read */
    static @Nullable Duration of(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After")
                .map(text -> read(text.strip(), now))
                .orElse(null);
    }

    private static @Nullable Duration read(String text, Instant now) {
        try {
            Duration wait = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            return wait.compareTo(MOST) > 0 ? MOST : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
