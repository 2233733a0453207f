package tino.lifecycle.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PostgresEventLogTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static Database database;
    private static PostgresEventLog log;
    private static final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Random random = new Random(7);

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh("lifecycle");
        log = new PostgresEventLog(database, metrics);
    }

    @AfterAll
    static void close() {
        log.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.sql().sql("TRUNCATE event").update();
    }

    private UUID decision(Instant at) {
        return DecisionId.next(InstantSource.fixed(at), random);
    }

    private Event event(String type, UUID decision, Instant at) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("query", "pintor de casas")
                .put("position", 3);
        return new Event(new UUID(random.nextLong(), random.nextLong()), type, at, decision, "someone", "42", body);
    }

    @Test
    void keepsAnEventAsItWas() {
        Event impression = event("impression", decision(NOON), NOON.plusNanos(123_456_000));
        assertThat(log.append(List.of(impression))).containsExactly(true);
        assertThat(log.find(impression.decision(), "impression")).contains(impression);
        assertThat(log.find(impression.decision(), "click")).isEmpty();
    }

    @Test
    void countsAnEventSentTwiceOnce() {
        Event click = event("click", decision(NOON), NOON);
        Event other = event("click", click.decision(), NOON);
        assertThat(log.append(List.of(click, click, other))).containsExactly(true, false, true);
        assertThat(log.append(List.of(click))).containsExactly(false);
        assertThat(database.sql()
                        .sql("SELECT count(*) FROM event")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void readsInTheOrderOfDecisionsAcrossMonths() {
        List<Event> events = new ArrayList<>();
        for (int day = 0; day < 70; day++) {
            Instant at = NOON.plusSeconds(86_400L * day);
            UUID decision = decision(at);
            events.add(event("impression", decision, at));
            events.add(event("click", decision, at.plusSeconds(5)));
        }
        log.append(events.reversed());
        List<Event> read = new ArrayList<>();
        log.read(NOON.plusSeconds(86_400), NOON.plusSeconds(86_400L * 69), Set.of("impression", "click"), read::add);
        assertThat(read).isEqualTo(events.subList(2, 138));
        assertThat(log.span()).contains(new EventLog.Span(NOON, NOON.plusSeconds(86_400L * 69)));
    }

    @Test
    void findsTheNewestImpressionOfASessionAndQuery() {
        Event older = event("impression", decision(NOON), NOON);
        Event newer = event("impression", decision(NOON.plusSeconds(60)), NOON.plusSeconds(60));
        log.append(List.of(newer, older));
        assertThat(log.newest("impression", "someone", "query", "pintor de casas", NOON, NOON.plusSeconds(100)))
                .contains(newer);
        assertThat(log.newest("impression", "someone", "query", "pintor de casas", NOON, NOON.plusSeconds(59)))
                .contains(older);
        assertThat(log.newest("impression", "someone", "query", "encanador", NOON, NOON.plusSeconds(100)))
                .isEmpty();
    }

    @Test
    void refusesADecisionThatIsNoUuid7() {
        Event event = event("click", UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), NOON);
        assertThatThrownBy(() -> log.append(List.of(event)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UUID version 7");
    }
}
