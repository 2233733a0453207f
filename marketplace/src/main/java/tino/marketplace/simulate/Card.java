package tino.marketplace.simulate;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client sees of one result.
 *
 * @param position 1 for the top
 * @param rating mean stars, 0 without reviews
 * @param price BRL
 * @param km {@code null} where the answer does not say
 * @param verified whether it wears that badge
 */
public record Card(
        UUID professional,
        int position,
        double rating,
        int reviews,
        double price,
        @Nullable Double km,
        boolean verified) {}
