package tino.lifecycle.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.gate.Gates;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * All versions of all models. A version is a row in {@code model_version} and a folder of files; the files come first, so
 * that a row always has its files. Versions never change and are never renumbered.
 */
public final class Registry {
    /** The version that answers. */
    public static final String CHAMPION = "champion";
    /** The version on trial. */
    public static final String CHALLENGER = "challenger";
    /** PostgreSQL channel on which the name of a model is sent when one of its aliases moved. */
    public static final String CHANNEL = "tino_model_alias";

    private static final TypeReference<LinkedHashMap<String, String>> STRINGS = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, Double>> NUMBERS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.shared();
    private final Database database;
    private final InstantSource clock;
    private final Artifacts artifacts;
    private final Aliases aliases;
    private final Gates gates;

    /** @param database with the tables of the module {@code lifecycle} */
    public Registry(Path models, Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.artifacts = new Artifacts(models);
        this.aliases = new Aliases(database, clock);
        this.gates = new Gates(database, clock);
    }

    /**
     * Keeps a model as the next version. Returns once files and row are durable; a crash before that leaves nothing that
     * anybody sees.
     *
     * @throws UncheckedIOException if the files cannot be written
     */
    public <M> ModelVersion register(String model, M value, ArtifactFormat<M> format, Provenance provenance) {
        checkName(model);
        return inTransaction(() -> {
            lock(model);
            List<ModelVersion> registered = versions(model);
            HashSet<Integer> numbers = new HashSet<>();
            registered.forEach(version -> numbers.add(version.number()));
            int number = registered.isEmpty() ? 1 : registered.getFirst().number() + 1;
            try {
                artifacts.removeOrphans(model, numbers);
                insert(model, number, artifacts.write(model, number, value, format), provenance);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Version " + number + " of " + model + " cannot be written: " + e.getMessage()
                                + " Check the space and the rights of " + artifacts.folder(model, number) + ".",
                        e);
            }
            return version(model, number).orElseThrow();
        });
    }

    private void insert(String model, int number, SequencedMap<String, String> files, Provenance provenance) {
        database.sql()
                .sql("INSERT INTO model_version (model, number, files, dataset, run, metrics, code_commit, created_at)"
                        + " VALUES (?, ?, ?::json, ?, ?, ?::json, ?, ?)")
                .params(model, number, json.writeValueAsString(files))
                .param(provenance.dataset())
                .param(provenance.run())
                .params(
                        json.writeValueAsString(provenance.metrics()),
                        provenance.codeCommit(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Reads a version's model.
     *
     * @throws IOException if a file is missing, damaged or not of the format, naming it (and both sums where it is damaged)
     */
    public <M> M load(ModelVersion version, ArtifactFormat<M> format) throws IOException {
        artifacts.verify(version);
        return format.read(version.folder());
    }

    /** The versions of a model, the newest first. */
    public List<ModelVersion> versions(String model) {
        return database.sql()
                .sql("SELECT * FROM model_version WHERE model = ? ORDER BY number DESC")
                .param(model)
                .query(mapper())
                .list();
    }

    public Optional<ModelVersion> version(String model, int number) {
        return database.sql()
                .sql("SELECT * FROM model_version WHERE model = ? AND number = ?")
                .params(model, number)
                .query(mapper())
                .optional();
    }

    /** The names of all models that have a version. */
    public List<String> models() {
        return database.sql()
                .sql("SELECT DISTINCT model FROM model_version ORDER BY model")
                .query((row, index) -> row.getString(1))
                .list();
    }

    /** The version that has the alias now. */
    public Optional<ModelVersion> aliased(String model, String alias) {
        return database.sql()
                .sql(
                        "SELECT v.* FROM model_version v JOIN model_alias a USING (model, number) WHERE model = ? AND alias = ?")
                .params(model, alias)
                .query(mapper())
                .optional();
    }

    public Optional<ModelVersion> champion(String model) {
        return aliased(model, CHAMPION);
    }

    /** All aliases of a model and the versions that have them. */
    public Map<String, Integer> aliases(String model) {
        return aliases.of(model);
    }

    /**
     * Gives the alias to a version; every server follows within a second.
     *
     * @throws IllegalArgumentException if there is no such version
     * @throws tino.lifecycle.gate.GateNotPassed if it would be champion and has passed no gate, nor has anybody overridden it
     */
    public void assign(String model, String alias, int number, String who, String why) {
        inTransaction(() -> {
            lock(model);
            if (version(model, number).isEmpty()) {
                throw new IllegalArgumentException("Expected a version of " + model + " to make it " + alias
                        + ", there is no "
                        + number + "; there are "
                        + versions(model).stream().map(ModelVersion::number).toList() + ".");
            }
            if (alias.equals(CHAMPION)) {
                gates.requirePassed(model, number);
            }
            aliases.move(model, alias, number, AliasChange.Action.ASSIGNED, who, why);
            return number;
        });
    }

    /**
     * Makes the previous champion the champion again; done twice, it goes back two. Having been champion is enough: no gate
     * stands in the way back.
     *
     * @return the champion from now on
     * @throws IllegalStateException if there is none to go back to
     */
    public ModelVersion rollback(String model, String who, String why) {
        return inTransaction(() -> {
            lock(model);
            int previous = AliasHistory.beforeCurrent(aliases.history(model, CHAMPION))
                    .orElseThrow(() -> new IllegalStateException("Expected a previous champion of " + model
                            + " to return to, there has been none. See `tino models` for its versions."));
            aliases.move(model, CHAMPION, previous, AliasChange.Action.ROLLED_BACK, who, why);
            return version(model, previous).orElseThrow();
        });
    }

    /** What the gates said of the versions, and who overrode them. */
    public Gates gates() {
        return gates;
    }

    /** Who gave the alias to which version, oldest first. Lines are only ever added. */
    public List<AliasChange> history(String model, String alias) {
        return aliases.history(model, alias);
    }

    /** Held until the end of the transaction: one writer a model, over all servers. */
    private void lock(String model) {
        database.sql()
                .sql("SELECT pg_advisory_xact_lock(hashtextextended('tino.model.' || ?, 0))")
                .param(model)
                .query((row, number) -> model)
                .single();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(database.transactions().execute(transaction -> work.get()));
    }

    private static void checkName(String model) {
        if (!model.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "Expected the name of a model made of small letters, digits and '-', got '" + model + "'");
        }
    }

    private RowMapper<ModelVersion> mapper() {
        return (row, index) -> {
            String model = row.getString("model");
            int number = row.getInt("number");
            @Nullable String dataset = row.getString("dataset");
            Instant createdAt = row.getTimestamp("created_at").toInstant();
            return new ModelVersion(
                    model,
                    number,
                    artifacts.folder(model, number),
                    json.readValue(row.getString("files"), STRINGS),
                    dataset,
                    row.getObject("run", UUID.class),
                    json.readValue(row.getString("metrics"), NUMBERS),
                    row.getString("code_commit"),
                    createdAt);
        };
    }
}
