package tino.lifecycle.privacy;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Erasure.Step;
import tino.lifecycle.privacy.Erasure.Trained;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Forgets people, in the tables {@code erasure…}: store by store, each a step and a transaction. What is broken off anywhere
 * is taken up where it was by {@link #resume}; several processes may do so at once. A store that this process does not have
 * is left to one that has it.
 */
public final class Erasures {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final TypeReference<LinkedHashMap<String, Long>> COUNTS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.shared();
    private final Database database;
    private final Pseudonyms pseudonyms;
    private final Remains remains;
    private final InstantSource clock;
    private final Subjects subjects;

    /** Those of this process, in the order of the steps. */
    private final Map<String, PersonalData> stores = new LinkedHashMap<>();

    /**
     * @param stores of the platform and of the applications
     * @param home in whose files people are looked for at the end
     */
    public Erasures(
            Database database, Pseudonyms pseudonyms, List<PersonalData> stores, Path home, InstantSource clock) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.subjects = new Subjects(pseudonyms, stores);
        Map<String, String> namesakes = new HashMap<>();
        for (PersonalData store : stores) {
            namesakes.putAll(store.namesakes());
            if (this.stores.put(store.name(), store) != null) {
                throw new IllegalArgumentException(
                        "Expected stores of different names, got '" + store.name() + "' twice.");
            }
        }
        this.remains = new Remains(database, home.toAbsolutePath().normalize(), namesakes);
    }

    /** What the platform keeps of people, in the order in which it is to be erased: before what the applications keep. */
    public static List<PersonalData> platformStores(
            Database database, Pseudonyms pseudonyms, Lake lake, Archive archive, Path logs) {
        return List.of(
                new EventData(database, pseudonyms),
                new ShadowData(database, pseudonyms),
                new LakeData(database, lake, archive),
                new LakeFiles(lake),
                new ContestData(database, pseudonyms),
                new LogData(logs));
    }

    public Subjects subjects() {
        return subjects;
    }

    /**
     * Asks for somebody to be forgotten; {@link #run} does it. Asked again while it goes on, it is the same erasure; asked
     * again afterwards, the last one, unless there is something new of the person.
     *
     * @param id by which the callers know the person: an account, a profile, a session
     * @param who asks
     * @return empty if nobody is known by that id and nobody was
     */
    public Optional<UUID> request(String id, String who) {
        List<String> receipts = pseudonyms.receipts(id);
        return database.transactions().execute(_ -> {
            // Two who ask at once get the same erasure.
            database.sql()
                    .sql("SELECT pg_advisory_xact_lock(hashtextextended('tino.erasure.' || ?, 0))")
                    .param(receipts.getFirst())
                    .query((row, number) -> true)
                    .single();
            Optional<UUID> open = newest(receipts, "ended_at IS NULL");
            if (open.isPresent()) {
                return open;
            }
            Optional<Subjects.Found> found = subjects.find(id);
            return found.isPresent() ? Optional.of(insert(found.get(), who)) : newest(receipts, "ended_at IS NOT NULL");
        });
    }

    private UUID insert(Subjects.Found person, String who) {
        UUID erasure = UUID.randomUUID();
        database.sql()
                .sql("INSERT INTO erasure (id, receipts, ids, words, stranger, who, at) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        erasure,
                        person.ids().stream()
                                .map(id -> pseudonyms.receipts(id).getFirst())
                                .toArray(String[]::new),
                        person.ids().toArray(String[]::new),
                        person.words().toArray(String[]::new),
                        UUID.randomUUID(),
                        who,
                        Timestamp.from(clock.instant()))
                .update();
        int number = 0;
        for (String store : stores.keySet()) {
            database.sql()
                    .sql("INSERT INTO erasure_step (erasure, number, store, known) VALUES (?, ?, ?, ?)")
                    .params(erasure, ++number, store, person.known().getOrDefault(store, false))
                    .update();
        }
        return erasure;
    }

    /** The newest erasure of whoever was known by this id. */
    public Optional<Erasure> of(String id) {
        return newest(pseudonyms.receipts(id), "true").flatMap(this::find);
    }

    private Optional<UUID> newest(List<String> receipts, String condition) {
        return database.sql()
                .sql("SELECT id FROM erasure WHERE receipts && ?::text[] AND " + condition
                        + " ORDER BY at DESC LIMIT 1")
                .param(receipts.toArray(String[]::new))
                .query(UUID.class)
                .optional();
    }

    /**
     * Does what is left of an erasure, as far as this process can. A step that fails says so in the report, and those after
     * it wait.
     *
     * @param progress is told after each step
     * @return as it is then
     */
    public Erasure run(UUID id, Consumer<Erasure> progress) {
        try {
            while (step(id)) {
                progress.accept(find(id).orElseThrow());
            }
        } catch (RuntimeException e) {
            LOG.warn("Erasure {} could not go on; it is tried again.", id, e);
            fail(id, e);
        }
        return find(id).orElseThrow(() -> new IllegalArgumentException("There is no erasure " + id));
    }

    /** Takes up all that was broken off. */
    public void resume() {
        database.sql()
                .sql("SELECT id FROM erasure WHERE ended_at IS NULL ORDER BY at")
                .query((row, number) -> row.getObject("id", UUID.class))
                .list()
                .forEach(id -> run(id, _ -> {}));
    }

    private record Pending(int number, String store, boolean known) {}

    /** @return whether there may be more to do */
    private boolean step(UUID id) {
        return Boolean.TRUE.equals(database.transactions().execute(_ -> {
            Optional<Subject> subject = take(id);
            if (subject.isEmpty()) {
                return false;
            }
            List<Pending> pending = pending(id);
            if (pending.isEmpty()) {
                finish(subject.get());
                return false;
            }
            Optional<Pending> next =
                    pending.stream().filter(step -> mine(step.store)).findFirst();
            next.ifPresent(step -> erase(subject.get(), step));
            return next.isPresent();
        }));
    }

    private boolean mine(String store) {
        PersonalData here = stores.get(store);
        return here != null && here.available();
    }

    /** Alone in this transaction; empty if it is over or another process is at it. */
    private Optional<Subject> take(UUID id) {
        return database.sql()
                .sql(
                        "SELECT ids, words, stranger FROM erasure WHERE id = ? AND ended_at IS NULL FOR UPDATE SKIP LOCKED")
                .param(id)
                .query((row, number) -> Subject.of(
                        id,
                        texts(row.getArray("ids")),
                        texts(row.getArray("words")),
                        row.getObject("stranger", UUID.class),
                        pseudonyms))
                .optional();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private List<Pending> pending(UUID id) {
        return database.sql()
                .sql(
                        "SELECT number, store, known FROM erasure_step WHERE erasure = ? AND done_at IS NULL ORDER BY number")
                .param(id)
                .query((row, number) ->
                        new Pending(row.getInt("number"), row.getString("store"), row.getBoolean("known")))
                .list();
    }

    private void erase(Subject subject, Pending step) {
        Map<String, Long> removed =
                Objects.requireNonNull(stores.get(step.store)).erase(subject, step.known);
        database.sql()
                .sql(
                        "UPDATE erasure_step SET removed = ?::json, problem = NULL, done_at = ? WHERE erasure = ? AND number = ?")
                .params(
                        json.writeValueAsString(removed),
                        Timestamp.from(clock.instant()),
                        subject.erasure(),
                        step.number)
                .update();
    }

    private void finish(Subject subject) {
        Map<String, Long> found = remains.of(subject);
        database.sql()
                .sql("DELETE FROM erasure_decision WHERE erasure = ?")
                .param(subject.erasure())
                .update();
        database.sql()
                .sql(
                        "UPDATE erasure SET ids = NULL, words = NULL, stranger = NULL, ended_at = ?, remains = ?::json WHERE id = ?")
                .params(Timestamp.from(clock.instant()), json.writeValueAsString(found), subject.erasure())
                .update();
        LOG.info("Erasure {} is complete; the person is found in {} places.", subject.erasure(), found.size());
    }

    private void fail(UUID id, RuntimeException e) {
        // The message of a database quotes values: they might name the person.
        database.sql()
                .sql("""
                        UPDATE erasure_step SET problem = ? WHERE erasure = ? AND number =
                            (SELECT min(number) FROM erasure_step WHERE erasure = ? AND done_at IS NULL AND store = ANY (?))
                        """)
                .params(
                        e.getClass().getSimpleName() + "; the log of the server has more",
                        id,
                        id,
                        stores.keySet().stream().filter(this::mine).toArray(String[]::new))
                .update();
    }

    public Optional<Erasure> find(UUID id) {
        return read("WHERE id = ?", id).findFirst();
    }

    /** The newest first. */
    public List<Erasure> newest(int most) {
        return read("ORDER BY at DESC LIMIT ?", most).toList();
    }

    private Stream<Erasure> read(String which, Object parameter) {
        return database
                .sql()
                .sql("SELECT id, who, at, ended_at, remains FROM erasure " + which)
                .param(parameter)
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    String found = row.getString("remains");
                    return new Erasure(
                            id,
                            row.getString("who"),
                            row.getTimestamp("at").toInstant(),
                            instant(row, "ended_at"),
                            List.of(),
                            List.of(),
                            found == null ? null : json.readValue(found, COUNTS));
                })
                .list()
                .stream()
                .map(bare -> new Erasure(
                        bare.id(),
                        bare.who(),
                        bare.at(),
                        bare.endedAt(),
                        steps(bare.id()),
                        trained("d.erasure = ?", bare.id()),
                        bare.remains()));
    }

    private List<Step> steps(UUID erasure) {
        return database.sql()
                .sql("SELECT store, removed, problem, done_at FROM erasure_step WHERE erasure = ? ORDER BY number")
                .param(erasure)
                .query((row, number) -> {
                    String removed = row.getString("removed");
                    return new Step(
                            row.getString("store"),
                            removed == null ? Map.of() : json.readValue(removed, COUNTS),
                            row.getString("problem"),
                            instant(row, "done_at"));
                })
                .list();
    }

    /** The versions of a model that were trained on rows of people who were erased since. */
    public List<Trained> trained(String model) {
        return trained("v.model = ?", model);
    }

    private List<Trained> trained(String condition, Object parameter) {
        return database.sql()
                .sql(
                        "SELECT v.model, v.number, sum(d.removed + d.detached) AS rows, count(*) AS people FROM erasure_dataset d"
                                + " JOIN model_version v ON v.dataset = d.hash WHERE " + condition
                                + " GROUP BY v.model, v.number ORDER BY v.model, v.number")
                .param(parameter)
                .query((row, number) -> new Trained(
                        row.getString("model"), row.getInt("number"), row.getLong("rows"), row.getLong("people")))
                .list();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
