package tino.server;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;
import tino.lifecycle.alert.Aggregation;
import tino.lifecycle.alert.AlertRule;
import tino.lifecycle.alert.Channel;
import tino.lifecycle.alert.Comparison;
import tino.lifecycle.alert.Email;
import tino.lifecycle.alert.Selector;
import tino.lifecycle.alert.Severity;
import tino.lifecycle.alert.Webhook;

/**
 * Who is told of what, {@code tino.alerts.*}.
 *
 * @param every how often the rules are looked at
 * @param rules each as it is declared
 * @param webhook where messages are posted; without a URL none are
 * @param email how e-mails go out; without a host none do
 */
@ConfigurationProperties("tino.alerts")
@Validated
public record AlertSettings(
        @NotNull @DefaultValue("15s") Duration every,
        @DefaultValue List<Rule> rules,
        @DefaultValue WebhookSettings webhook,
        @DefaultValue EmailSettings email) {

    /** @throws IllegalArgumentException if a rule or an address is none: which, what was expected, what came */
    public AlertSettings {
        if (!every.isPositive()) {
            throw new IllegalArgumentException(
                    "tino.alerts.every: expected a time above 0, e.g. 15s, got " + every + ".");
        }
        rules = List.copyOf(rules);
        compiled(rules);
        webhook.channel();
        email.channel();
    }

    /** One rule; see {@link AlertRule}. */
    public record Rule(
            @Nullable String name,
            @Nullable String metric,
            @Nullable Map<String, String> tags,
            @Nullable String of,
            @Nullable Map<String, String> ofTags,
            @DefaultValue("value") Aggregation aggregation,
            @Nullable Double quantile,
            @Nullable Comparison is,
            @Nullable Double threshold,
            @DefaultValue("0s") Duration window,
            @DefaultValue("0") double least,
            @Name("for") @DefaultValue("0s") Duration lasting,
            @DefaultValue List<String> by,
            @Nullable Severity severity,
            @Nullable String summary,
            @Nullable String runbook,
            @DefaultValue("false") boolean retrain) {

        private AlertRule compiled() {
            boolean absent = aggregation == Aggregation.ABSENT;
            return new AlertRule(
                    given("name", name),
                    new Selector(given("metric", metric), Objects.requireNonNullElse(tags, Map.of())),
                    of == null ? null : new Selector(of, Objects.requireNonNullElse(ofTags, Map.of())),
                    aggregation,
                    quantile,
                    absent && is == null ? Comparison.ABOVE : given("is", is),
                    absent && threshold == null ? 0.0 : given("threshold", threshold),
                    window,
                    least,
                    lasting,
                    by,
                    given("severity", severity),
                    given("summary", summary),
                    given("runbook", runbook),
                    retrain);
        }

        private static <T> T given(String key, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("expected " + key + ", got none. Give it: " + key + ": …");
            }
            return value;
        }
    }

    /**
     * Where messages are posted in the form of Slack.
     *
     * @param url a secret
     * @param allowPrivate whether it may lie in a private network or on this machine
     */
    public record WebhookSettings(
            @Nullable String url, @DefaultValue("false") boolean allowPrivate) {
        List<Channel> channel() {
            if (url == null || url.isBlank()) {
                return List.of();
            }
            try {
                return List.of(new Webhook(url, allowPrivate));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("tino.alerts.webhook.url: " + e.getMessage());
            }
        }

        /** Without the URL. */
        @Override
        public String toString() {
            return "WebhookSettings[…]";
        }
    }

    /** How e-mails go out, and to whom. */
    public record EmailSettings(
            @Nullable String host,
            @DefaultValue("587") int port,
            @DefaultValue("starttls") Email.Tls tls,
            @Nullable String user,
            @Nullable String password,
            @DefaultValue("") String from,
            @DefaultValue List<String> to) {
        List<Channel> channel() {
            if (host == null || host.isBlank()) {
                return List.of();
            }
            boolean anonymous = user == null || user.isBlank();
            try {
                return List.of(new Email(
                        new Email.Server(host, port, tls, anonymous ? null : user, anonymous ? null : password),
                        from,
                        to));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("tino.alerts.email: " + e.getMessage(), e);
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "EmailSettings[" + host + ":" + port + "]";
        }
    }

    /** The rules, in their order. */
    public List<AlertRule> alertRules() {
        return compiled(rules);
    }

    /** The ways to people that are set up. */
    public List<Channel> channels() {
        List<Channel> channels = new ArrayList<>(webhook.channel());
        channels.addAll(email.channel());
        return channels;
    }

    private static List<AlertRule> compiled(List<Rule> rules) {
        List<AlertRule> compiled = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            try {
                compiled.add(rule.compiled());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(place(i, rule.name()) + ": " + e.getMessage(), e);
            }
            if (!names.add(compiled.getLast().name())) {
                throw new IllegalArgumentException(
                        place(i, rule.name()) + ": expected a name of its own, another rule has it.");
            }
        }
        return compiled;
    }

    /**
     * Refuses rules on metrics that there are not.
     *
     * @param names of all samples that there can be
     * @throws IllegalArgumentException which rule, which metric, what there is
     */
    void requireKnown(Set<String> names) {
        List<AlertRule> compiled = alertRules();
        for (int i = 0; i < compiled.size(); i++) {
            try {
                compiled.get(i).requireKnown(names);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        place(i, compiled.get(i).name()) + ": " + e.getMessage()
                                + " Set it right in application.yml, or from TINO_ALERTS_RULES_" + i
                                + "_METRIC on in the environment.",
                        e);
            }
        }
    }

    private static String place(int index, @Nullable String name) {
        return "tino.alerts.rules[" + index + "]" + (name == null ? "" : " (" + name + ")");
    }
}
