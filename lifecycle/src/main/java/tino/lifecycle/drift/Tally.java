package tino.lifecycle.drift;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of one column, counted in a place of bounded size. Two tallies of the same shape are merged by adding them, in any order.
 * For one thread.
 */
public abstract sealed class Tally permits NumberTally, CategoryTally, VectorTally {
    private long missing;
    private long odd;

    /** Of values of the kind it is for. */
    public abstract long present();

    /** Counts a value if it is of the tally's kind. @return whether it was */
    abstract boolean count(long lot, Object value);

    abstract void include(Tally other);

    /** An empty one of the same shape, to be compared with this one later. */
    public abstract Tally emptied();

    public abstract Column.Kind kind();

    abstract void write(ObjectNode to);

    /** @param lot of the decision, see {@link Observation#lot} */
    public final void add(long lot, @Nullable Object value) {
        if (value == null || value instanceof Number number && Double.isNaN(number.doubleValue())) {
            missing++;
        } else if (!count(lot, value)) {
            odd++;
        }
    }

    /** Adds what another one of the same shape counted. @throws IllegalArgumentException if its shape is another */
    public final void merge(Tally other) {
        if (other.kind() != kind()) {
            throw new IllegalArgumentException(
                    "A tally of " + other.kind() + " cannot be added to one of " + kind() + ".");
        }
        include(other);
        missing += other.missing;
        odd += other.odd;
    }

    /** Decisions without a value. */
    public final long missing() {
        return missing;
    }

    /** Values of another kind than the column's: it changed its type. */
    public final long odd() {
        return odd;
    }

    /** All decisions that were counted. */
    public final long total() {
        return present() + missing + odd;
    }

    /** Share without a value, 0 of nothing. */
    public final double missingShare() {
        return total() == 0 ? 0 : (double) missing / total();
    }

    final ObjectNode toJson(ObjectNode to) {
        to.put("kind", kind().name())
                .put("present", present())
                .put("missing", missing)
                .put("odd", odd);
        write(to);
        return to;
    }

    static Tally of(JsonNode json) {
        Tally tally = switch (Column.Kind.valueOf(json.path("kind").asString())) {
            case NUMBER -> NumberTally.read(json);
            case CATEGORY -> CategoryTally.read(json);
            case VECTOR -> VectorTally.read(json);
        };
        tally.missing = json.path("missing").asLong();
        tally.odd = json.path("odd").asLong();
        return tally;
    }
}
