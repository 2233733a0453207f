package tino.marketplace.simulate;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.marketplace.seed.Traits;
import tino.search.GeoPoint;

/**
 * A professional as the simulation knows one: the hidden traits, and of the profile what matters for satisfaction.
 *
 * @param user the account, in whose name the professional answers
 * @param price BRL
 */
public record Person(
        UUID id,
        UUID user,
        Traits traits,
        double price,
        @Nullable GeoPoint location) {}
