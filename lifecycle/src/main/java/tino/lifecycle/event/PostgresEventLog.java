package tino.lifecycle.event;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tools.jackson.databind.json.JsonMapper;

/** The event log in the table {@code event}, partitioned by month; see {@code db/migration/lifecycle}. */
public final class PostgresEventLog implements EventLog, AutoCloseable {
    private static final int ROWS_PER_FETCH = 500;
    /** Values of the four last hexadecimal digits of a decision. */
    private static final int ID_DIGITS = 1 << 16;

    private static final String COLUMNS = "id, type, at, decision, subject, item, body, model, version, arm, micros";
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final JsonMapper json = JsonMapper.shared();
    private final Database database;
    private final GroupCommit commits;

    /** @param database with the tables of the module {@code lifecycle} */
    public PostgresEventLog(Database database, MeterRegistry metrics) {
        this.database = database;
        this.commits = new GroupCommit(
                new EventWriter(database.dataSource())::store,
                Timer.builder("tino.events.commit")
                        .description("One group commit of the event log")
                        .register(metrics),
                DistributionSummary.builder("tino.events.commit.size")
                        .description("Events that shared one commit")
                        .register(metrics));
    }

    @Override
    public Storing begin(List<Event> events) {
        if (events.isEmpty()) {
            return List::of;
        }
        return commits.begin(events.stream().map(this::row).toList());
    }

    private EventWriter.Row row(Event event) {
        Instant decidedAt = DecisionId.time(event.decision());
        if (decidedAt.isBefore(EARLIEST) || !decidedAt.isBefore(LATEST)) {
            throw new IllegalArgumentException("Expected a decision taken between " + EARLIEST + " and " + LATEST
                    + ", decision " + event.decision() + " says " + decidedAt
                    + ". Maybe it is not a decision id of this system.");
        }
        return new EventWriter.Row(event, decidedAt, json.writeValueAsString(event.body()));
    }

    @Override
    public Optional<Event> find(UUID decision, String type) {
        return database.sql()
                .sql("SELECT " + COLUMNS
                        + " FROM event WHERE decision = ? AND decided_at = ? AND type = ? ORDER BY at, id LIMIT 1")
                .param(decision)
                .param(Timestamp.from(DecisionId.time(decision)))
                .param(type)
                .query(mapper())
                .optional();
    }

    @Override
    public Optional<Event> newest(String type, String subject, String field, String value, Instant from, Instant to) {
        return database.sql()
                .sql("SELECT " + COLUMNS + " FROM event WHERE subject = ? AND type = ? AND at BETWEEN ? AND ?"
                        + " AND body->>? = ? ORDER BY at DESC, id DESC LIMIT 1")
                .params(subject, type, Timestamp.from(from), Timestamp.from(to), field, value)
                .query(mapper())
                .optional();
    }

    @Override
    public void read(Instant from, Instant to, Set<String> types, Consumer<Event> reader) {
        stream(
                "SELECT " + COLUMNS + " FROM event WHERE decision >= ? AND decision < ? AND decided_at >= ?"
                        + " AND decided_at < ? AND type = ANY (?) ORDER BY decision, at, id",
                reader,
                DecisionId.lowest(from),
                DecisionId.lowest(to),
                Timestamp.from(from),
                Timestamp.from(to),
                types.toArray(String[]::new));
    }

