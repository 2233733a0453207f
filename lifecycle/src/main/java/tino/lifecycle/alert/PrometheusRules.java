package tino.lifecycle.alert;

import java.time.Duration;
import java.util.List;

/** The rules as a file that Prometheus reads. */
public final class PrometheusRules {
    private PrometheusRules() {}

    /** YAML, as {@code promtool check rules} wants it. @param every how often Prometheus is to look */
    public static String of(List<AlertRule> rules, Duration every) {
        StringBuilder text = new StringBuilder("""
                # Written by `tino alerts export --prometheus`; change tino.alerts.rules instead.
                groups:
                  - name: tino
                    interval: %s
                    rules:
                """.formatted(AlertRule.duration(every)));
        for (AlertRule rule : rules) {
            text.append("""
                          - alert: %s
                            expr: %s
                            for: %s
                            labels:
                              severity: %s
                            annotations:
                              summary: %s
                              runbook_url: %s
                    """.formatted(
                            rule.name(),
                            quoted(rule.expression()),
                            AlertRule.duration(rule.lasting()),
                            rule.severity().code(),
                            // What stands in braces would be a template there.
                            quoted(rule.summary().replace("{{", "{ {")),
                            quoted(rule.runbook())));
        }
        return text.toString();
    }

    /** In double quotes, where YAML knows the escapes of JSON. */
    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
