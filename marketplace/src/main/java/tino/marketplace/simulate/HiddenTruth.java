package tino.marketplace.simulate;

import org.jspecify.annotations.Nullable;
import tino.marketplace.seed.Draw;
import tino.marketplace.seed.Traits;
import tino.search.GeoPoint;

/**
 * How satisfied a client would be with a professional: fit of the skill to the need, times how well the hidden traits please
 * this client's taste. No table holds any of it and no ranking sees it.
 */
public final class HiddenTruth {
    /** How much of the distance counts where the work can be done from afar. */
    private static final double REMOTE = .1;

    /** Unknown places are as bad as this many km. */
    private static final double UNKNOWN_KM = 15;

    /** Some people just get on: standard deviation of a term that nobody could foresee. */
    private static final double CHEMISTRY = .3;

    private HiddenTruth() {}

    /** How well the skill fits the need, 0–1; 0 in another category. */
    static double fit(Need need, Traits traits) {
        return traits.profession().category().equals(need.profession().category())
                ? traits.skill().get(need.speciality())
                : 0;
    }

    /** Satisfaction, 0–1: {@code fit × logistic(appeal)}. */
    public static double relevance(Need need, Person person) {
        double fit = fit(need, person.traits());
        if (fit == 0) {
            return 0;
        }
        double chemistry = CHEMISTRY
                * Draw.keyed(need.key(), person.id().getMostSignificantBits(), 1)
                        .nextGaussian();
        Traits traits = person.traits();
        Taste taste = need.taste();
        return fit
                * Draw.logistic(taste.quality() * traits.quality()
                        + taste.reliability() * traits.reliability()
                        + manner(need, traits)
                        - cost(need, person.price(), kilometres(need, person.location()))
                        + chemistry);
    }

    /** Relevance in the five grades a judge would give: 0 (no use) to 4 (perfect). */
    public static int grade(Need need, Person person) {
        return (int) Math.min(4, 5 * relevance(need, person));
    }

    static double manner(Need need, Traits traits) {
        return need.taste().warmth() * traits.warmth() + need.taste().care() * traits.care();
    }

    /** What price and way cost the client in satisfaction; 0 for the usual price next door. */
    static double cost(Need need, double price, double km) {
        return need.taste().price() * Math.log(price / need.profession().price().typical())
                + need.taste().distance() * km / 10 * (need.profession().remote() ? REMOTE : 1);
    }

    static double kilometres(Need need, @Nullable GeoPoint where) {
        return where == null ? UNKNOWN_KM : need.home().distanceKm(where);
    }
}