    @Override
    public long count(Instant from, Instant to, Set<String> types) {
        return database.sql()
                .sql("SELECT count(*) FROM event WHERE decision >= ? AND decision < ? AND decided_at >= ?"
                        + " AND decided_at < ? AND type = ANY (?)")
                .params(
                        DecisionId.lowest(from),
                        DecisionId.lowest(to),
                        Timestamp.from(from),
                        Timestamp.from(to),
                        types.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    @Override
    public long countWithout(String field, String type, Instant from, Instant to) {
        return database.sql()
                .sql("SELECT count(*) FROM event WHERE decision >= ? AND decision < ? AND decided_at >= ?"
                        + " AND decided_at < ? AND type = ? AND body->>? IS NULL")
                .params(
                        DecisionId.lowest(from),
                        DecisionId.lowest(to),
                        Timestamp.from(from),
                        Timestamp.from(to),
                        type,
                        field)
                .query(Long.class)
                .single();
    }

    @Override
    public Answers answers(String model, int version, Instant from, Instant to) {
        return database.sql()
                .sql("SELECT count(*), max(decided_at) FROM event WHERE model = ? AND version = ? AND decision >= ?"
                        + " AND decision < ? AND decided_at >= ? AND decided_at < ?")
                .params(
                        model,
                        version,
                        DecisionId.lowest(from),
                        DecisionId.lowest(to),
                        Timestamp.from(from),
                        Timestamp.from(to))
                .query((row, number) -> {
                    @Nullable Timestamp newest = row.getTimestamp(2);
                    return new Answers(row.getLong(1), newest == null ? null : newest.toInstant());
                })
                .single();
    }

    @Override
    public void readAnswers(String model, int version, Instant from, Instant to, double share, Consumer<Event> reader) {
        // The last digits of a decision's id are random.
        String drawn = share >= 1 ? "" : " AND ('x' || right(decision::text, 4))::bit(16)::int < " + drawn(share);
        stream(
                "SELECT " + COLUMNS + " FROM event WHERE model = ? AND version = ? AND decision >= ? AND decision < ?"
                        + " AND decided_at >= ? AND decided_at < ?" + drawn + " ORDER BY decision, at, id",
                reader,
                model,
                version,
                DecisionId.lowest(from),
                DecisionId.lowest(to),
                Timestamp.from(from),
                Timestamp.from(to));
    }

    private static int drawn(double share) {
        return Math.max(1, (int) (share * ID_DIGITS));
    }

    /** A cursor needs a transaction; read only, so that it disturbs nobody however long it takes. */
    private void stream(String query, Consumer<Event> reader, Object... parameters) {
        RowMapper<Event> mapper = mapper();
        database.transactions()
                .executeWithoutResult(transaction -> database.sql()
                        .sql(query)
                        .params(parameters)
                        .withFetchSize(ROWS_PER_FETCH)
                        .query((ResultSet row) -> {
                            int number = 0;
                            reader.accept(mapper.mapRow(row, number));
                        }));
    }

    @Override
    public SortedMap<Integer, Long> answers(String model, Instant from, Instant to) {
        SortedMap<Integer, Long> answers = new TreeMap<>();
        database.sql()
                .sql(
                        "SELECT coalesce(version, 0), count(*) FROM event WHERE model = ? AND decision >= ? AND decision < ?"
                                + " AND decided_at >= ? AND decided_at < ? GROUP BY 1")
                .params(model, DecisionId.lowest(from), DecisionId.lowest(to), Timestamp.from(from), Timestamp.from(to))
                .query(row -> {
                    answers.put(row.getInt(1), row.getLong(2));
                });
        return answers;
    }

    @Override
    public Optional<Span> span() {
        return edge("ASC").flatMap(first -> edge("DESC").map(last -> new Span(first, last)));
    }

    private Optional<Instant> edge(String direction) {
        return database.sql()
                .sql("SELECT decision FROM event ORDER BY decision " + direction + " LIMIT 1")
                .query(UUID.class)
                .optional()
                .map(DecisionId::time);
    }

    private RowMapper<Event> mapper() {
        return (row, number) -> new Event(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getTimestamp("at").toInstant(),
                row.getObject("decision", UUID.class),
                row.getString("subject"),
                row.getString("item"),
                json.readTree(row.getString("body")),
                answered(row));
    }

    private static @Nullable Answered answered(ResultSet row) throws SQLException {
        @Nullable String model = row.getString("model");
        return model == null
                ? null
                : new Answered(
                        model,
                        row.getObject("version", Integer.class),
                        row.getString("arm"),
                        row.getObject("micros", Integer.class));
    }

    /** Stores what is queued, then stops. */
    @Override
    public void close() {
        commits.close();
    }
}
