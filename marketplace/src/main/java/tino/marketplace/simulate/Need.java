package tino.marketplace.simulate;

import org.jspecify.annotations.Nullable;
import tino.marketplace.seed.Profession;
import tino.search.GeoPoint;

/**
 * One client with one need.
 *
 * @param key names the client in all randomness: the same client always perceives the same things
 * @param group e.g. {@code thrifty}
 * @param speciality index in the profession: what is really needed
 * @param home where the client is, told or not
 * @param patient whether the client scans the list by position; the others read down until they are satisfied
 * @param query what is typed
 * @param category the filter, if the client chose one
 * @param priceMax the filter, if the client set one, BRL
 * @param tellsPlace whether the query says where the client is
 */
public record Need(
        long key,
        String group,
        Profession profession,
        int speciality,
        Taste taste,
        GeoPoint home,
        boolean patient,
        String query,
        @Nullable String category,
        @Nullable Double priceMax,
        boolean tellsPlace) {}
