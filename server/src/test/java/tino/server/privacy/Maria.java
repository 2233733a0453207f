package tino.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import tino.language.budget.Budget;
import tino.language.budget.Budgets;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.schedule.SimulatedClock;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.message.Messages;
import tino.marketplace.review.Reviews;
import tino.ranking.learn.RankerPipeline;
import tino.search.IndexCare;
import tino.search.RebuildProgress;
import tino.server.RunningServer;
import tino.server.security.Accounts;
import tino.server.security.Role;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;

/**
 * Maria, who left traces wherever the marketplace has room for them: she has an account and a profile, wrote reviews,
 * messages and disputes, was written to, was found by others, searched herself under two keys, a ranker was trained on it, and an
 * answer to a question cost her something.
 */
final class Maria {
    /** Little data, and a gate that lets it pass. */
    static final Map<String, Object> SETTINGS = Map.of(
            "tino.clock",
            "simulated",
            "tino.marketplace.minimum-lists",
            10,
            "tino.marketplace.gate[0].metric",
            "ndcg@10",
            "tino.marketplace.gate[0].at-least",
            0,
            "tino.limits.searches",
            100_000,
            "tino.limits.events",
            100_000);

    static final String LOGIN = "maria.quitandeira@example.com";
    static final String SESSION = "maria-8c7c2d9e-session";
    static final String ORCID = "0000-0002-1825-0097";
    private static final String TITLE = "Zumbideira quixotesca";
    private static final String DESCRIPTION = "Conserto xilindronas verdejantes em casa";
    private static final String REVIEW = "Serviço pifatronico e pontual";
    private static final String MESSAGE = "Oi, moro na travessa Jurubatuba 77";
    private static final String DISPUTE = "Quebrou meu bule flamejante";
    private static final String QUERY = "vazamento gorgolejante";

    final String account;
    final String profile;
    final RunResult trained;
    private final List<String> pseudonyms;

    private Maria(String account, String profile, RunResult trained, List<String> pseudonyms) {
        this.account = account;
        this.profile = profile;
        this.trained = trained;
        this.pseudonyms = pseudonyms;
    }

    /** Everything by which she could be known. */
    List<String> traces() {
        List<String> traces = new ArrayList<>(
                List.of(account, profile, SESSION, LOGIN, ORCID, TITLE, DESCRIPTION, REVIEW, MESSAGE, DISPUTE, QUERY));
        traces.addAll(pseudonyms);
        // Words that nobody else uses, as an index keeps them.
        traces.addAll(List.of("xilindron", "quixotesc", "gorgolejante"));
        return traces;
    }

    static Maria movesIn(RunningServer server) throws IOException, InterruptedException {
        String key = server.key(Scope.PROFILES, Scope.OPERATE);
        Pseudonyms pseudonyms = server.part(Pseudonyms.class);
        SimulatedClock clock = server.part(SimulatedClock.class);
        String account = server.part(Accounts.class)
                .create(LOGIN, "a long password", EnumSet.of(Role.PROFESSIONAL))
                .toString();
        String profile = profile(server, key, account, TITLE, DESCRIPTION, ",\"orcid_id\":\"" + ORCID + "\"");
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            others.add(profile(
                    server,
                    key,
                    UUID.randomUUID().toString(),
                    "Encanador " + i,
                    "Conserto vazamento em casa " + i,
                    ""));
        }
        server.part(IndexCare.class).rebuild(RebuildProgress.SILENT);
        UUID her = UUID.fromString(account);
        UUID client = UUID.randomUUID();
        UUID other = UUID.fromString(others.getFirst());
        server.part(Reviews.class).add(other, her, 4, REVIEW, clock.instant());
        server.part(Reviews.class).add(UUID.fromString(profile), client, 5, "Muito boa", clock.instant());
        server.part(Messages.class).add(UUID.randomUUID(), her, other, MESSAGE, clock.instant());
        server.part(Messages.class)
                .add(UUID.randomUUID(), client, UUID.fromString(profile), "Pode vir amanhã?", clock.instant());
        server.part(Disputes.class).open(other, her, DISPUTE, clock.instant());

