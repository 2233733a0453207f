package tino.lifecycle.event;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stores events in one statement and one commit. */
final class EventWriter {
    /** Beyond this the server is not waited for; a commit takes milliseconds. */
    private static final int NETWORK_TIMEOUT_MS = 10_000;

    private static final String INSERT = """
            INSERT INTO event (decision, id, decided_at, type, at, subject, item, body, model, version, arm, micros)
            SELECT decision, id, decided_at, type, at, subject, item, body::json, model, version, arm, micros
            FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::int[], ?::text[], ?::int[])
                AS e(decision, id, decided_at, type, at, subject, item, body, model, version, arm, micros)
            ON CONFLICT DO NOTHING
            RETURNING decision, id
            """;

    private final DataSource pool;
    private final EventPartitions partitions = new EventPartitions();

    EventWriter(DataSource pool) {
        this.pool = pool;
    }

    /** An event with its body as text and the time of its decision. */
    record Row(Event event, Instant decidedAt, String body) {}

    private record Key(UUID decision, UUID id) {}

    /** @return for each row whether it was stored now */
    List<Boolean> store(List<Row> rows) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            partitions.ensure(connection, rows.stream().map(Row::decidedAt).toList());
            Map<Key, Integer> stored = new HashMap<>();
            // One statement is a transaction by itself, on the disk when it returns; BEGIN and COMMIT would be a round
            // trip more.
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setArray(
                        1,
                        array(
                                connection,
                                "uuid",
                                rows.stream().map(r -> r.event().decision())));
                insert.setArray(
                        2,
                        array(
                                connection,
                                "uuid",
                                rows.stream().map(r -> r.event().id())));
                insert.setArray(
                        3, array(connection, "timestamptz", rows.stream().map(r -> Timestamp.from(r.decidedAt()))));
                insert.setArray(
                        4,
                        array(
                                connection,
                                "text",
                                rows.stream().map(r -> r.event().type())));
                insert.setArray(
                        5,
                        array(
                                connection,
                                "timestamptz",
                                rows.stream().map(r -> Timestamp.from(r.event().at()))));
                insert.setArray(
                        6,
                        array(
                                connection,
                                "text",
                                rows.stream().map(r -> r.event().subject())));
                insert.setArray(
                        7,
                        array(
                                connection,
                                "text",
                                rows.stream().map(r -> r.event().item())));
                insert.setArray(8, array(connection, "text", rows.stream().map(Row::body)));
                insert.setArray(9, array(connection, "text", answered(rows, Answered::model)));
                insert.setArray(10, array(connection, "int", answered(rows, Answered::version)));
                insert.setArray(11, array(connection, "text", answered(rows, Answered::arm)));
                insert.setArray(12, array(connection, "int", answered(rows, Answered::micros)));
                try (ResultSet fresh = insert.executeQuery()) {
                    while (fresh.next()) {
                        stored.put(new Key(fresh.getObject(1, UUID.class), fresh.getObject(2, UUID.class)), 1);
                    }
                }
            }
            List<Boolean> fresh = new ArrayList<>(rows.size());
            for (Row row : rows) {
                // Of two equal ids in one batch the first was stored.
                fresh.add(stored.remove(
                                new Key(row.event().decision(), row.event().id()))
                        != null);
            }
            return fresh;
        }
    }

    private static Stream<@Nullable Object> answered(List<Row> rows, Function<Answered, @Nullable Object> part) {
        return rows.stream().map(row -> {
            Answered answered = row.event().answered();
            return answered == null ? null : part.apply(answered);
        });
    }

    private static Array array(Connection connection, String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }
}
