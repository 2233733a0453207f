package tino.lifecycle.rollout;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The trial of one version, as it stands.
 *
 * @param percent of the answers that the version gives: 0 in shadow, 100 when full
 * @param control the champion it is compared with, {@code null} for the fallback
 * @param revision counts the transitions
 * @param canaryAt since when it answers somebody beside this control, {@code null} while it does not
 * @param since when stage and percent became what they are
 * @param endedAt {@code null} while it is open
 */
public record Rollout(
        UUID id,
        String model,
        int version,
        Stage stage,
        int percent,
        boolean paused,
        @Nullable Integer control,
        long revision,
        Instant startedAt,
        @Nullable Instant canaryAt,
        Instant since,
        @Nullable Instant endedAt) {

    /** Where a version is on its way. */
    public enum Stage {
        /** Answers nobody; what it would have answered is written down. */
        SHADOW,
        /** Answers a share. */
        CANARY,
        /** Is champion; its trial is over. */
        FULL,
        /** Answers nobody any more; its trial is over. */
        WITHDRAWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Stage of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public boolean open() {
        return endedAt == null;
    }

    /** {@code canary 25 %}, {@code shadow}. */
    public String place() {
        return stage == Stage.CANARY ? "canary " + percent + " %" : stage.code();
    }

    /** The mark of answers that the version on trial gave, see {@link tino.lifecycle.event.Answered#arm}. */
    public String canaryArm() {
        return "canary:" + version;
    }

    /** The mark of answers given beside it by whoever it is compared with. */
    public String controlArm() {
        return "control:" + version;
    }
}
