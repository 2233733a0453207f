package tino.lifecycle.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of somebody who was to be forgotten; names nobody.
 *
 * @param who asked for it
 * @param endedAt {@code null} while it goes on
 * @param versions that were trained on data of the person, as far as is known by now
 * @param remains places in which the person was found afterwards, and how often; {@code null} while it goes on
 */
public record Erasure(
        UUID id,
        String who,
        Instant at,
        @Nullable Instant endedAt,
        List<Step> steps,
        List<Trained> versions,
        @Nullable Map<String, Long> remains) {

    /**
     * One store.
     *
     * @param removed what was done to how many rows or files; empty while it is not
     * @param problem why it could not be done yet, {@code null} if nothing stands in the way
     * @param doneAt {@code null} while it is not
     */
    public record Step(
            String store,
            Map<String, Long> removed,
            @Nullable String problem,
            @Nullable Instant doneAt) {
        public boolean done() {
            return doneAt != null;
        }
    }

    /** A version that was trained on rows of people who were erased since. @param rows of them @param people how many */
    public record Trained(String model, int version, long rows, long people) {}

    public boolean complete() {
        return endedAt != null;
    }

    public long stepsDone() {
        return steps.stream().filter(Step::done).count();
    }
}
