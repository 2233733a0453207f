package tino.lifecycle.rollout;

/**
 * How the newest answers of one arm went on this server.
 *
 * @param answers looked at; some hundred
 * @param fallbackRate share of them that the fallback gave because the version failed or was too slow, 0–1
 * @param p95 95th percentile of the time, ms; NaN without answers
 * @param loaded whether the version could be read
 */
public record Speed(long answers, double fallbackRate, double p95, boolean loaded) {
    public static final Speed UNKNOWN = new Speed(0, 0, Double.NaN, true);

    /** Where the figures come from: the door that gives the answers. */
    public interface Source {
        /** Of the version on trial. */
        Speed trial(Rollout rollout);

        /** Of whoever it is compared with. */
        Speed control(Rollout rollout);

        /** For a process that gives no answers. */
        Source NONE = new Source() {
            @Override
            public Speed trial(Rollout rollout) {
                return UNKNOWN;
            }

            @Override
            public Speed control(Rollout rollout) {
                return UNKNOWN;
            }
        };
    }
}
