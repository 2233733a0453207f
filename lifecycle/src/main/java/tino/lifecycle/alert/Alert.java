package tino.lifecycle.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One time that a rule was beyond its threshold.
 *
 * @param labels of the rule's tags; what one alert of a rule differs in from another
 * @param value at the last look that found it beyond
 * @param activeAt since when it is beyond
 * @param firedAt when it had been so for as long as the rule wants; {@code null} while it has not
 * @param toldFiring when notifications of it were written; {@code null} before, and while it is silenced
 */
public record Alert(
        UUID id,
        String rule,
        Map<String, String> labels,
        Severity severity,
        String summary,
        String runbook,
        State state,
        double value,
        Instant activeAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant toldFiring,
        @Nullable Instant toldResolved) {

    /** As in Prometheus. */
    public enum State {
        /** Beyond the threshold, not yet for long enough. */
        PENDING,
        FIRING,
        RESOLVED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public Alert {
        labels = new TreeMap<>(labels);
    }

    public boolean open() {
        return state != State.RESOLVED;
    }

    /** The rule, and what it is about where it goes by tags: {@code RankerLatencyHigh{model="marketplace-ranker"}}. */
    public String name() {
        return labels.isEmpty()
                ? rule
                : rule
                        + labels.entrySet().stream()
                                .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                                .collect(Collectors.joining(",", "{", "}"));
    }
}
