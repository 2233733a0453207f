package tino.lifecycle.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of all events, in the order of their decisions. PostgreSQL keeps it today (partitioned by month of the
 * decision); Kafka will behind the same interface.
 */
public interface EventLog {

    /**
     * Stores the events and returns once they are durable. Calls from many threads share one commit. Either all events
     * of a call are stored or none.
     *
     * @return for each event whether it was new; an id seen before for the same decision is not stored again
     * @throws EventLogUnavailable if they could not be stored; nothing of the call was, unless the connection broke in the
     *     very commit, so send the same ids again
     * @throws IllegalArgumentException if one of them can never be stored; nothing of the call was
     */
    default List<Boolean> append(List<Event> events) {
        return begin(events).await();
    }

    /**
     * As {@link #append}, but the caller may do something else while the events are on their way to the disk.
     *
     * @throws EventLogUnavailable if no more events can wait at present; nothing of the call was stored
     * @throws IllegalArgumentException if one of them can never be stored; nothing of the call was
     */
    Storing begin(List<Event> events);

    /** Events on their way. What depends on their being durable must {@link #await} it. */
    @FunctionalInterface
    interface Storing {
        /** As {@link EventLog#append} returns and throws. To be called once, by the thread that began. */
        List<Boolean> await();
    }

    /** The event of that type which belongs to the decision (the earliest if there are several). */
    Optional<Event> find(UUID decision, String type);

    /** The newest event of that type by that subject in {@code [from, to]} for which {@code body->>field = value}. */
    Optional<Event> newest(String type, String subject, String field, String value, Instant from, Instant to);

    /** Streams events of these types whose <em>decision</em> was taken in {@code [from, to)}, ordered by decision. */
    void read(Instant from, Instant to, Set<String> types, Consumer<Event> reader);

    /** How many events of these types belong to decisions taken in {@code [from, to)}. */
    long count(Instant from, Instant to, Set<String> types);

    /** How many events of this type, of decisions taken in {@code [from, to)}, have a body without this field. */
    long countWithout(String field, String type, Instant from, Instant to);

    /** The answers a version gave, of decisions taken in {@code [from, to)}. */
    Answers answers(String model, int version, Instant from, Instant to);

    /** @param newest time of the last, {@code null} for none */
    record Answers(long count, @Nullable Instant newest) {}

    /**
     * Streams the answers a version gave, of decisions taken in {@code [from, to)}, ordered by decision.
     *
     * @param share of them that is read, above 0 and up to 1; which ones is drawn by the decision, evenly and always alike
     */
    void readAnswers(String model, int version, Instant from, Instant to, double share, Consumer<Event> reader);

    /** How many answers each version of the model gave to decisions taken in {@code [from, to)}; version 0 is the fallback. */
    SortedMap<Integer, Long> answers(String model, Instant from, Instant to);

    /** The earliest and the latest time of a decision in the log, or empty if the log is. */
    Optional<Span> span();

    /** @param first inclusive @param last inclusive */
    record Span(Instant first, Instant last) {}

    /** The log cannot store anything at present; nothing of the call was stored. */
    final class EventLogUnavailable extends RuntimeException {
        public EventLogUnavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
