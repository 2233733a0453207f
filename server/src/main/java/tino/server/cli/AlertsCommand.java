package tino.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.alert.Alert;
import tino.lifecycle.alert.AlertRule;
import tino.lifecycle.alert.Alerts;
import tino.lifecycle.alert.Channel;
import tino.lifecycle.alert.Notification;
import tino.lifecycle.alert.Notifications;
import tino.lifecycle.alert.PrometheusRules;
import tino.lifecycle.alert.Silence;
import tino.lifecycle.alert.Silences;
import tino.server.AlertSettings;
import tino.server.Platform;
import tino.server.Settings;

/** {@code tino alerts …}: what fires, who wants silence, whether people can be reached, and the rules for Prometheus. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Shows and silences alerts, tries the ways to people, exports the rules.",
        subcommands = {
            AlertsCommand.Listing.class,
            AlertsCommand.Quiet.class,
            AlertsCommand.Unquiet.class,
            AlertsCommand.Test.class,
            AlertsCommand.Export.class
        })
final class AlertsCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(Exit.USAGE, "list, silence, unsilence, test or export is missing; see: tino alerts --help");
    }

    private static AlertSettings settings() {
        return Settings.load("tino.alerts", AlertSettings.class);
    }

    private static String user() {
        return String.valueOf(System.getProperty("user.name"));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Alerts that are pending or fire, the latest ones before, silences, and what could not be sent.")
    static final class Listing implements Callable<Integer> {
        private static final int PAST = 10;

        @Mixin
        private final Output output = new Output();

        @Override
        public Integer call() {
            try (Platform platform = Platform.open()) {
                Alerts alerts = new Alerts(platform.database());
                List<Silence> silences = new Silences(platform.database(), platform.clock()).active();
                List<Alert> open = alerts.open();
                List<Alert> past = alerts.resolved(PAST);
                if (open.isEmpty()) {
                    output.print("Nothing is pending or fires.");
                }
                open.forEach(alert -> line(alert, silences));
                past.forEach(alert -> line(alert, List.of()));
                silences.forEach(silence -> output.print("silence %s of %s until %s by %s: %s"
                        .formatted(silence.id(), silence.rule(), silence.until(), silence.who(), silence.why())));
                List<Notifications.Delivery> unsent = new Notifications(platform.database())
                        .newest(100).stream()
                                .filter(one -> one.sentAt() == null && one.problem() != null)
                                .toList();
                unsent.forEach(one -> output.print("not sent by %s (%d attempts%s): %s"
                        .formatted(
                                one.channel(),
                                one.attempts(),
                                one.givenUp() == null ? "" : ", given up",
                                one.problem())));
                Map<String, Object> result = new LinkedHashMap<>();
                result.put(
                        "rules",
                        settings().alertRules().stream().map(AlertRule::name).toList());
                result.put("open", open.stream().map(AlertsCommand::figures).toList());
                result.put("resolved", past.stream().map(AlertsCommand::figures).toList());
                result.put(
                        "silences",
                        silences.stream().map(AlertsCommand::figures).toList());
                result.put("unsent", unsent.size());
                output.result(result);
                return Exit.OK;
            }
        }

        private void line(Alert alert, List<Silence> silences) {
            output.print(String.format(
                    Locale.ROOT,
                    "%-8s %-8s %s  value %.4g since %s%s%n         %s",
                    alert.state().code(),
                    alert.severity().code(),
                    alert.name(),
                    alert.value(),
                    alert.activeAt(),
                    silences.stream().anyMatch(silence -> silence.covers(alert)) ? ", silenced" : "",
                    alert.summary()));
        }
    }

    private static Map<String, Object> figures(Alert alert) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("id", alert.id());
        figures.put("rule", alert.rule());
        figures.put("labels", alert.labels());
        figures.put("severity", alert.severity().code());
        figures.put("state", alert.state().code());
        figures.put("value", Output.finite(alert.value()));
        figures.put("active_at", alert.activeAt());
        figures.put("fired_at", alert.firedAt());
        figures.put("resolved_at", alert.resolvedAt());
        figures.put("summary", alert.summary());
        figures.put("runbook", alert.runbook());
        return figures;
    }

    private static Map<String, Object> figures(Silence silence) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("id", silence.id());
        figures.put("rule", silence.rule());
        figures.put("labels", silence.labels());
        figures.put("who", silence.who());
        figures.put("why", silence.why());
        figures.put("until", silence.until());
        return figures;
    }

    @Command(
            name = "silence",
            mixinStandardHelpOptions = true,
            description = "Has nobody told of a rule's alerts for a while; they go on being seen and kept.")
    static final class Quiet implements Callable<Integer> {
        @Mixin
        private final Output output = new Output();

        @Parameters(index = "0", paramLabel = "RULE", description = "E.g. SearchCtrLow.")
        private String rule = "";

        @Option(names = "--for", paramLabel = "TIME", required = true, description = "How long, e.g. 90m or 2h.")
        private String time = "";

        @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Kept with the silence.")
        private String why = "";

        @Option(names = "--who", paramLabel = "NAME", description = "Who wants it (default: the user of this machine).")
        private String who = user();

        @Option(
                names = "--label",
                paramLabel = "NAME=VALUE",
                description = "Only alerts with that label, e.g. model=marketplace-ranker.")
        private Map<String, String> labels = new LinkedHashMap<>();

        @Override
        public Integer call() {
            List<String> names =
                    settings().alertRules().stream().map(AlertRule::name).toList();
            if (!names.contains(rule)) {
                throw new Failure(Exit.NOT_FOUND, "There is no rule '" + rule + "', there are " + names + ".");
            }
            Duration length;
            try {
                length = DurationStyle.detectAndParse(time);
            } catch (IllegalArgumentException e) {
                throw new Failure(Exit.USAGE, "Expected a time such as 90m or 2h for --for, got '" + time + "'.", e);
            }
            try (Platform platform = Platform.open()) {
                Silence silence =
                        new Silences(platform.database(), platform.clock()).silence(rule, labels, length, who, why);
                output.print("Nobody is told of " + rule + " until " + silence.until()
                        + ". To end it before: tino alerts unsilence " + silence.id());
                output.result(figures(silence));
                return Exit.OK;
            }
        }
    }

    @Command(
            name = "unsilence",
            mixinStandardHelpOptions = true,
            description = "Ends a silence before its time; people are told of what fires then.")
    static final class Unquiet implements Callable<Integer> {
        @Mixin
        private final Output output = new Output();

        @Parameters(index = "0", paramLabel = "ID", description = "Of the silence; see: tino alerts list.")
        private UUID id = new UUID(0, 0);

        @Option(names = "--who", paramLabel = "NAME", description = "Who ends it (default: the user of this machine).")
        private String who = user();

        @Override
        public Integer call() {
            try (Platform platform = Platform.open()) {
                if (!new Silences(platform.database(), platform.clock()).end(id, who)) {
                    throw new Failure(
                            Exit.NOT_FOUND, "There is no silence " + id + " that holds now; see: tino alerts list");
                }
                output.print("The silence is over.");
                output.result(Map.of("ended", id));
                return Exit.OK;
            }
        }
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Sends a message by every way that is set up, now, and says what became of it.")
    static final class Test implements Callable<Integer> {
        @Mixin
        private final Output output = new Output();

        @Override
        public Integer call() {
            List<Channel> channels = settings().channels();
            if (channels.isEmpty()) {
                throw new Failure(
                        Exit.NOT_FOUND,
                        "No way to people is set up. Give tino.alerts.webhook.url (TINO_ALERTS_WEBHOOK_URL) or tino.alerts.email.");
            }
            Notification test = Notification.test(InstantSource.system().instant());
            Map<String, Object> results = new LinkedHashMap<>();
            List<String> failed = new ArrayList<>();
            for (Channel channel : channels) {
                try {
                    channel.send(test);
                    output.print(channel.name() + ": sent");
                    results.put(channel.name(), "sent");
                } catch (Channel.NotSent e) {
                    output.print(channel.name() + ": " + e.getMessage());
                    results.put(channel.name(), String.valueOf(e.getMessage()));
                    failed.add(channel.name());
                }
            }
            output.result(Map.of("channels", results));
            return failed.isEmpty() ? Exit.OK : Exit.UNAVAILABLE;
        }
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Writes the rules for Prometheus.")
    static final class Export implements Callable<Integer> {
        private static final String STANDARD_OUTPUT = "-";

        @Mixin
        private final Output output = new Output();

        @Option(
                names = "--prometheus",
                paramLabel = "FILE",
                arity = "0..1",
                required = true,
                fallbackValue = STANDARD_OUTPUT,
                description = "As a rules file; without a name to standard output.")
        private @Nullable String file;

        @Override
        public Integer call() throws IOException {
            AlertSettings settings = settings();
            String text = PrometheusRules.of(settings.alertRules(), settings.every());
            if (file == null || file.equals(STANDARD_OUTPUT)) {
                if (!output.json()) {
                    output.print(text.stripTrailing());
                }
                output.result(Map.of("rules", settings.rules().size(), "text", text));
                return Exit.OK;
            }
            Path path = Path.of(file);
            Files.writeString(path, text, StandardCharsets.UTF_8);
            output.print(settings.rules().size() + " rules are in " + path + ".");
            output.result(Map.of(
                    "rules",
                    settings.rules().size(),
                    "file",
                    path.toAbsolutePath().toString()));
            return Exit.OK;
        }
    }
}
