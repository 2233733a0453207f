package tino.lifecycle.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.dataset.Columns;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.pipeline.Period;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Two people who search, and two who are found; one of each is forgotten. */
@NullUnmarked // a null where there should be a value fails the test by itself
class ErasuresTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static final String BIA = "e0f1a2b3-0000-4000-8000-00000000000b";
    private static final String CAIO = "e0f1a2b3-0000-4000-8000-00000000000c";
    private static final String ACCOUNT = "e0f1a2b3-0000-4000-8000-0000000000ac";

    @TempDir
    private Path home;

    private final SplittableRandom random = new SplittableRandom(8);
    private final List<Runnable> obstacles = new ArrayList<>();
    private Database database;
    private PostgresEventLog log;
    private Pseudonyms pseudonyms;
    private Lake lake;
    private Erasures erasures;
    private List<PersonalData> stores;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh("lifecycle");
        InstantSource clock = InstantSource.fixed(START);
        log = new PostgresEventLog(database, new SimpleMeterRegistry());
        pseudonyms = Pseudonyms.of(home);
        lake = new Lake(home.resolve("lake"), database, clock);
        database.sql()
                .sql("CREATE TABLE note (account uuid, profile uuid, login text, words text)")
                .update();
        stores = new ArrayList<>(Erasures.platformStores(
                database, pseudonyms, lake, new Archive(lake, log, database, clock), home.resolve("logs")));
        stores.add(3, new Notes());
        erasures = new Erasures(database, pseudonyms, stores, home, clock);
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    /** What an application keeps: a table that knows accounts, their profiles and logins. */
    private final class Notes implements PersonalData {
        @Override
        public String name() {
            return "notes";
        }

        @Override
        public Known known(Set<String> ids) {
            Set<String> found = new java.util.HashSet<>();
            Set<String> words = new java.util.HashSet<>();
            database.sql()
                    .sql(
                            "SELECT account::text, profile::text, login FROM note WHERE account::text = ANY (?) OR profile::text = ANY (?)")
                    .params(ids.toArray(String[]::new), ids.toArray(String[]::new))
                    .query(row -> {
                        found.add(row.getString(1));
                        found.add(row.getString(2));
                        words.add(row.getString(3));
                    });
            return new Known(!found.isEmpty(), found, words);
        }

        @Override
        public void export(Subject subject, Consumer<JsonNode> rows) {
            Rows.read(
                    database,
                    "SELECT * FROM note WHERE account::text = ANY (:ids)",
                    rows,
                    "ids",
                    subject.ids().toArray(String[]::new));
        }

        @Override
        public Map<String, Long> erase(Subject subject, boolean known) {
            obstacles.forEach(Runnable::run);
            return Map.of("removed", (long) database.sql()
                    .sql("DELETE FROM note WHERE account = ANY (?)")
                    .param(Subject.uuids(subject.ids()))
                    .update());
        }
    }

    private UUID search(String session, String query, String... shown) {
        UUID decision = DecisionId.next(() -> START.plusMillis(random.nextInt(1000)), random);
        ObjectNode body = JsonMapper.shared().createObjectNode().put("query", query);
        var items = body.putArray("items");
        List.of(shown).forEach(items::add);
        log.append(List.of(new Event(
                decision, "impression", DecisionId.time(decision), decision, pseudonyms.of(session), null, body)));
        return decision;
    }

    private void click(UUID decision, String session, String item) {
        log.append(List.of(new Event(
                UUID.randomUUID(),
                "click",
                DecisionId.time(decision).plusSeconds(5),
                decision,
                session == null ? null : pseudonyms.of(session),
                item,
                JsonMapper.shared().createObjectNode())));
    }

    private void shadow(UUID decision, String session, String item) {
        UUID rollout = new UUID(1, 1);
        version("m", 1, null);
        database.sql()
                .sql("INSERT INTO rollout (id, model, version, stage, percent, revision, started_at, since)"
                        + " VALUES (?, 'm', 1, 'shadow', 0, 0, now(), now()) ON CONFLICT DO NOTHING")
                .param(rollout)
                .update();
        database.sql()
                .sql("INSERT INTO shadow_log (shadow_id, rollout, at, decision, subject, item, weight, micros)"
                        + " VALUES (gen_random_uuid(), ?, ?, ?, ?, ?, 1, 1)")
                .params(rollout, Timestamp.from(DecisionId.time(decision)), decision, pseudonyms.of(session), item)
                .update();
    }

    private void registered(String model) {
        database.sql()
                .sql(
                        "INSERT INTO registered_model (name, folder, created_at, updated_at) VALUES (?, ?, now(), now()) ON CONFLICT DO NOTHING")
                .params(model, model)
                .update();
    }

    private void version(String model, int number, String dataset) {
        registered(model);
        database.sql()
                .sql(
                        "INSERT INTO model_version (model, number, files, dataset, metrics, code_commit, created_at, updated_at)"
                                + " VALUES (?, ?, '{}', ?, '{}', 'c', now(), now()) ON CONFLICT DO NOTHING")
                .params(model, number)
                .param(dataset)
                .update();
    }

    private record Row(UUID decision, String item, float score) {}

    private Dataset snapshot(String name, List<Row> rows) {
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        columns.put("decision", "UUID");
        columns.put("item", "VARCHAR");
        columns.put("score", "FLOAT");
        columns.put("vector", "FLOAT[2]");
        try (DatasetWriter writer = lake.writer(name, columns)) {
            rows.forEach(row -> writer.add(row.decision)
                    .add(row.item)
                    .add(row.score)
                    .add(new float[] {row.score, Float.NaN})
                    .endRow());
            return writer.finish(
                    new Period(START, START.plusSeconds(3600)), Map.of("lists", Integer.toString(rows.size())));
        }
    }

    private List<String> bodies() {
        return database.sql()
                .sql("SELECT coalesce(item, '') || ' ' || body::text FROM event ORDER BY decision, at, id")
                .query(String.class)
                .list();
    }

    private Erasure erase(String id) {
        return erasures.run(erasures.request(id, "dpo").orElseThrow(), _ -> {});
    }

    @Test
    void whoSearchedIsGoneFromEveryStoreAndWhoElseSearchedIsNot() throws IOException {
        UUID before = search("ana", "rua das flores 15", BIA, CAIO);
        click(before, "ana", BIA);
        click(before, null, CAIO);
        pseudonyms.rotate();
        UUID hers = search("ana", "chuveiro", BIA, CAIO);
        UUID his = search("rui", "torneira", CAIO, BIA);
        click(his, "ana", CAIO);
        click(his, "rui", BIA);
        shadow(hers, "ana", BIA);
        shadow(his, "rui", CAIO);
        List<Row> rows = List.of(
                new Row(before, BIA, 1),
                new Row(his, CAIO, 2),
                new Row(hers, BIA, 3),
                new Row(his, BIA, 4),
                new Row(hers, null, 5));
        Dataset learned = snapshot("ranker", rows);
        Dataset other = snapshot("other", List.of(new Row(his, CAIO, 2)));
        version("m", 7, learned.hash());
        version("m", 8, other.hash());
        Dataset day = snapshot("ranker.decisions", List.of(new Row(hers, null, 1), new Row(his, null, 2)));
        database.sql()
                .sql("INSERT INTO archived_day (model, day, dataset, events) VALUES ('ranker', ?, ?, 7)")
                .params(LocalDate.parse("2026-03-02"), day.hash())
                .update();
        String old = pseudonyms.all("ana").getLast();
        Files.createDirectories(home.resolve("logs"));
        Files.writeString(
                home.resolve("logs/tino.log"), "INFO subject " + old + " searched\nINFO ana searched, banana\n");

        Erasure erasure = erase("ana");

        assertThat(erasure.complete()).isTrue();
        assertThat(erasure.remains()).isEmpty();
        assertThat(erasure.steps()).allMatch(Erasure.Step::done);
        Map<String, Map<String, Long>> removed = new HashMap<>();
        erasure.steps().forEach(step -> removed.put(step.store(), step.removed()));
        assertThat(removed.get("events")).isEqualTo(Map.of("removed", 5L, "detached", 0L));
        assertThat(removed.get("shadow_log")).isEqualTo(Map.of("removed", 1L, "detached", 0L));
        assertThat(removed.get("lake")).isEqualTo(Map.of("snapshots", 2L, "removed", 4L, "detached", 0L));
        assertThat(removed.get("lake.files")).isEqualTo(Map.of("files", 2L));
        assertThat(removed.get("logs")).isEqualTo(Map.of("files", 1L));
        assertThat(bodies()).hasSize(2).noneMatch(body -> body.contains("flores") || body.contains("chuveiro"));
        assertThat(home.resolve("logs/tino.log"))
                .hasContent("INFO subject " + "*".repeat(22) + " searched\nINFO *** searched, banana\n");

        // The snapshot has a successor, and says so.
        Dataset erased = lake.dataset("ranker", learned.hash()).orElseThrow();
        assertThat(erased.file()).doesNotExist();
        Dataset successor =
                lake.dataset("ranker", erased.lineage().get(Lake.SUCCESSOR)).orElseThrow();
        assertThat(erased.lineage())
                .containsEntry("erased_at", START.toString())
                .containsEntry("lists", "5");
        assertThat(successor.lineage())
                .containsEntry("predecessor", learned.hash())
                .containsEntry("rows.removed", "3");
        assertThat(successor.rows()).isEqualTo(2);
        try (Columns columns = lake.read(successor)) {
            assertThat(columns.uuids("decision")).containsExactly(his, his);
            assertThat(columns.strings("item")).containsExactly(CAIO, BIA);
            assertThat(columns.matrix("vector", 2)).containsExactly(2, Float.NaN, 4, Float.NaN);
        }
        assertThatThrownBy(() -> lake.read(erased))
                .hasMessageContaining("people who were erased")
                .hasMessageContaining(successor.hash());
        assertThat(lake.dataset("other", other.hash()).orElseThrow().file()).exists();
        assertThat(database.sql()
                        .sql("SELECT dataset FROM archived_day")
                        .query(String.class)
                        .single())
                .isEqualTo(lake.dataset("ranker.decisions", day.hash())
                        .orElseThrow()
                        .lineage()
                        .get(Lake.SUCCESSOR));

        // Version 7 was trained on it, 8 was not.
        assertThat(erasure.versions()).containsExactly(new Erasure.Trained("m", 7, 3, 1));
        assertThat(erasures.trained("m")).containsExactly(new Erasure.Trained("m", 7, 3, 1));
        // Two keys later another person of the same snapshot goes: 7 knew that one too.
        Erasure second = erase("rui");
        assertThat(second.versions())
                .containsExactly(new Erasure.Trained("m", 7, 2, 1), new Erasure.Trained("m", 8, 1, 1));
        assertThat(erasures.trained("m").getFirst()).isEqualTo(new Erasure.Trained("m", 7, 5, 2));
        assertThat(bodies()).isEmpty();
    }

    @Test
    void whoWasFoundIsAStrangerInTheListsOfOthers() {
        database.sql()
                .sql("INSERT INTO note VALUES (?::uuid, ?::uuid, 'bia@example.com', 'what she wrote')")
                .params(ACCOUNT, BIA)
                .update();
        UUID one = search("rui", "pintora", BIA, CAIO);
        click(one, "rui", BIA);
        UUID two = search("ana", "azulejo", CAIO);
        shadow(one, "rui", BIA);
        Dataset learned =
                snapshot("ranker", List.of(new Row(one, BIA, 1), new Row(one, CAIO, 2), new Row(two, CAIO, 3)));

        Erasure erasure = erase(ACCOUNT);

        assertThat(erasure.remains()).isEmpty();
        List<String> left = bodies();
        assertThat(left).hasSize(3).noneMatch(body -> body.contains(BIA));
        String stranger = left.stream()
                .filter(body -> !body.startsWith(" "))
                .findFirst()
                .orElseThrow()
                .substring(0, 36);
        assertThat(left)
                .filteredOn(body -> body.contains("pintora"))
                .singleElement()
                .satisfies(body -> assertThat(body).contains("\"" + stranger + "\",\"" + CAIO + "\""));
        Dataset successor = lake.dataset(
                        "ranker",
                        lake.dataset("ranker", learned.hash())
                                .orElseThrow()
                                .lineage()
                                .get(Lake.SUCCESSOR))
                .orElseThrow();
        try (Columns columns = lake.read(successor)) {
            assertThat(columns.strings("item")).containsExactly(stranger, CAIO, CAIO);
        }
        assertThat(database.sql()
                        .sql("SELECT item FROM shadow_log")
                        .query(String.class)
                        .single())
                .isEqualTo(stranger);
        assertThat(database.sql()
                        .sql("SELECT count(*) FROM note")
                        .query(Long.class)
                        .single())
                .isZero();
        // Nothing that is kept of the erasure says who the stranger was.
        String kept = String.join(
                " ",
                database.sql()
                        .sql("SELECT e::text FROM erasure e UNION ALL SELECT d::text FROM erasure_decision d"
                                + " UNION ALL SELECT s::text FROM erasure_step s")
                        .query(String.class)
                        .list());
        assertThat(kept).doesNotContain(stranger, BIA, ACCOUNT, "bia@example.com");
        // Known by any of the ids.
        assertThat(erasures.of(BIA)).get().extracting(Erasure::id).isEqualTo(erasure.id());
        assertThat(erasures.of(CAIO)).isEmpty();
    }

    @Test
    void aSecondRequestIsTheFirstAgainUnlessThereIsSomethingNew() {
        search("ana", "chuveiro", CAIO);
        Erasure first = erase("ana");
        assertThat(erasures.request("ana", "dpo")).contains(first.id());
        assertThat(erasures.run(first.id(), _ -> {})).isEqualTo(first);
        search("ana", "torneira", CAIO);
        UUID second = erasures.request("ana", "dpo").orElseThrow();
        assertThat(second).isNotEqualTo(first.id());
        assertThat(erasures.request("ana", "another")).as("while it goes on").contains(second);
        erasures.resume();
        assertThat(erasures.find(second).orElseThrow().complete()).isTrue();
        assertThat(bodies()).isEmpty();
    }

    @Test
    void nobodyIsNotErased() {
        search("ana", "chuveiro", CAIO);
        assertThat(erasures.request("nobody", "dpo")).isEmpty();
        assertThat(erasures.request(UUID.randomUUID().toString(), "dpo")).isEmpty();
        assertThat(erasures.newest(10)).isEmpty();
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void whoLeftEarlierIsFoundByWhatIsLeft() {
        search("ana", "chuveiro", CAIO);
        assertThat(erase(CAIO).complete()).isTrue();
        assertThat(bodies()).hasSize(1).noneMatch(body -> body.contains(CAIO));
    }

    @Test
    void aShortNameIsNotTornOutOfOtherTexts() {
        UUID decision = search("a", "a casa", CAIO);
        search("rui", "a casa da ana", CAIO);
        click(decision, "a", CAIO);
        assertThat(erase("a").steps().getFirst().removed()).isEqualTo(Map.of("removed", 2L, "detached", 0L));
        assertThat(bodies()).singleElement().asString().contains("a casa da ana");
    }

    @Test
    void aStepThatFailsIsSaidAndTriedAgain() {
        database.sql()
                .sql("INSERT INTO note VALUES (?::uuid, ?::uuid, 'bia', 'what she wrote')")
                .params(ACCOUNT, BIA)
                .update();
        search("rui", "pintora", BIA);
        obstacles.add(() -> {
            throw new IllegalStateException("the disk of " + BIA + " is full");
        });
        Erasure stuck = erase(BIA);
        assertThat(stuck.complete()).isFalse();
        assertThat(stuck.steps().stream().filter(Erasure.Step::done).map(Erasure.Step::store))
                .containsExactly("events", "shadow_log", "lake");
        assertThat(stuck.steps().get(3).problem())
                .startsWith("IllegalStateException")
                .doesNotContain(BIA);
        obstacles.clear();
        erasures.resume();
        Erasure complete = erasures.find(stuck.id()).orElseThrow();
        assertThat(complete.complete()).isTrue();
        assertThat(complete.steps()).allMatch(step -> step.problem() == null);
    }

    @Test
    void aStoreThatIsElsewhereIsLeftToWhoHasIt() {
        search("ana", "chuveiro", CAIO);
        UUID id = erasures.request("ana", "dpo").orElseThrow();
        Erasures partial = new Erasures(
                database,
                pseudonyms,
                stores.stream().filter(store -> !store.name().equals("notes")).toList(),
                home,
                InstantSource.fixed(START));
        Erasure waiting = partial.run(id, _ -> {});
        assertThat(waiting.complete()).isFalse();
        assertThat(waiting.steps())
                .filteredOn(step -> !step.done())
                .singleElement()
                .satisfies(step -> assertThat(step.store()).isEqualTo("notes"));
        assertThat(erasures.run(id, _ -> {}).complete()).isTrue();
    }

    @Test
    void aDestroyedKeyCutsThePersonFromWhatWasWrittenUnderIt() {
        search("ana", "chuveiro", CAIO);
        pseudonyms.rotate();
        pseudonyms.destroy(1);
        assertThat(erasures.request("ana", "dpo")).isEmpty();
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void whatNoStoreKnewOfIsSaidAtTheEnd() throws IOException {
        search(CAIO, "chuveiro");
        database.sql()
                .sql("CREATE TABLE forgotten (id int, note text, packed bytea)")
                .update();
        database.sql()
                .sql("INSERT INTO forgotten VALUES (1, ?, ?), (2, 'nobody', NULL)")
                .params("call " + CAIO, ("task of " + CAIO).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .update();
        Files.createDirectories(home.resolve("artifacts/ab"));
        Files.writeString(home.resolve("artifacts/ab/file"), "rows of " + CAIO);
        assertThat(erase(CAIO).remains())
                .isEqualTo(Map.of("forgotten.note", 1L, "forgotten.packed", 1L, "artifacts/ab/file", 1L));
    }

    @Test
    void everythingOfAPersonIsHandedOut() {
        database.sql()
                .sql("INSERT INTO note VALUES (?::uuid, ?::uuid, 'bia', 'what she wrote')")
                .params(ACCOUNT, BIA)
                .update();
        UUID shown = search("rui", "pintora", BIA, CAIO);
        click(shown, "rui", BIA);
        search(ACCOUNT, "tinta", CAIO);
        snapshot("ranker", List.of(new Row(shown, BIA, 1), new Row(shown, CAIO, 2)));
        Map<String, List<JsonNode>> handed = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        assertThat(erasures.subjects().export(ACCOUNT, new Subjects.Export() {
                    @Override
                    public void store(String name) {
                        current.add(name);
                        handed.put(name, new ArrayList<>());
                    }

                    @Override
                    public void row(JsonNode row) {
                        handed.get(current.getLast()).add(row);
                    }
                }))
                .isTrue();
        assertThat(handed.get("notes"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("words").asString()).isEqualTo("what she wrote"));
        assertThat(handed.get("events")).hasSize(3);
        assertThat(handed.get("events").getFirst().path("body").path("query").asString())
                .isEqualTo("tinta");
        assertThat(handed.get("events").subList(1, 3))
                .as("what others searched for is theirs")
                .noneMatch(row -> row.toString().contains("pintora"));
        assertThat(handed.get("lake"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("rows").asLong()).isEqualTo(1));
        assertThat(erasures.subjects().export("nobody", new Subjects.Export() {
                    @Override
                    public void store(String name) {
                        throw new AssertionError(name);
                    }

                    @Override
                    public void row(JsonNode row) {
                        throw new AssertionError(row);
                    }
                }))
                .isFalse();
    }
}
