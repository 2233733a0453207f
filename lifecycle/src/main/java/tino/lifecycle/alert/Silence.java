package tino.lifecycle.alert;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish not to be told of a rule's alerts for a while.
 *
 * @param labels that an alert must all have; empty: any alert of the rule
 * @param endedAt when somebody ended it before its time
 */
public record Silence(
        UUID id,
        String rule,
        Map<String, String> labels,
        String who,
        String why,
        Instant begins,
        Instant until,
        @Nullable Instant endedAt,
        @Nullable String endedBy) {
    public Silence {
        labels = new TreeMap<>(labels);
    }

    public boolean active(Instant now) {
        return endedAt == null && !now.isBefore(begins) && now.isBefore(until);
    }

    public boolean covers(Alert alert) {
        return alert.rule().equals(rule) && alert.labels().entrySet().containsAll(labels.entrySet());
    }
}
