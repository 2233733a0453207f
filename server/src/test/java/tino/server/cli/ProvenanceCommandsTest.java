package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.pipeline.EvaluationReport;
import tino.lifecycle.pipeline.Evaluations;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.Environment;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registration;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.search.SearchImpression;
import tino.ranking.Impression;
import tino.ranking.Ranking;
import tino.ranking.learn.RankerPipeline;
import tino.server.Platform;
import tino.server.RunningServer;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tino reproduce}, {@code dataset} and {@code models card} as a person calls them, each in a JVM of its own. */
final class ProvenanceCommandsTest {
    private static final String MODEL = MarketplaceRanker.MODEL;
    private static final int ITEMS = 8;
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static RunningServer server;
    private static RunResult first;
    private static RunResult second;

    @TempDir
    private Path folder;

    @BeforeAll
    static void learnTwice() {
        server = RunningServer.start(Map.of("tino.marketplace.minimum-lists", 100));
        server.part(EventLog.class).append(lists(0, 700));
        first = train(1);
        server.part(EventLog.class).append(lists(1, 500));
        second = train(2);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RunResult train(int days) {
        RunResult result = server.part(Platform.class)
                .pipelines(new Random(3))
                .run(
                        server.part(RankerPipeline.class),
                        new Period(START, START.plusSeconds(days * 86_400L)),
                        "test",
                        (share, what) -> {});
        assertThat(result.outcome()).as(result.message()).isEqualTo(RunOutcome.REGISTERED);
        return result;
    }

    /** A day of lists in random order; whoever is cheapest is asked for a quote, which the weights do not know. */
    private static List<Event> lists(int day, int count) {
        SplittableRandom random = new SplittableRandom(day);
        int columns = MarketplaceFeatures.LAYOUT.size();
        int price = MarketplaceFeatures.LAYOUT.index("price_inv");
        List<String> items = IntStream.range(0, ITEMS)
                .mapToObj(item -> new UUID(7, item).toString())
                .toList();
        List<Event> events = new ArrayList<>();
        for (int list = 0; list < count; list++) {
            Instant at = START.plusSeconds(day * 86_400L + list * 60L);
            UUID decision = DecisionId.next(() -> at, random);
            float[] rows = new float[ITEMS * columns];
            double[] scores = new double[ITEMS];
            int best = 0;
            for (int item = 0; item < ITEMS; item++) {
                rows[item * columns] = (float) random.nextDouble();
                rows[item * columns + price] = (float) random.nextDouble();
                scores[item] = random.nextDouble();
                best = rows[item * columns + price] > rows[best * columns + price] ? item : best;
            }
            Ranking ranking = Ranking.by(scores, Ranking.WEIGHTS);
            ObjectNode body = JsonMapper.shared().createObjectNode();
            Impression.page(ranking, items, MarketplaceFeatures.LAYOUT, rows, 0, ITEMS)
                    .write(body);
            events.add(new Event(decision, SearchImpression.TYPE, at, decision, null, null, body));
            ObjectNode quote = JsonMapper.shared().createObjectNode();
            events.add(new Event(UUID.randomUUID(), "quote", at, decision, null, items.get(best), quote));
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

    private static String hash(RunResult result) {
        return Objects.requireNonNull(result.dataset()).hash();
    }

    @Test
    void aVersionComesOutTheSameInAnotherProcess() throws Exception {
        Outcome outcome = tino("reproduce", MODEL + "/1");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode same = outcome.json();
        assertThat(same.path("identical").asBoolean()).isTrue();
        assertThat(same.path("dataset").asString()).isEqualTo(hash(first));
        assertThat(same.path("files"))
                .hasSize(3)
                .allSatisfy(file -> assertThat(file.path("again").asString())
                        .isEqualTo(file.path("recorded").asString()));
        assertThat(same.path("scores").path("differing").asInt()).isZero();
        assertThat(same.path("measures")).hasSize(7);
    }

    @Test
    void whatCannotBeReproducedIsSaid() throws Exception {
        assertRefused(Exit.USAGE, "Expected MODEL/VERSION", "reproduce", MODEL);
        assertRefused(Exit.NOT_FOUND, "there are [1, 2]", "reproduce", MODEL + "/9");
        assertRefused(Exit.NOT_FOUND, "There is no model 'nobody'", "reproduce", "nobody/1");
        server.part(Registry.class)
                .register(
                        "credit",
                        new Registration("s3://elsewhere/credit", null, null, "ana", "", Map.of()),
                        server.part(ArtifactStore.class),
                        new Provenance(null, null, Map.of(), "", Map.of(), Environment.UNKNOWN));
        assertRefused(Exit.NOT_FOUND, "credit/1 was not trained here", "reproduce", "credit/1");
    }

    @Test
    void snapshotsAreListedShownAndCompared() throws Exception {
        JsonNode listed = tino("dataset", "list", "--name", MODEL).json().path("datasets");
        assertThat(listed).hasSize(2);
        JsonNode shown = tino("dataset", "show", hash(first).substring(0, 10)).json();
        assertThat(shown.path("rows").asLong()).isEqualTo(700L * ITEMS);
        assertThat(shown.path("versions").path(0).asString()).isEqualTo(MODEL + "/1");
        assertThat(shown.path("runs").path(0).path("reason").asString()).isEqualTo("test");
        assertThat(shown.path("lineage").path("events.quote").asString()).isEqualTo("700");
        assertThat(shown.path("column_profiles").path(6).path("name").asString())
                .isEqualTo("features.sim_semantico");
        JsonNode compared =
                tino("dataset", "diff", hash(first), MODEL + "/" + hash(second)).json();
        assertThat(compared.path("columns")).hasSize(6 + MarketplaceFeatures.LAYOUT.size() + 2);
        assertThat(compared.path("columns").path(1).path("name").asString()).isEqualTo("at");
        assertThat(compared.path("columns").path(1).path("change").asString()).isEqualTo("much");
        assertThat(compared.path("columns").path(6).path("change").asString()).isEqualTo("none");
        Outcome text = TinoProcess.run(server.home(), "dataset", "diff", hash(first), MODEL + "/" + hash(second));
        assertThat(text.out()).anyMatch(line -> line.matches("none +features.price_inv +PSI 0\\.0.* D 0\\.0.*"));
    }

    /** The figures are those that the run kept. */
    @Test
    void theCardOfAVersionHoldsWhatItsTrainingFound() throws Exception {
        EvaluationReport report = new Evaluations(server.part(Database.class))
                .of(Objects.requireNonNull(second.run()))
                .orElseThrow();
        EvaluationReport.Measure ndcg = report.measures().stream()
                .filter(measure -> measure.metric().equals("ndcg@10"))
                .findFirst()
                .orElseThrow();
        assertThat(Objects.requireNonNull(ndcg.overFallback()).low()).isPositive();
        assertThat(tino("models", "note", MODEL, "2", "limits", "Only for a sale.", "--language", "en")
                        .code())
                .isZero();
        Path pdf = Files.createDirectories(Path.of("target", "pages")).resolve("card-trained.pdf");
        Outcome outcome = tino("models", "card", MODEL, "2", "--out", pdf.toString(), "--language", "en", "--force");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text)
                    .contains(String.format(Locale.ROOT, "%.4f", ndcg.figure().mean()))
                    .contains(String.format(
                            Locale.ROOT,
                            "(+%.4f to +%.4f)",
                            ndcg.overFallback().low(),
                            ndcg.overFallback().high()))
                    .contains("Only for a sale.", "1 / max(price, 1)", "9,600", "tino reproduce");
            assertThat(text.replace(" ", "")).contains(hash(second));
        }
        Path html = folder.resolve("card.html");
        assertThat(tino("models", "card", MODEL, "1", "--out", html.toString()).code())
                .isZero();
        assertThat(Files.readString(html)).contains("lang=\"pt-BR\"", "A ordem é uma sugestão", hash(first));
        assertRefused(
                Exit.USAGE, ".html or .pdf", "models", "card", MODEL, "1", "--out", folder.resolve("card.doc") + "");
        assertRefused(
                Exit.NOT_FOUND,
                "there are [1, 2]",
                "models",
                "card",
                MODEL,
                "7",
                "--out",
                folder.resolve("c.pdf") + "");
        assertRefused(
                Exit.USAGE,
                "pt-BR or en",
                "models",
                "card",
                MODEL,
                "1",
                "--out",
                folder.resolve("c.pdf") + "",
                "--language",
                "xx");
        assertRefused(Exit.USAGE, "Expected one of [use", "models", "note", MODEL, "1", "opinion", "text");
    }

    @Test
    void aSnapshotIsExportedOnceAndRefusedWhereItIsNotMeant() throws Exception {
        Path file = folder.resolve("rows.parquet");
        assertThat(tino("dataset", "export", hash(first), "--out", file.toString())
                        .code())
                .isZero();
        assertThat(Checksum.of(file)).isEqualTo(hash(first));
        assertRefused(
                Exit.USAGE,
                "There is " + file + " already",
                "dataset",
                "export",
                hash(first),
                "--out",
                file.toString());
        assertRefused(
                Exit.USAGE,
                "[.parquet, .csv, .jsonl]",
                "dataset",
                "export",
                hash(first),
                "--out",
                folder.resolve("rows.xlsx").toString());
        assertRefused(Exit.NOT_FOUND, "There is no dataset ffffffff", "dataset", "show", "ffffffff");
        assertRefused(Exit.USAGE, "at least four", "dataset", "show", "ff");
        server.part(Database.class)
                .sql()
                .sql(
                        "INSERT INTO dataset SELECT 'copy', hash, file, schema, period_from, period_to, rows, lineage, created_at"
                                + " FROM dataset WHERE hash = ?")
                .param(hash(second))
                .update();
        assertRefused(Exit.USAGE, "may be any of copy/" + hash(second), "dataset", "show", hash(second));
        assertThat(tino("dataset", "show", "copy/" + hash(second)).code()).isZero();
        assertThat(Files.list(folder)).hasSize(1);
    }
}
