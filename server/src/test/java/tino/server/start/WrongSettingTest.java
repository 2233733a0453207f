package tino.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.server.Server;
import tino.server.Settings;

/** A wrong setting stops the start and says which, what was set, and where to set it right. */
final class WrongSettingTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tino.port                    | eighty      | a whole number          | TINO_PORT
            tino.port                    | 70000       | 65535                   | TINO_PORT
            tino.clock                   | sundial     | one of [system          | TINO_CLOCK
            tino.jobs.metrics-at         | half past   | a time of day           | TINO_JOBS_METRICSAT
            tino.jobs.zone               | Mars/Base   | a time zone             | TINO_JOBS_ZONE
            tino.limits.body             | much        | a size                  | TINO_LIMITS_BODY
            tino.limits.searches         | 0           | 1                       | TINO_LIMITS_SEARCHES
            tino.access.session          | forever     | a duration              | TINO_ACCESS_SESSION
            """)
    void keyValueAdvice(String key, String value, String expected, String variable) {
        assertThatThrownBy(() ->
                        Server.start(Map.of("tino.home", home, key, value)).close())
                .isInstanceOf(NotStarted.class)
                .hasMessageContainingAll(key, "'" + value + "'", expected, variable);
    }

    @Test
    void aDatabaseUrlOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> Server.start(
                                Map.of("tino.home", home, "tino.port", 0, "tino.db.url", "jdbc:mysql://db/tino"))
                        .close())
                .hasMessageContainingAll("jdbc:postgresql:", "TINO_DB_URL");
    }

    @Test
    void commandsReadTheSameSettingsWithoutTheServer() {
        Settings settings = Settings.load();
        assertThat(settings.jobs().trainingDays()).isEqualTo(60);
        assertThat(settings.db().embedded()).isTrue();
        assertThat(settings.access().trustedProxies()).isEmpty();
    }
}
