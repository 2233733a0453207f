package tino.lifecycle.experiment;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Two ways to answer on live traffic.
 *
 * @param a a version, {@code null} for the fallback
 * @param b the other
 * @param share of the traffic that takes part, in (0, 1]
 * @param endedAt {@code null} while it runs
 * @param outcome what was concluded, {@code null} while nothing was
 */
public record Experiment(
        UUID id,
        String model,
        Kind kind,
        @Nullable Integer a,
        @Nullable Integer b,
        double share,
        String who,
        String why,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String outcome) {

    /**
     * Field of the body of an answer that both gave together: a letter for each item, {@code A} or {@code B}, in the order of
     * its positions.
     */
    public static final String TEAMS = "teams";

    public enum Kind {
        /** Each person meets one of the two, always the same. */
        AB,
        /** Each answer is made of both, by team draft. */
        INTERLEAVED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public enum Variant {
        A,
        B
    }

    /** The variant of a unit, {@code null} if it does not take part; the same at every server, after every restart. */
    public @Nullable Variant variant(String unit) {
        if (StableShare.of("takes part " + id, unit) >= share) {
            return null;
        }
        return StableShare.of(id.toString(), unit) < 0.5 ? Variant.A : Variant.B;
    }

    public @Nullable Integer version(Variant variant) {
        return variant == Variant.A ? a : b;
    }

    /** The mark of answers of a variant, see {@link tino.lifecycle.event.Answered#arm}; of both together for {@code null}. */
    public String arm(@Nullable Variant variant) {
        return "experiment:" + id + (variant == null ? "" : ":" + variant.name().toLowerCase(Locale.ROOT));
    }
}
