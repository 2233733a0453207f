package tino.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.lifecycle.alert.AlertRule;
import tino.lifecycle.alert.Exposition;
import tino.lifecycle.alert.PrometheusRules;
import tino.lifecycle.alert.Sample;
import tino.server.AlertSettings;
import tino.server.RunningServer;
import tino.server.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What lies in {@code deploy}: accepted by the real promtool, and about metrics that a running server has. */
class RulesFilesTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Path RULES = DEPLOY.resolve("prometheus/tino.rules.yml");
    private static final Path TESTS = DEPLOY.resolve("prometheus/tino.tests.yml");
    private static final Path DASHBOARD = DEPLOY.resolve("grafana/tino.json");

    /** The meters of single features come with the first version that has a baseline; this server has no version. */
    private static final Set<String> OF_DRIFT = Set.of("tino_drift_effect");

    private static final Set<String> WORDS = Set.of("by", "on", "and", "or", "unless", "group_left", "without", "bool");

    private static AlertSettings settings;

    @BeforeAll
    static void load() {
        settings = Settings.load("tino.alerts", AlertSettings.class);
    }

    @Test
    void theFileOfRulesIsWhatTheSettingsExport() throws IOException {
        assertThat(RULES)
                .as("write it again: ./tino alerts export --prometheus deploy/prometheus/tino.rules.yml")
                .hasContent(PrometheusRules.of(settings.alertRules(), settings.every()));
    }

    @Test
    void promtoolAcceptsTheRulesAndTheirTestsPass() throws Exception {
        promtool("check", "rules", RULES.toString());
        promtool("check", "config", DEPLOY.resolve("prometheus/prometheus.yml").toString());
        promtool("test", "rules", TESTS.toString());
    }

    @Test
    void everyRuleIsTestedByPromtool() throws IOException {
        String tests = Files.readString(TESTS);
        assertThat(settings.alertRules())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(tests).contains("alertname: " + rule.name() + "\n        exp_alerts"));
    }

    @Test
    void everyRuleHasARunbook() throws IOException {
        List<String> headings = Files.readAllLines(Path.of("..", "docs/operations.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(settings.alertRules())
                .allSatisfy(rule -> assertThat(rule.runbook())
                        .startsWith("docs/operations.md#")
                        .matches(runbook -> headings.contains(runbook.substring(runbook.indexOf('#') + 1))));
    }

    @Test
    void everyMetricOfRulesAndDashboardIsInTheScrapeOfARunningServer() throws IOException {
        RunningServer server = RunningServer.shared();
        assertThat(server.anybody().get("/api/search/?q=eletricista").statusCode())
                .isEqualTo(200);
        Set<String> scraped = new TreeSet<>(OF_DRIFT);
        Exposition.samples(server.anybody().get("/metrics").body()).stream()
                .map(Sample::name)
                .forEach(scraped::add);
        List<String> queries = queries(JsonMapper.shared().readTree(Files.readString(DASHBOARD)));
        assertThat(queries).hasSizeGreaterThan(15);
        queries.forEach(query -> assertThat(scraped).as(query).containsAll(metrics(query)));
        assertThat(
                        metrics(
                                "histogram_quantile(0.9, sum by (le, stage) (rate(a_bucket{x=\"b\"}[5m]))) / on (model) group_left () c > 1e3"))
                .as("what is taken for a metric")
                .containsExactly("a_bucket", "c");
        settings.alertRules().stream()
                .map(AlertRule::expression)
                .forEach(query -> assertThat(scraped).as(query).containsAll(metrics(query)));
    }

    /**
     * By Grafana's own schema of a dashboard (kinds/dashboard/dashboard_kind.cue: a panel's type is not empty, ids are numbers, places lie in a
     * grid of 24 columns, time, schema version, kinds of variables) and its documentation "Dashboard JSON model" (a uid of 8 to 40
     * characters). Also that panels do not lie upon each other and that none has a query twice of one name.
     */
    @Test
    void theDashboardIsOneByGrafanasSchema() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
        assertThat(dashboard.path("uid").asString()).matches("[a-zA-Z0-9_-]{8,40}");
        assertThat(dashboard.path("schemaVersion").isInt()).isTrue();
        assertThat(dashboard.path("time").propertyNames()).contains("from", "to");
        dashboard
                .path("templating")
                .path("list")
                .valueStream()
                .forEach(variable -> assertThat(variable.path("type").asString())
                        .isIn("query", "adhoc", "constant", "datasource", "interval", "textbox", "custom"));
        Set<Integer> ids = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        dashboard.path("panels").valueStream().forEach(panel -> {
            String title = panel.path("title").asString();
            assertThat(ids.add(panel.path("id").asInt())).as("id of %s", title).isTrue();
            assertThat(panel.path("type").asString()).isIn("timeseries", "stat");
            JsonNode place = panel.path("gridPos");
            int x = place.path("x").asInt(-1);
            int width = place.path("w").asInt();
            assertThat(x).as(title).isBetween(0, 23);
            assertThat(x + width).as(title).isBetween(x + 1, 24);
            assertThat(place.path("h").asInt()).as(title).isPositive();
            for (int column = x; column < x + width; column++) {
                for (int row = 0; row < place.path("h").asInt(); row++) {
                    assertThat(taken.add(column + "," + (place.path("y").asInt(-1) + row)))
                            .as("%s lies on no other", title)
                            .isTrue();
                }
            }
            assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
            Set<String> names = new TreeSet<>();
            panel.path("targets").valueStream().forEach(target -> {
                assertThat(names.add(target.path("refId").asString())).as(title).isTrue();
                assertThat(target.path("datasource")).isEqualTo(panel.path("datasource"));
            });
            if (panel.path("type").asString().equals("timeseries")) {
                assertThat(panel.path("options").path("legend").propertyNames())
                        .as(title)
                        .contains("displayMode", "placement", "showLegend", "calcs");
            }
        });
    }

    private static List<String> queries(JsonNode node) {
        return node.path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString())
                .toList();
    }

    /** Names that are neither functions, words of the language nor labels. */
    private static Set<String> metrics(String query) {
        String bare = query.replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^]]*]", "")
                .replaceAll("\\b(by|on|without|group_left|ignoring)\\s*\\([^)]*\\)", "");
        Matcher names = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\(|[a-zA-Z0-9_:])")
                .matcher(bare.replaceAll("\\b[0-9][0-9.e+-]*\\b", ""));
        Set<String> metrics = new TreeSet<>();
        while (names.find()) {
            metrics.add(names.group());
        }
        metrics.removeAll(WORDS);
        return metrics;
    }

    private static void promtool(String... words) throws IOException, InterruptedException {
        String path = String.valueOf(System.getenv("PATH"));
        Path program = Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        assumeTrue(
                Files.isExecutable(program) && Files.isRegularFile(program),
                "The rules for Prometheus are not checked: there is no promtool. Install it (Debian: apt-get install prometheus).");
        List<String> command = Stream.concat(Stream.of(program.toString()), Arrays.stream(words))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
