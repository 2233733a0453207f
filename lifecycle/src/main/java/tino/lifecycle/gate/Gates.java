package tino.lifecycle.gate;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the gates said of versions and of trainings that came to no version, and who overrode them: the tables
 * {@code gate_verdict} and {@code gate_override}. Rows are only ever added.
 */
public final class Gates {
    private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.shared();
    private final Database database;
    private final InstantSource clock;

    /** @param database with the tables of the module {@code lifecycle} */
    public Gates(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps a verdict. A version may be judged again; its last verdict counts.
     *
     * @param run that was judged, {@code null} if the version was made elsewhere
     * @param number of the version, {@code null} if none came of the run
     */
    public void record(@Nullable UUID run, String model, @Nullable Integer number, GateVerdict verdict) {
        database.sql()
                .sql(
                        "INSERT INTO gate_verdict (run, model, number, passed, findings, at) VALUES (?, ?, ?, ?, ?::json, ?)")
                .param(run)
                .param(model)
                .param(number)
                .params(verdict.passed(), json.writeValueAsString(verdict.findings()), now())
                .update();
    }

    /** The last verdict on a version. */
    public Optional<GateVerdict> verdict(String model, int number) {
        return database.sql()
                .sql("SELECT * FROM gate_verdict WHERE model = ? AND number = ? ORDER BY seq DESC LIMIT 1")
                .params(model, number)
                .query(verdicts())
                .optional()
                .map(RecordedVerdict::verdict);
    }

    /** All verdicts on a model's versions and trainings, the newest first. */
    public List<RecordedVerdict> verdicts(String model) {
        return database.sql()
                .sql("SELECT * FROM gate_verdict WHERE model = ? ORDER BY seq DESC")
                .param(model)
                .query(verdicts())
                .list();
    }

    /** The verdicts on what came of these runs; runs that came to none are not in it. */
    public Map<UUID, GateVerdict> verdicts(Collection<UUID> runs) {
        return database
                .sql()
                .sql("SELECT DISTINCT ON (run) * FROM gate_verdict WHERE run = ANY(?) ORDER BY run, seq DESC")
                .param(runs.toArray(UUID[]::new))
                .query(verdicts())
                .list()
                .stream()
                .collect(Collectors.toMap(verdict -> Objects.requireNonNull(verdict.run()), RecordedVerdict::verdict));
    }

    /**
     * Lets a version through that has not passed its gate. This is kept, and shown with the version, forever.
     *
     * @param who takes the responsibility
     * @throws IllegalArgumentException if name or reason is blank, or there is no such version
     */
    public void override(String model, int number, String who, String why) {
        if (who.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("Expected who overrides the gate of version " + number + " of " + model
                    + ", and why; got '" + who + "' and '" + why + "'. Both are kept and shown with the version.");
        }
        int added = database.sql()
                .sql("INSERT INTO gate_override (model, number, who, why, at)"
                        + " SELECT model, number, ?, ?, ? FROM model_version WHERE model = ? AND number = ?")
                .params(who.strip(), why.strip(), now(), model, number)
                .update();
        if (added == 0) {
            throw new IllegalArgumentException("Expected a version of " + model + " to override its gate, there is no "
                    + number + ". See `tino models` for its versions.");
        }
    }

    /** Who let which versions of a model through, oldest first. */
    public List<GateOverride> overrides(String model) {
        return database.sql()
                .sql("SELECT * FROM gate_override WHERE model = ? ORDER BY seq")
                .param(model)
                .query((row, index) -> new GateOverride(
                        row.getString("model"),
                        row.getInt("number"),
                        row.getString("who"),
                        row.getString("why"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** @throws GateNotPassed if the version has not passed its gate and nobody has overridden it */
    public void requirePassed(String model, int number) {
        Optional<GateVerdict> verdict = verdict(model, number);
        if (verdict.isPresent() && verdict.get().passed()) {
            return;
        }
        if (overrides(model).stream().noneMatch(override -> override.number() == number)) {
            throw new GateNotPassed(
                    model, number, verdict.map(GateVerdict::text).orElse("no gate has judged it"));
        }
    }

    /** Follows a model to its new name: what was said of its versions is said of them still, and not of who takes the old name. */
    public void rename(String model, String to) {
        for (String table : List.of("gate_verdict", "gate_override")) {
            database.sql()
                    .sql("UPDATE " + table + " SET model = ? WHERE model = ?")
                    .params(to, model)
                    .update();
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private RowMapper<RecordedVerdict> verdicts() {
        return (row, index) -> new RecordedVerdict(
                row.getObject("run", UUID.class),
                Objects.requireNonNull(row.getString("model")),
                row.getObject("number", Integer.class),
                new GateVerdict(json.readValue(row.getString("findings"), FINDINGS)),
                row.getTimestamp("at").toInstant());
    }
}
