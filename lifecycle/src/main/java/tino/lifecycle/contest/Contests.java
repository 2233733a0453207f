package tino.lifecycle.contest;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.contest.Contest.Answer;
import tino.lifecycle.contest.Contest.Verdict;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table {@code contest}. A verdict is also an event of its decision, of type {@value #FEEDBACK}: what a person found is
 * feedback like any other. Where an application says what it means, that outcome is one, too.
 */
public final class Contests {
    public static final String FEEDBACK = "feedback";

    private final Database database;
    private final EventLog log;
    private final InstantSource clock;
    private final List<Consequence> consequences;

    /** @param database with the tables of the module {@code lifecycle} */
    public Contests(Database database, EventLog log, InstantSource clock) {
        this(database, log, clock, List.of());
    }

    /** @param consequences what applications take verdicts for */
    public Contests(Database database, EventLog log, InstantSource clock, List<Consequence> consequences) {
        this.database = database;
        this.log = log;
        this.clock = clock;
        this.consequences = List.copyOf(consequences);
    }

    /** For whom a decision was taken. @param subject pseudonym, {@code null} where nobody was named */
    public record Taken(UUID decision, @Nullable String subject) {}

    /** Empty if there is no such decision, or not any more. */
    public Optional<Taken> decision(UUID decision) {
        if (decision.version() != 7) {
            return Optional.empty();
        }
        return database.sql()
                .sql("SELECT subject FROM event WHERE decision = ? AND decided_at = ? ORDER BY at, id LIMIT 1")
                .params(decision, Timestamp.from(DecisionId.time(decision)))
                .query((row, number) -> new Taken(decision, row.getString("subject")))
                .optional();
    }

    /**
     * Asks for a decision to be looked at. While one request waits, another about the same decision is the same.
     *
     * @param reason in the person's words
     * @param who asks: the name of a service, or {@code person}
     */
    public Contest ask(Taken taken, String reason, String who) {
        database.sql()
                .sql("INSERT INTO contest (id, decision, subject, reason, who, at) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (decision) WHERE verdict IS NULL DO NOTHING")
                .params(UUID.randomUUID(), taken.decision)
                .param(taken.subject)
                .params(reason, who, Timestamp.from(clock.instant()))
                .update();
        return of(taken.decision).orElseThrow();
    }

    /** The newest of a decision. */
    public Optional<Contest> of(UUID decision) {
        return database.sql()
                .sql("SELECT * FROM contest WHERE decision = ? ORDER BY (verdict IS NULL) DESC, at DESC LIMIT 1")
                .param(decision)
                .query(Contests::row)
                .optional();
    }

    public Optional<Contest> find(UUID id) {
        return database.sql()
                .sql("SELECT * FROM contest WHERE id = ?")
                .param(id)
                .query(Contests::row)
                .optional();
    }

    /** Those that wait, who waits longest first. */
    public List<Contest> waiting() {
        return database.sql()
                .sql("SELECT * FROM contest WHERE verdict IS NULL ORDER BY at")
                .query(Contests::row)
                .list();
    }

    /** Those that were answered, the newest first. */
    public List<Contest> answered(int most) {
        return database.sql()
                .sql("SELECT * FROM contest WHERE verdict IS NOT NULL ORDER BY decided_at DESC LIMIT ?")
                .param(most)
                .query(Contests::row)
                .list();
    }

    /**
     * Answers one that waits, once.
     *
     * @return {@code false} if another reviewer was first
     * @throws IllegalArgumentException if there is no such request
     */
    public boolean answer(UUID id, Verdict verdict, String why, String reviewer) {
        return Boolean.TRUE.equals(database.transactions().execute(_ -> {
            Contest contest = database.sql()
                    .sql("SELECT * FROM contest WHERE id = ? FOR UPDATE")
                    .param(id)
                    .query(Contests::row)
                    .optional()
                    .orElseThrow(() -> new IllegalArgumentException("There is no contest " + id));
            if (!contest.open()) {
                return false;
            }
            Instant now = clock.instant();
            // Before the row: if only this is done, it is done again under the same id and counts once.
            List<Event> events = new ArrayList<>(List.of(event(contest, verdict, why, now)));
            consequences.stream()
                    .flatMap(one -> one.outcome(contest.decision(), verdict).stream())
                    .forEach(outcome -> events.add(outcome(contest, outcome, now)));
            log.append(events);
            database.sql()
                    .sql("UPDATE contest SET verdict = ?, why = ?, reviewer = ?, decided_at = ? WHERE id = ?")
                    .params(verdict.name().toLowerCase(Locale.ROOT), why, reviewer, Timestamp.from(now), id)
                    .update();
            return true;
        }));
    }

    private static Event event(Contest contest, Verdict verdict, String why, Instant now) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("contest", contest.id().toString());
        body.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
        body.put("why", why);
        return new Event(contest.id(), FEEDBACK, now, contest.decision(), null, null, body);
    }

    private static Event outcome(Contest contest, String type, Instant now) {
        UUID id = UUID.nameUUIDFromBytes((contest.id() + type).getBytes(StandardCharsets.UTF_8));
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("contest", contest.id().toString());
        return new Event(id, type, now, contest.decision(), null, null, body);
    }

    private static Contest row(ResultSet row, int number) throws SQLException {
        String verdict = row.getString("verdict");
        return new Contest(
                row.getObject("id", UUID.class),
                row.getObject("decision", UUID.class),
                row.getString("reason"),
                row.getString("who"),
                row.getTimestamp("at").toInstant(),
                verdict == null
                        ? null
                        : new Answer(
                                Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
                                row.getString("why"),
                                row.getString("reviewer"),
                                row.getTimestamp("decided_at").toInstant()));
    }
}
