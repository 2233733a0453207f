package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.registry.Registry;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.search.SearchImpression;
import tino.ranking.Impression;
import tino.ranking.Ranking;
import tino.server.RunningServer;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tino experiment}, {@code replay} and {@code offpolicy} as a person calls them, beside a running server. */
final class ReleaseCommandsTest {
    private static final String MODEL = MarketplaceRanker.MODEL;
    private static final int LISTS = 200;
    private static final int ITEMS = 5;
    private static RunningServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of());
        // A version whose files are elsewhere: enough to be named, and a server goes on without it.
        Registry registry = server.part(Registry.class);
        registry.create(MODEL, "", Map.of());
        server.part(Database.class)
                .sql()
                .sql("INSERT INTO model_version (model, number, files, metrics, code_commit, created_at, updated_at)"
                        + " VALUES (?, 1, '{}', '{}', '0123abc', now(), now())")
                .param(MODEL)
                .update();
        registry.gates().override(MODEL, 1, "test", "test");
        server.part(EventLog.class).append(lists());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Two days of lists that random scores ordered; one in two is clicked, at the item most alike. */
    private static List<Event> lists() {
        SplittableRandom random = new SplittableRandom(6);
        int columns = MarketplaceFeatures.LAYOUT.size();
        List<String> items = IntStream.range(0, ITEMS)
                .mapToObj(item -> new UUID(7, item).toString())
                .toList();
        List<Event> events = new ArrayList<>();
        for (int list = 0; list < LISTS; list++) {
            Instant at = Instant.parse(list < LISTS / 2 ? "2026-02-01T12:00:00Z" : "2026-02-02T12:00:00Z");
            UUID decision = DecisionId.next(() -> at, random);
            float[] rows = new float[ITEMS * columns];
            double[] scores = new double[ITEMS];
            int best = 0;
            for (int item = 0; item < ITEMS; item++) {
                rows[item * columns] = (float) random.nextDouble();
                scores[item] = random.nextDouble();
                best = rows[item * columns] > rows[best * columns] ? item : best;
            }
            Ranking ranking = Ranking.by(scores, Ranking.WEIGHTS);
            ObjectNode body = JsonMapper.shared().createObjectNode();
            Impression.page(ranking, items, MarketplaceFeatures.LAYOUT, rows, 0, ITEMS)
                    .write(body);
            events.add(new Event(decision, SearchImpression.TYPE, at, decision, null, null, body));
            if (list % 2 == 0) {
                ObjectNode quote = JsonMapper.shared().createObjectNode();
                events.add(new Event(UUID.randomUUID(), "quote", at, decision, null, items.get(best), quote));
            }
        }
        return events;
    }

    private static Outcome tino(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--json");
        return TinoProcess.run(server.home(), line.toArray(String[]::new));
    }

    private static void assertRefused(int code, String says, String... words) throws Exception {
        Outcome outcome = tino(words);
        assertThat(outcome.json().path("error").asString()).contains(says);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.err()).doesNotContain("\tat ");
    }

    @Test
    void anExperimentIsStartedFollowedAndEnded() throws Exception {
        Outcome started =
                tino("experiment", "start", MODEL, "--a", "weights", "--b", "1", "--share", ".5", "--why", "better?");
        assertThat(started.code()).as(started.err()).isZero();
        assertThat(started.json().path("b").asString()).isEqualTo("version 1");
        assertRefused(
                Exit.FAILED,
                "is running since",
                "experiment",
                "start",
                MODEL,
                "--a",
                "weights",
                "--b",
                "1",
                "--why",
                "again");
        JsonNode status =
                tino("experiment", "status", MODEL).json().path("experiments").path(0);
        assertThat(status.path("verdict").asString()).isEqualTo("undecided");
        assertThat(status.path("arms").path("a").path("people").asInt()).isZero();
        Outcome ended = tino("experiment", "end", MODEL, "--why", "nobody came");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.json().path("outcome").asString()).isEqualTo("nobody came");
        assertRefused(Exit.NOT_FOUND, "No experiment", "experiment", "end", MODEL, "--why", "again");
    }

    @Test
    void anExperimentOfWhatIsNotThereIsRefused() throws Exception {
        assertRefused(
                Exit.NOT_FOUND,
                "no version 7 of " + MODEL + ", there are [1]",
                "experiment",
                "start",
                MODEL,
                "--a",
                "1",
                "--b",
                "7",
                "--why",
                "why");
        assertRefused(
                Exit.NOT_FOUND,
                "no champion",
                "experiment",
                "start",
                MODEL,
                "--a",
                "champion",
                "--b",
                "1",
                "--why",
                "why");
        assertRefused(
                Exit.FAILED,
                "above 0 and up to 1, got 2.0",
                "experiment",
                "start",
                MODEL,
                "--a",
                "weights",
                "--b",
                "1",
                "--share",
                "2",
                "--why",
                "why");
        assertRefused(Exit.NOT_FOUND, "no model 'nobody'", "experiment", "status", "nobody");
        assertRefused(
                Exit.USAGE, "got 'newest'", "experiment", "start", MODEL, "--a", "newest", "--b", "1", "--why", "why");
    }

    @Test
    void pastListsAreOrderedAgainByOtherWeights() throws Exception {
        Path page = folder.resolve("report.html");
        Outcome outcome = tino(
                "replay",
                "--weights",
                "sim_semantico=1",
                "--from",
                "2026-02-01",
                "--to",
                "2026-02-02",
                "--out",
                page.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode report = outcome.json();
        assertThat(report.path("lists").asInt()).isEqualTo(LISTS);
        assertThat(report.path("days")).hasSize(2);
        assertThat(report.path("other_first").asDouble()).isBetween(0.6, 0.95);
        // What was quoted is the most alike, so that order has it first.
        JsonNode mrr = report.path("quality").path("mrr");
        assertThat(mrr.path("after").path("mean").asDouble()).isEqualTo(1);
        assertThat(mrr.path("gain").path("low").asDouble()).isPositive();
        assertThat(Files.readString(page))
                .contains("<svg", "class=\"bar\"", "2026-02-02")
                .doesNotContain("NaN", "null");
        // The second time there is nothing to archive.
        assertThat(tino("replay", "--weights", "sim_semantico=1", "--from", "2026-02-01", "--to", "2026-02-02")
                        .json()
                        .path("days_archived")
                        .asInt())
                .isZero();
        Outcome estimated =
                tino("offpolicy", MODEL, "--version", "weights", "--from", "2026-02-01", "--to", "2026-02-02");
        assertThat(estimated.code()).as(estimated.err()).isZero();
        assertThat(estimated.json().path("logged").path("mean").asDouble()).isEqualTo(0.5);
        assertThat(estimated.json().path("doubly_robust").path("low").isNumber())
                .isTrue();
    }

    @Test
    void aReplayOfWhatIsNotThereIsRefused() throws Exception {
        String[] days = {"--from", "2026-02-01", "--to", "2026-02-02"};
        assertRefused(
                Exit.NOT_FOUND, "no version 7", "replay", "--model", MODEL + ":7", days[0], days[1], days[2], days[3]);
        assertRefused(
                Exit.NOT_FOUND,
                "no model 'nobody'",
                "replay",
                "--model",
                "nobody:1",
                days[0],
                days[1],
                days[2],
                days[3]);
        assertRefused(
                Exit.USAGE,
                "No feature [beauty]",
                "replay",
                "--weights",
                "beauty=1",
                days[0],
                days[1],
                days[2],
                days[3]);
        assertRefused(Exit.USAGE, "--to is not before --from", "replay", "--from", "2026-02-02", "--to", "2026-02-01");
        assertRefused(Exit.NOT_FOUND, "there are none", "replay", "--from", "2026-01-01", "--to", "2026-01-02");
        assertRefused(
                Exit.NOT_FOUND,
                "there are none",
                "offpolicy",
                MODEL,
                "--version",
                "weights",
                "--from",
                "2026-01-01",
                "--to",
                "2026-01-02");
    }

    @Test
    void saysOfEveryModelWhetherWhatItDecidesFromDrifted() throws Exception {
        Outcome outcome = tino("drift");
        assertThat(outcome.code()).isZero();
        JsonNode models = outcome.json().path("models");
        assertThat(models.valueStream().map(model -> model.path("model").asString()))
                .containsExactly(HiringClassifier.MODEL, MODEL);
        JsonNode found = models.path(1);
        assertThat(found.path("standing").asString()).isEqualTo("no_champion");
        assertThat(found.path("columns")).isEmpty();
        assertThat(tino("drift", MODEL).code()).isZero();
        assertRefused(3, "There is no model 'nobody'", "drift", "nobody");
    }

    @Test
    void saysOfEveryModelHowGoodItsAnswersAre() throws Exception {
        Outcome outcome = tino("quality");
        assertThat(outcome.code()).isZero();
        JsonNode models = outcome.json().path("models");
        assertThat(models.valueStream().map(model -> model.path("model").asString()))
                .containsExactly(HiringClassifier.MODEL, MODEL);
        JsonNode found = models.path(1);
        assertThat(found.path("standing").asString()).isEqualTo("no_champion");
        assertThat(found.path("answers").asInt()).isZero();
        assertThat(tino("quality", MODEL).code()).isZero();
        assertRefused(3, "There is no model 'nobody'", "quality", "nobody");
    }
}
