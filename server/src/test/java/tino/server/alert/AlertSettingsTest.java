package tino.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.server.AlertSettings;
import tino.server.RunningServer;
import tino.server.Settings;
import tino.server.start.NotStarted;

class AlertSettingsTest {
    private static final Map<String, String> RULE = Map.of(
            "name", "Hot",
            "metric", "tino_ctr10",
            "is", "above",
            "threshold", "0.5",
            "severity", "warning",
            "summary", "It is hot",
            "runbook", "docs/heat.md");

    private static Map<String, String> rule(String key, String value) {
        Map<String, String> settings = new HashMap<>();
        RULE.forEach((name, given) -> settings.put("tino.alerts.rules[0]." + name, given));
        settings.put("tino.alerts.rules[0]." + key, value);
        return settings;
    }

    private static AlertSettings load(Map<String, String> settings) {
        return Settings.load("tino.alerts", AlertSettings.class, settings);
    }

    @Test
    void aRuleGivenElsewhereReplacesThoseThatAreShipped() {
        assertThat(load(rule("for", "10m")).alertRules()).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("Hot");
            assertThat(rule.lasting()).hasMinutes(10);
        });
        assertThat(load(Map.of()).alertRules()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "severity | loud | tino.alerts.rules[0].severity = 'loud' | one of [info, warning, critical]",
                "is | higher | tino.alerts.rules[0].is = 'higher' | one of [above, at_least, below, at_most]",
                "threshold | much | tino.alerts.rules[0].threshold = 'much' | a number",
                "for | a while | tino.alerts.rules[0].for = 'a while' | a duration such as",
                "aggregation | mean | tino.alerts.rules[0].aggregation = 'mean' | one of [value, rate, quantile, absent]",
                "aggregation | rate | tino.alerts.rules[0] (Hot) | window above 0",
                "window | 5m | tino.alerts.rules[0] (Hot) | no window",
                "name | not a name | tino.alerts.rules[0] (not a name) | SearchCtrLow",
                "metric | tino.ctr10 | tino.alerts.rules[0] (Hot) | Dots are underscores",
                "summary | '' | tino.alerts.rules[0] (Hot) | summary and a runbook",
                "retrain | true | tino.alerts.rules[0] (Hot) | one model to retrain"
            })
    void aWrongValueIsNamedWithItsKeyAndWhatToDo(String key, String value, String where, String advice) {
        assertThatThrownBy(() -> load(rule(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(advice);
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        Map<String, String> twice = rule("for", "1m");
        RULE.forEach((name, given) -> twice.put("tino.alerts.rules[1]." + name, given));
        assertThatThrownBy(() -> load(twice))
                .hasMessageContaining("tino.alerts.rules[1] (Hot): expected a name of its own");
    }

    @Test
    void whatIsNoAddressIsRefusedAndSecretsAreNotShown() {
        assertThatThrownBy(() -> load(Map.of("tino.alerts.webhook.url", "hooks/SECRET")))
                .hasMessageContaining("tino.alerts.webhook.url: expected the address of a webhook")
                .hasMessageNotContaining("SECRET");
        assertThatThrownBy(() -> load(Map.of("tino.alerts.webhook.url", "http://10.0.0.1/SECRET")))
                .hasMessageContaining("allow-private: true")
                .hasMessageNotContaining("SECRET");
        assertThatThrownBy(() -> load(Map.of(
                        "tino.alerts.email.host", "smtp.example.com",
                        "tino.alerts.email.from", "tino@example.com",
                        "tino.alerts.email.user", "tino",
                        "tino.alerts.email.password", "SECRET",
                        "tino.alerts.email.to[0]", "nobody")))
                .hasMessageContaining("tino.alerts.email: expected an address of an e-mail")
                .hasMessageContaining("'nobody'")
                .hasMessageNotContaining("SECRET");
        AlertSettings settings = load(Map.of(
                "tino.alerts.webhook.url", "https://hooks.slack.com/SECRET",
                "tino.alerts.email.host", "smtp.example.com",
                "tino.alerts.email.from", "tino@example.com",
                "tino.alerts.email.user", "tino",
                "tino.alerts.email.password", "SECRET",
                "tino.alerts.email.to[0]", "ana@example.com"));
        assertThat(settings.channels()).hasSize(2);
        assertThat(settings.toString() + settings.channels()).doesNotContain("SECRET");
    }

    @Test
    void aRuleOnAMetricThatIsNotThereStopsTheStart() {
        assertThatThrownBy(
                        () -> RunningServer.start(rule("metric", "tino_ctr11")).close())
                .isInstanceOf(NotStarted.class)
                .hasMessageContaining("tino.alerts.rules[0] (Hot)")
                .hasMessageContaining("there is no 'tino_ctr11'")
                .hasMessageContaining("TINO_ALERTS_RULES_0_METRIC");
    }
}