        visits(server, "conserto em casa", 30);
        search(server, QUERY, SESSION, others);
        pseudonyms.rotate();
        await().until(() -> pseudonyms.keys().size() == 2);
        search(server, QUERY, SESSION, others);
        search(server, QUERY, account, others);
        RunResult trained = server.part(Pipelines.class)
                .run(
                        server.part(RankerPipeline.class),
                        Period.endingAt(clock.instant().plusSeconds(1), Duration.ofDays(60)),
                        "test",
                        Progress.SILENT);
        assertThat(trained.outcome()).as(trained.message()).isEqualTo(RunOutcome.REGISTERED);
        Database database = server.part(Database.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            search(server, QUERY, SESSION, others);
            return database.sql()
                            .sql("SELECT count(*) FROM shadow_log WHERE subject = ?")
                            .param(pseudonyms.of(SESSION))
                            .query(Long.class)
                            .single()
                    > 0;
        });
        spends(database, clock, pseudonyms.of(account));
        clock.advance(Duration.ofDays(1));
        server.part(RankerPipeline.class)
                .decisions()
                .ifPresent(
                        decisions -> server.part(Archive.class).bring(decisions, Duration.ofDays(3), Progress.SILENT));
        log(server.home(), account, pseudonyms.of(SESSION));
        List<String> known = new ArrayList<>();
        List.of(account, SESSION).forEach(id -> known.addAll(pseudonyms.all(id)));
        // Nothing was written of her account under the first key.
        known.remove(pseudonyms.all(account).getLast());
        return new Maria(account, profile, trained, known);
    }

    private static String profile(
            RunningServer server, String key, String user, String title, String description, String more) {
        HttpResponse<String> made = server.anybody()
                .post(
                        "/api/professionals",
                        "{\"user_id\":\"" + user + "\",\"title\":\"" + title + "\",\"description\":\"" + description
                                + "\",\"category\":\"Encanador\",\"price_min\":100" + more + "}",
                        "X-API-Key",
                        key);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return RunningServer.tree(made).path("id").asString();
    }

    /** An answer to a question cost her something. */
    private static void spends(Database database, InstantSource clock, String user) throws InterruptedException {
        Budget budget = new Budget("person", Budget.Scope.USER, null, Budget.Period.DAY, BigDecimal.ONE);
        try (Budgets budgets = new Budgets(
                List.of(budget), database, clock, ZoneOffset.UTC, Budgets.PATIENCE, new SimpleMeterRegistry())) {
            budgets.reserve(user, "free", 1_000_000).settle(1_000_000);
        }
    }

    private static void visits(RunningServer server, String query, int count) {
        for (int i = 0; i < count; i++) {
            search(server, query, "visitor-" + i, List.of());
        }
    }

    /** Somebody searches and opens the second. @param preferred is opened instead where it is found */
    private static void search(RunningServer server, String query, String session, List<String> preferred) {
        server.part(SimulatedClock.class).advance(Duration.ofMinutes(3));
        HttpResponse<String> answer = server.anybody()
                .get(
                        "/api/search/?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&session=" + session,
                        "X-Shadow-LTR",
                        "1");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode tree = RunningServer.tree(answer);
        List<String> found = tree.path("results")
                .valueStream()
                .map(hit -> hit.path("id").asString())
                .toList();
        String opened = found.stream().filter(preferred::contains).findFirst().orElse(found.get(1));
        HttpResponse<String> click = server.anybody()
                .post(
                        "/api/events/click/",
                        "{\"doc_id\":\"" + opened + "\",\"decision_id\":\""
                                + tree.path("decision_id").asString() + "\",\"session\":\"" + session + "\"}");
        assertThat(click.statusCode()).as(click.body()).isEqualTo(204);
    }

    private static void log(Path home, String account, String pseudonym) throws IOException {
        Path logs = Files.createDirectories(home.resolve("logs"));
        Files.writeString(
                logs.resolve("tino.log"),
                "INFO " + LOGIN + " signed in as " + account + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        try (GZIPOutputStream out =
                new GZIPOutputStream(Files.newOutputStream(logs.resolve("tino.2026-01-01.0.log.gz")))) {
            out.write(("WARN slow answer to " + pseudonym + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
