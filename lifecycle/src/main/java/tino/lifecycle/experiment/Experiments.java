package tino.lifecycle.experiment;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;

/** The table {@code experiment}. One runs for a model at a time, and none while a version on trial answers anybody. */
public final class Experiments {
    private final Database database;
    private final Registry registry;
    private final InstantSource clock;
    private final RandomGenerator ids;

    /** @param database with the tables of the module {@code lifecycle} */
    public Experiments(Database database, Registry registry, InstantSource clock) {
        this(database, registry, clock, new SecureRandom());
    }

    /** @param ids what the ids of experiments are drawn from, and so who meets which variant */
    public Experiments(Database database, Registry registry, InstantSource clock, RandomGenerator ids) {
        this.database = database;
        this.registry = registry;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Starts one; every server follows within a second.
     *
     * @param a a version, {@code null} for the fallback
     * @param share of the traffic that takes part
     * @throws IllegalArgumentException if there is no such version, both are the same, or the share is not in (0, 1]
     * @throws IllegalStateException if one is running, a version on trial answers somebody, or one of the two has not
     *     passed its gate
     */
    public Experiment start(
            String model,
            Experiment.Kind kind,
            @Nullable Integer a,
            @Nullable Integer b,
            double share,
            String who,
            String why) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Expected a share of the traffic above 0 and up to 1, got " + share + ".");
        }
        if (Objects.equals(a, b)) {
            throw new IllegalArgumentException("Expected two different variants, got " + name(a) + " twice.");
        }
        if (who.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("Expected who starts the experiment and why, got only blanks.");
        }
        Experiment experiment = new Experiment(
                DecisionId.next(clock, ids), model, kind, a, b, share, who, why, clock.instant(), null, null, null);
        database.transactions().executeWithoutResult(transaction -> {
            registry.lock(model);
            requireFit(model, a);
            requireFit(model, b);
            running(model).ifPresent(other -> {
                throw new IllegalStateException("An experiment with " + model + " is running since " + other.startedAt()
                        + " (" + name(other.a()) + " against " + name(other.b()) + "); end it first.");
            });
            boolean canary = database.sql()
                    .sql("SELECT exists(SELECT FROM rollout WHERE model = ? AND stage = 'canary')")
                    .param(model)
                    .query(Boolean.class)
                    .single();
            if (canary) {
                throw new IllegalStateException("A version of " + model
                        + " is on trial before people at present; finish or withdraw it first.");
            }
            insert(experiment);
            tell(model);
        });
        return experiment;
    }

    private static String name(@Nullable Integer version) {
        return version == null ? "the fallback" : "version " + version;
    }

    /** A version that is not good enough for a trial is not good enough for an experiment. */
    private void requireFit(String model, @Nullable Integer version) {
        if (version == null) {
            return;
        }
        if (registry.version(model, version).isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a version of " + model + ", there is no " + version + "; there are "
                            + registry.versions(model).stream()
                                    .map(ModelVersion::number)
                                    .toList() + ".");
        }
        registry.gates().requirePassed(model, version);
    }

    /**
     * Ends one: all traffic goes to the champion again.
     *
     * @param outcome what was concluded
     * @throws IllegalArgumentException if it is not said who ends it or what came of it
     * @throws IllegalStateException if it is over already
     */
    public Experiment end(UUID id, String who, String outcome) {
        if (who.isBlank() || outcome.isBlank()) {
            throw new IllegalArgumentException(
                    "Expected who ends the experiment and what came of it, got only blanks.");
        }
        database.transactions().executeWithoutResult(transaction -> {
            int ended = database.sql()
                    .sql(
                            "UPDATE experiment SET ended_at = ?, ended_by = ?, outcome = ? WHERE id = ? AND ended_at IS NULL")
                    .params(Timestamp.from(clock.instant()), who, outcome, id)
                    .update();
            if (ended != 1) {
                throw new IllegalStateException("The experiment " + id + " is over or never was.");
            }
            tell(experiment(id).orElseThrow().model());
        });
        return experiment(id).orElseThrow();
    }

    public Optional<Experiment> running(String model) {
        return database.sql()
                .sql("SELECT * FROM experiment WHERE model = ? AND ended_at IS NULL")
                .param(model)
                .query(mapper())
                .optional();
    }

    public Optional<Experiment> experiment(UUID id) {
        return database.sql()
                .sql("SELECT * FROM experiment WHERE id = ?")
                .param(id)
                .query(mapper())
                .optional();
    }

    /** All there ever were, the newest first. */
    public List<Experiment> all(String model) {
        return database.sql()
                .sql("SELECT * FROM experiment WHERE model = ? ORDER BY started_at DESC")
                .param(model)
                .query(mapper())
                .list();
    }

    private void insert(Experiment experiment) {
        database.sql()
                .sql("INSERT INTO experiment (id, model, kind, a, b, share, who, why, started_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(experiment.id(), experiment.model(), experiment.kind().code())
                .param(experiment.a())
                .param(experiment.b())
                .params(experiment.share(), experiment.who(), experiment.why(), Timestamp.from(experiment.startedAt()))
                .update();
    }

    private void tell(String model) {
        database.sql()
                .sql("SELECT pg_notify(?, ?)")
                .params(Registry.CHANNEL, model)
                .query((row, index) -> model)
                .single();
    }

    private static RowMapper<Experiment> mapper() {
        return (row, index) -> {
            var ended = row.getTimestamp("ended_at");
            return new Experiment(
                    row.getObject("id", UUID.class),
                    row.getString("model"),
                    Experiment.Kind.of(row.getString("kind")),
                    row.getObject("a", Integer.class),
                    row.getObject("b", Integer.class),
                    row.getDouble("share"),
                    row.getString("who"),
                    row.getString("why"),
                    row.getTimestamp("started_at").toInstant(),
                    ended == null ? null : ended.toInstant(),
                    row.getString("ended_by"),
                    row.getString("outcome"));
        };
    }
}
