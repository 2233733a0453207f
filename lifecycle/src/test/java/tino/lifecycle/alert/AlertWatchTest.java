package tino.lifecycle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.alert.Alert.State;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.schedule.SimulatedClock;

class AlertWatchTest {
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Database database = TestDatabase.fresh("lifecycle");

    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-16T12:00:00Z"));
    private final Map<String, Double> rooms = new HashMap<>();
    private final Alerts alerts = new Alerts(database);
    private final Notifications notifications = new Notifications(database);
    private final Silences silences = new Silences(database, clock);

    /** A way on which nothing goes: what is written for it is looked at. */
    private record Written(String name) implements Channel {
        @Override
        public Duration patience() {
            return Duration.ofSeconds(10);
        }

        @Override
        public void send(Notification notification) {}
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void nothingIsKnown() {
        database.sql()
                .sql("TRUNCATE alert, alert_notification, alert_silence CASCADE")
                .update();
        database.sql()
                .sql("UPDATE alert_lease SET holder = '', until = '-infinity'")
                .update();
    }

    private AlertWatch watch(AlertRule... rules) {
        return new AlertWatch(
                database,
                List.of(rules),
                List.of(new Written("webhook")),
                () -> rooms.entrySet().stream()
                        .map(room -> new Sample("temperature", Map.of("room", room.getKey()), room.getValue()))
                        .toList(),
                EVERY,
                clock,
                new SimpleMeterRegistry(),
                () -> {});
    }

    private void look(AlertWatch watch, Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(EVERY)) {
            clock.advance(EVERY);
            assertThat(watch.tick()).isTrue();
        }
    }

    private List<String> told() {
        return notifications.newest(100).reversed().stream()
                .map(Notifications.Delivery::kind)
                .toList();
    }

