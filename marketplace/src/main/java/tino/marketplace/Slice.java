package tino.marketplace;

import org.jspecify.annotations.Nullable;
import tino.web.InvalidInput;

/** Which stretch of a list is wanted. @param offset rows left out before it @param limit 1–{@value #MAX} */
public record Slice(int offset, int limit) {
    public static final int MAX = 200;
    private static final int DEFAULT = 50;

    public Slice {
        if (offset < 0) {
            throw new InvalidInput("offset", "0 or more is expected, got " + offset);
        }
        if (limit < 1 || limit > MAX) {
            throw new InvalidInput("limit", "1 to " + MAX + " is expected, got " + limit);
        }
    }

    /** As asked for in a request, where both may be left out. */
    public static Slice of(@Nullable Integer offset, @Nullable Integer limit) {
        return new Slice(offset == null ? 0 : offset, limit == null ? DEFAULT : limit);
    }
}
