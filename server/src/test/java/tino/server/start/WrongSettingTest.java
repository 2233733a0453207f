package tino.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.lifecycle.gate.Against;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Margin;
import tino.marketplace.MarketplaceSettings;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tino.marketplace.gate[0].not-worse-by       | two percent | 0.03 or a share such as 2%     | TINO_MARKETPLACE_GATE_0_NOTWORSEBY
            tino.marketplace.gate[0].against            | yesterday   | one of [champion, fallback]    | TINO_MARKETPLACE_GATE_0_AGAINST
            tino.marketplace.gate[0].interval-tolerance | little      | a number                       | TINO_MARKETPLACE_GATE_0_INTERVALTOLERANCE
            """)
    void aGateThatCannotBeRead(String key, String value, String expected, String variable) {
        keyValueAdvice(key, value, expected, variable);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at-least=0.5, at-most=0.7         | gate[0] | exactly one of at-least     | at-most: 0.7
            better-by=0.03                    | gate[0] | against: champion           | no against
            at-least=NaN                      | gate[0] | a finite number             | NaN
            at-least=0.5, metric=auc          | gate    | [hit@10, map, mrr, mrr@5    | 'auc'
            at-most=0.5, groups=town          | gate    | over all lists              | 'town'
            """)
    void aGateThatCannotJudge(String values, String key, String expected, String got) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("tino.home", home, "tino.marketplace.gate[0].metric", "mrr"));
        for (String value : values.split(", ")) {
            settings.put("tino.marketplace.gate[0]." + value.split("=")[0], value.split("=")[1]);
        }
        assertThatThrownBy(() -> Server.start(settings).close())
                .isInstanceOf(NotStarted.class)
                .hasMessageContainingAll("tino.marketplace." + key, expected, got, "TINO_MARKETPLACE");
    }

    /** Section 4 of the seed: nDCG@5 three points up, MRR@5 up, p95 below 15 ms. */
    @Test
    void aGateIsDeclaredInTheConfiguration() {
        MarketplaceSettings standard = Settings.load("tino.marketplace", MarketplaceSettings.class);
        assertThat(standard).isEqualTo(MarketplaceSettings.STANDARD);
        Map<String, Object> declared = Map.of(
                "tino.marketplace.gate[0].metric", "ndcg@5",
                "tino.marketplace.gate[0].against", "fallback",
                "tino.marketplace.gate[0].better-by", 0.03,
                "tino.marketplace.gate[1].metric", "mrr@5",
                "tino.marketplace.gate[1].against", "fallback",
                "tino.marketplace.gate[1].better-by", 0,
                "tino.marketplace.gate[2].metric", "latency_p95_ms",
                "tino.marketplace.gate[2].at-most", 15);
        assertThat(Settings.load("tino.marketplace", MarketplaceSettings.class, declared)
                        .gate())
                .containsExactly(
                        Check.betterThan(Against.FALLBACK, "ndcg@5", Margin.of("0.03")),
                        Check.betterThan(Against.FALLBACK, "mrr@5", Margin.NONE),
                        Check.atMost(Check.LATENCY, 15));
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