    @Test
    void isPendingThenFiresThenIsResolvedAndSaysSoOnce() {
        AlertWatch watch = watch(Rules.hot(Duration.ofMinutes(5)));
        rooms.put("a", 35.0);
        look(watch, Duration.ofMinutes(5));
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.PENDING);
            assertThat(alert.labels()).isEqualTo(Map.of("room", "a"));
        });
        assertThat(told()).isEmpty();
        rooms.put("a", 36.5);
        look(watch, EVERY);
        Alert firing = alerts.open().getFirst();
        assertThat(firing.state()).isEqualTo(State.FIRING);
        assertThat(firing.firedAt()).isEqualTo(firing.activeAt().plus(Duration.ofMinutes(5)));
        assertThat(firing.value()).isEqualTo(36.5);
        look(watch, Duration.ofHours(1));
        assertThat(told()).containsExactly("firing");
        rooms.put("a", 30.0);
        look(watch, Duration.ofMinutes(1));
        assertThat(alerts.open()).isEmpty();
        assertThat(alerts.resolved(10)).extracting(Alert::id).containsExactly(firing.id());
        assertThat(told()).containsExactly("firing", "resolved");
    }

    @Test
    void whatIsBeyondForTooShortATimeIsForgotten() {
        AlertWatch watch = watch(Rules.hot(Duration.ofMinutes(5)));
        for (int i = 0; i < 3; i++) {
            rooms.put("a", 35.0);
            look(watch, Duration.ofMinutes(4));
            rooms.put("a", 20.0);
            look(watch, EVERY);
        }
        assertThat(alerts.open()).isEmpty();
        assertThat(alerts.resolved(10)).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void eachGroupHasAnAlertOfItsOwn() {
        AlertWatch watch = watch(Rules.hot(Duration.ZERO));
        rooms.putAll(Map.of("a", 35.0, "b", 40.0, "c", 10.0));
        look(watch, Duration.ofMinutes(1));
        assertThat(alerts.open())
                .extracting(Alert::name)
                .containsExactlyInAnyOrder("Hot{room=\"a\"}", "Hot{room=\"b\"}");
        rooms.put("a", 10.0);
        look(watch, EVERY);
        assertThat(alerts.open()).extracting(Alert::name).containsExactly("Hot{room=\"b\"}");
        assertThat(told()).containsExactly("firing", "firing", "resolved");
    }

    @Test
    void aRestartNeitherRepeatsNorLosesANotification() {
        rooms.put("a", 35.0);
        AlertWatch before = watch(Rules.hot(Duration.ofMinutes(5)));
        look(before, Duration.ofMinutes(4));
        clock.advance(EVERY.multipliedBy(5));
        AlertWatch after = watch(Rules.hot(Duration.ofMinutes(5)));
        look(after, EVERY);
        assertThat(told()).as("the time before the restart counts").containsExactly("firing");
        clock.advance(EVERY.multipliedBy(5));
        rooms.clear();
        AlertWatch again = watch(Rules.hot(Duration.ofMinutes(5)));
        look(again, Duration.ofMinutes(14));
        assertThat(alerts.open())
                .as("nothing is concluded from data that are not there yet")
                .hasSize(1);
        rooms.put("a", 35.0);
        look(again, Duration.ofMinutes(2));
        assertThat(told()).containsExactly("firing");
        rooms.put("a", 25.0);
        look(again, EVERY);
        assertThat(told()).containsExactly("firing", "resolved");
    }

    @Test
    void aSeriesThatIsGoneForGoodIsResolved() {
        AlertWatch watch = watch(Rules.hot(Duration.ZERO));
        rooms.put("a", 35.0);
        look(watch, AlertWatch.SETTLING.plusMinutes(1));
        rooms.clear();
        look(watch, EVERY);
        assertThat(alerts.open()).isEmpty();
        assertThat(told()).containsExactly("firing", "resolved");
    }

    @Test
    void theAlertOfARuleThatIsGoneIsResolved() {
        rooms.put("a", 35.0);
        look(watch(Rules.hot(Duration.ZERO)), EVERY);
        clock.advance(EVERY.multipliedBy(5));
        look(watch(Rules.silent()), EVERY);
        assertThat(alerts.open()).extracting(Alert::rule).containsExactly("Silent");
        assertThat(told()).containsExactly("firing", "resolved");
    }

    @Test
    void whatIsAbsentFires() {
        AlertWatch watch = watch(Rules.silent());
        look(watch, Duration.ofMinutes(1));
        assertThat(alerts.open().getFirst().state()).isEqualTo(State.PENDING);
        look(watch, EVERY);
        assertThat(alerts.open().getFirst().state()).isEqualTo(State.FIRING);
    }

    @Test
    void aSilenceKeepsPeopleFromBeingToldUntilItEnds() {
        AlertWatch watch = watch(Rules.hot(Duration.ZERO));
        silences.silence("Hot", Map.of("room", "a"), Duration.ofHours(1), "ana", "Painting the room");
        rooms.putAll(Map.of("a", 35.0, "b", 35.0));
        look(watch, Duration.ofMinutes(30));
        assertThat(alerts.open()).hasSize(2);
        assertThat(told()).as("of room b").containsExactly("firing");
        look(watch, Duration.ofMinutes(31));
        assertThat(told()).as("it is still so when the silence ends").containsExactly("firing", "firing");
    }

    @Test
    void whatBeganAndEndedInSilenceIsNotTold() {
        AlertWatch watch = watch(Rules.hot(Duration.ZERO));
        Silence silence = silences.silence("Hot", Map.of(), Duration.ofHours(1), "ana", "Painting");
        rooms.put("a", 35.0);
        look(watch, Duration.ofMinutes(5));
        rooms.put("a", 20.0);
        look(watch, Duration.ofMinutes(5));
        assertThat(silences.end(silence.id(), "rui")).isTrue();
        assertThat(silences.end(silence.id(), "rui")).isFalse();
        look(watch, Duration.ofMinutes(5));
        assertThat(told()).isEmpty();
        assertThat(alerts.resolved(10)).hasSize(1);
        assertThat(silences.newest()).singleElement().satisfies(one -> {
            assertThat(one.who()).isEqualTo("ana");
            assertThat(one.why()).isEqualTo("Painting");
            assertThat(one.endedBy()).isEqualTo("rui");
        });
    }

    @Test
    void aSilenceWantsATimeAndAReason() {
        assertThatThrownBy(() -> silences.silence("Hot", Map.of(), Duration.ZERO, "ana", "x"))
                .hasMessageContaining("a time above 0");
        assertThatThrownBy(() -> silences.silence("Hot", Map.of(), Duration.ofHours(1), "ana", "  "))
                .hasMessageContaining("a reason");
    }

    @Test
    void ofSeveralServersOneLooksAndAnotherTakesOverWhenItIsGone() {
        AlertRule rule = Rules.hot(Duration.ofMinutes(2));
        AlertWatch one = watch(rule);
        AlertWatch two = watch(rule);
        rooms.put("a", 35.0);
        List<Boolean> looked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clock.advance(EVERY);
            looked.add(one.tick());
            looked.add(two.tick());
        }
        assertThat(looked).containsExactly(true, false, true, false, true, false, true, false);
        clock.advance(EVERY.multipliedBy(3));
        assertThat(two.tick()).isFalse();
        clock.advance(EVERY);
        assertThat(two.tick()).isTrue();
        assertThat(one.tick()).isFalse();
        look(two, Duration.ofMinutes(1));
        assertThat(alerts.open()).hasSize(1);
        assertThat(told()).containsExactly("firing");
    }

    @Test
    void aStateAndItsNotificationAreWrittenTogetherOrNotAtAll() {
        AlertWatch watch = watch(Rules.hot(Duration.ZERO));
        rooms.put("a", 35.0);
        clock.advance(EVERY);
        database.sql().sql("ALTER TABLE alert_notification RENAME TO elsewhere").update();
        assertThatThrownBy(watch::tick).isInstanceOf(RuntimeException.class);
        database.sql().sql("ALTER TABLE elsewhere RENAME TO alert_notification").update();
        assertThat(alerts.open()).isEmpty();
        look(watch, EVERY);
        assertThat(alerts.open()).hasSize(1);
        assertThat(told()).containsExactly("firing");
    }

    @Test
    void whenTooMuchWaitsToBeSentTheRestIsWrittenLater() {
        AlertWatch watch = watch(Rules.hot(Duration.ZERO));
        rooms.put("a", 35.0);
        look(watch, EVERY);
        database.sql().sql("""
                        INSERT INTO alert_notification (alert, kind, channel, title, body, at, next_at)
                        SELECT a.id, 'firing', 'other-' || n, '', '', a.active_at, a.active_at
                        FROM alert a, generate_series(1, ?) n
                        """).param(AlertWatch.MOST_WAITING).update();
        rooms.put("b", 35.0);
        look(watch, Duration.ofMinutes(1));
        assertThat(alerts.open()).extracting(Alert::toldFiring).containsOnlyOnce((Instant) null);
        database.sql()
                .sql("DELETE FROM alert_notification WHERE channel LIKE 'other-%'")
                .update();
        look(watch, EVERY);
        assertThat(alerts.open()).extracting(Alert::toldFiring).doesNotContainNull();
        assertThat(told()).containsExactly("firing", "firing");
    }
}
