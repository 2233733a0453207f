package tino.marketplace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.schedule.SimulatedClock;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SearchQualityTest {
    private static final Instant NOON = Instant.parse("2026-03-04T15:00:00Z");

    private final Database database = TestDatabase.fresh("lifecycle");
    private final PostgresEventLog log = new PostgresEventLog(database, new SimpleMeterRegistry());
    private final Random random = new Random(7);
    private final SearchQuality quality =
            new SearchQuality(log, new SimulatedClock(NOON), ZoneId.of("America/Sao_Paulo"));

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    private UUID list(Instant at, boolean continues) {
        UUID decision = DecisionId.next(() -> at, random);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (continues) {
            body.put("continues", UUID.randomUUID().toString());
        }
        log.append(List.of(new Event(decision, "impression", at, decision, null, null, body)));
        return decision;
    }

    private void done(UUID decision, String type, int position) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("position", position);
        log.append(List.of(new Event(
                UUID.randomUUID(),
                type,
                DecisionId.time(decision).plusSeconds(9),
                decision,
                null,
                "i" + position,
                body)));
    }

    @Test
    void countsListsWithAClickAmongTheFirstTen() {
        UUID clicked = list(NOON.minusSeconds(60), false);
        done(clicked, "click", 2);
        done(clicked, "contract", 2);
        done(list(NOON.minusSeconds(50), false), "click", 11);
        list(NOON.minusSeconds(40), false);
        list(NOON.minusSeconds(30), false);
        done(list(NOON.minusSeconds(20), true), "click", 31); // a second page is not a list of its own
        SearchQuality.Figures today = quality.days(1).getFirst().figures();
        assertThat(today.lists()).isEqualTo(4);
        assertThat(today.ctr10()).isEqualTo(0.25);
        assertThat(today.judged()).isEqualTo(2);
        assertThat(quality.lastDay()).isEqualTo(today);
    }

    @Test
    void meansTheNdcgOfListsWithAnOutcome() {
        UUID list = list(NOON.minusSeconds(60), false);
        done(list, "contract", 3);
        done(list, "click", 1);
        done(list, "click", 3);
        // By hand: grades 1, 0, 5 give (1 + 5/log2(4)) / (5 + 1/log2(3)).
        assertThat(quality.lastDay().ndcg10()).isCloseTo(3.5 / (5 + 1 / 1.584962500721156), within(1e-12));
    }

    @Test
    void aDayBeginsAtItsOwnMidnight() {
        list(Instant.parse("2026-03-04T02:59:00Z"), false); // 23:59 of the 3rd in São Paulo
        list(Instant.parse("2026-03-04T03:01:00Z"), false);
        List<SearchQuality.Day> days = quality.days(3);
        assertThat(days).extracting(day -> day.figures().lists()).containsExactly(0L, 1L, 1L);
        assertThat(days.getLast().day()).hasToString("2026-03-04");
        assertThat(days.getFirst().figures().ctr10()).isNaN();
    }

    @Test
    void theLastDayIsTwentyFourHours() {
        list(NOON.minus(Duration.ofHours(25)), false);
        list(NOON.minus(Duration.ofHours(23)), false);
        assertThat(quality.lastDay().lists()).isEqualTo(1);
    }
}
