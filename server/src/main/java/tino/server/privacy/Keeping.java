package tino.server.privacy;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;
import tino.lifecycle.privacy.Audit;

/**
 * How long what names people is kept, {@code tino.privacy} in {@code application.yml}.
 *
 * @param events of decisions, with what shadows said of them and their archive; at least 31 days
 * @param audit who looked at what; at least 180 days, before which the database removes none
 */
@ConfigurationProperties("tino.privacy")
@Validated
public record Keeping(@NotNull Duration events, @NotNull Duration audit) {
    private static final Duration SHORTEST = Duration.ofDays(31);

    public Keeping {
        require("events", events, SHORTEST);
        require("audit", audit, Audit.SHORTEST);
    }

    private static void require(String key, Duration value, Duration shortest) {
        if (value.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "tino.privacy." + key + " is at least " + shortest.toDays() + "d, got " + value.toDays() + "d");
        }
    }
}
