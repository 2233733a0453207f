package tino.prediction.threshold;

import java.util.Locale;

/**
 * No threshold keeps what the mode promises.
 *
 * @param bestBound the greatest lower bound of any threshold, each looked at alone
 * @param threshold that has it
 * @param share observed there
 * @param called cases called there
 */
public record OutOfReach(OperatingMode mode, double bestBound, double threshold, double share, long called)
        implements Choice {

    /** A sentence for people: what was wanted, the best there is. */
    public String sentence() {
        return called == 0
                ? mode.name() + " is out of reach: there is nobody to call, or nobody is yes."
                : String.format(
                        Locale.ROOT,
                        "%s is out of reach: expected a %s of at least %.3f with 95 %% confidence; the best was %.3f"
                                + " (lower bound %.3f) with %d cases called from the probability %.4f on. Learn from more"
                                + " or better data, or promise less.",
                        mode.name(),
                        mode.aim().name().toLowerCase(Locale.ROOT),
                        mode.level(),
                        share,
                        bestBound,
                        called,
                        threshold);
    }
}
