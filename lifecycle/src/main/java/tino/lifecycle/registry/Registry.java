package tino.lifecycle.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.gate.Gates;

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

    private final Database database;
    private final Artifacts artifacts;
    private final Aliases aliases;
    private final Versions versions;
    private final RegisteredModels models;
    private final Gates gates;

    /** @param database with the tables of the module {@code lifecycle} */
    public Registry(Path models, Database database, InstantSource clock) {
        this.database = database;
        this.artifacts = new Artifacts(models);
        this.aliases = new Aliases(database, clock);
        this.versions = new Versions(database, clock, artifacts);
        this.models = new RegisteredModels(database, clock);
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
        return keep(model, provenance, null, (folder, number) -> artifacts.write(folder, number, value, format));
    }

    /**
     * Keeps what a client registers as the next version, under any name that is not blank. Its files are copied from the
     * store, so that they are what they were whatever becomes of its run; where they are elsewhere, the version has none and
     * cannot be served from here.
     *
     * @throws UncheckedIOException if the files cannot be read or written
     */
    public ModelVersion register(String model, Registration registration, ArtifactStore store, Provenance provenance) {
        String path = registration.artifacts();
        return keep(
                model,
                provenance,
                registration,
                (folder, number) -> path == null || store.below(path).isEmpty()
                        ? new LinkedHashMap<>()
                        : artifacts.write(folder, number, path, store.copying()));
    }

    @FunctionalInterface
    private interface Writing {
        SequencedMap<String, String> write(String folder, int number) throws IOException;
    }

    private ModelVersion keep(
            String model, Provenance provenance, @Nullable Registration registration, Writing writing) {
        return inTransaction(() -> {
            lock(model);
            String folder = models.ensure(model).folder();
            List<Integer> taken = versions.numbers(model);
            int number = taken.isEmpty() ? 1 : taken.getLast() + 1;
            try {
                artifacts.removeOrphans(folder, Set.copyOf(taken));
                versions.insert(model, number, writing.write(folder, number), provenance, registration);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Version " + number + " of " + model + " cannot be written: " + e.getMessage()
                                + " Check the space and the rights of " + artifacts.folder(folder, number) + ".",
                        e);
            }
            return version(model, number).orElseThrow();
        });
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
        return versions.of(model);
    }

    /** The versions of any model that were trained from a snapshot. @param dataset its hash */
    public List<ModelVersion> trainedFrom(String dataset) {
        return versions.trainedFrom(dataset);
    }

    public Optional<ModelVersion> version(String model, int number) {
        return versions.find(model, number);
    }

    /** The names of all models that have a version. */
    public List<String> models() {
        return versions.models();
    }

    /** The version that has the alias now. */
    public Optional<ModelVersion> aliased(String model, String alias) {
        return versions.aliased(model, alias);
    }

    public Optional<ModelVersion> champion(String model) {
        return aliased(model, CHAMPION);
    }

    /** The version that had the alias at that time, even if it was deleted since. */
    public Optional<ModelVersion> liveAt(String model, String alias, Instant time) {
        return AliasHistory.at(aliases.history(model, alias), time).flatMap(number -> versions.ever(model, number));
    }

    /**
     * Two versions side by side.
     *
     * @throws IllegalArgumentException if there is no such version
     */
    public Comparison compare(String model, int left, int right) {
        return Comparison.of(require(model, left), require(model, right));
    }

    private ModelVersion require(String model, int number) {
        return version(model, number)
                .orElseThrow(() -> new IllegalArgumentException("Expected a version of " + model + ", there is no "
                        + number + "; there are " + numbers(model) + "."));
    }

    private List<Integer> numbers(String model) {
        return versions(model).stream().map(ModelVersion::number).toList();
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
                        + numbers(model) + ".");
            }
            if (alias.equals(CHAMPION)) {
                gates.requirePassed(model, number);
            }
            aliases.move(model, alias, number, AliasChange.Action.ASSIGNED, who, why);
            return number;
        });
    }

    /**
     * Takes the alias away, so that no version has it; without a champion the fallback answers.
     *
     * @throws IllegalStateException if no version has it
     */
    public void remove(String model, String alias, String who, String why) {
        inTransaction(() -> {
            lock(model);
            Integer number = aliases.of(model).get(alias);
            if (number == null) {
                throw new IllegalStateException("Expected a version of " + model + " that is " + alias
                        + ", there is none; its aliases are "
                        + aliases.of(model).keySet() + ".");
            }
            aliases.remove(model, alias, number, who, why);
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
            int previous = AliasHistory.beforeCurrent(
                            aliases.history(model, CHAMPION), Set.copyOf(numbers(model))::contains)
                    .orElseThrow(() -> new IllegalStateException("Expected a previous champion of " + model
                            + " to return to, there has been none. See `tino models` for its versions."));
            aliases.move(model, CHAMPION, previous, AliasChange.Action.ROLLED_BACK, who, why);
            return version(model, previous).orElseThrow();
        });
    }

    /** Who was champion before the present one; empty if nobody was, so that the fallback answered. */
    public Optional<Integer> beforeChampion(String model) {
        return AliasHistory.before(aliases.history(model, CHAMPION));
    }

    /** What the gates said of the versions, and who overrode them. */
    public Gates gates() {
        return gates;
    }

    /** Who gave the alias to which version, oldest first. Lines are only ever added. */
    public List<AliasChange> history(String model, String alias) {
        return aliases.history(model, alias);
    }

    // What people write on models and versions

    /** @throws org.springframework.dao.DuplicateKeyException if there is one of that name */
    public void create(String model, String description, Map<String, String> tags) {
        inTransaction(() -> {
            models.create(model, description, tags);
            return model;
        });
    }

    public Optional<RegisteredModel> model(String name) {
        return models.find(name);
    }

    /** @throws IllegalArgumentException if a key is not one of a model */
    public List<RegisteredModel> searchModels(
            List<Condition> conditions, List<Condition.Order> order, Condition.Page page) {
        return models.search(conditions, order, page);
    }

    /** @throws IllegalArgumentException if a key is not one of a version */
    public List<ModelVersion> searchVersions(
            List<Condition> conditions, List<Condition.Order> order, Condition.Page page) {
        return versions.search(conditions, order, page);
    }

    /**
     * The model with its versions, aliases and history gets another name.
     *
     * @throws IllegalStateException if a pipeline trains it, which goes by its name
     * @throws org.springframework.dao.DuplicateKeyException if the name is taken
     */
    public void rename(String model, String to) {
        inTransaction(() -> {
            lock(model);
            if (models.trainedHere(model)) {
                throw new IllegalStateException(
                        "The pipeline of " + model + " knows its model by that name; it cannot be renamed.");
            }
            models.rename(model, to);
            gates.rename(model, to);
            return to;
        });
    }

    public void describe(String model, String description) {
        models.describe(model, description);
    }

    public void tag(String model, String name, String value) {
        models.tag(model, name, value);
    }

    public void removeTag(String model, String name) {
        models.removeTag(model, name);
    }

    public void describe(String model, int number, String description) {
        versions.describe(model, number, description);
    }

    public void tag(String model, int number, String name, String value) {
        versions.tag(model, number, name, value);
    }

    public void removeTag(String model, int number, String name) {
        versions.removeTag(model, number, name);
    }

    public void stage(String model, int number, ModelVersion.Stage stage) {
        versions.stage(model, number, stage);
    }

    /**
     * Takes a version out of all lists. Its row, number and files stay, because the history names it.
     *
     * @throws IllegalStateException if it is the champion
     */
    public void delete(String model, int number, String who) {
        inTransaction(() -> {
            lock(model);
            drop(model, number, who);
            return number;
        });
    }

    /**
     * Takes a model with all its versions out of all lists. One of the same name that is created later goes on with the
     * numbers.
     *
     * @throws IllegalStateException if it has a champion
     */
    public void delete(String model, String who) {
        inTransaction(() -> {
            lock(model);
            numbers(model).forEach(number -> drop(model, number, who));
            models.delete(model);
            return model;
        });
    }

    private void drop(String model, int number, String who) {
        aliases.of(model).forEach((alias, holder) -> {
            if (holder == number) {
                if (alias.equals(CHAMPION)) {
                    throw new IllegalStateException("Version " + number + " of " + model
                            + " is the champion: it answers. Assign another first, or take the alias away.");
                }
                aliases.remove(model, alias, number, who, "The version was deleted");
            }
        });
        versions.delete(model, number);
    }

    /** Keeps all others from changing versions, aliases and trials of the model until the end of the current transaction. */
    public void lock(String model) {
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
}
