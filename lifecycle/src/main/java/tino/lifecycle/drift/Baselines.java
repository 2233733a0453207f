package tino.lifecycle.drift;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.registry.ModelVersion;

/** The baselines of all versions, in the table {@code model_baseline}. */
public final class Baselines {
    /** Decisions of a snapshot that are counted at most: an even sample of so many tells all differences that matter. */
    static final int MOST = 20_000;

    private final Database database;
    private final Lake lake;
    private final InstantSource clock;

    /** @param database with the tables of the module {@code lifecycle} */
    public Baselines(Database database, Lake lake, InstantSource clock) {
        this.database = database;
        this.lake = lake;
        this.clock = clock;
    }

    /**
     * The baseline of a version, made now if there is none yet.
     *
     * @return empty if its snapshot is not known here, as that of a version that was trained elsewhere
     * @throws java.io.UncheckedIOException if the snapshot is missing or damaged
     */
    public Optional<Baseline> of(ModelVersion version, DecisionInputs inputs) {
        Optional<Baseline> known = find(version.model(), version.number());
        if (known.isPresent()) {
            return known;
        }
        String hash = version.dataset();
        Optional<Dataset> snapshot = hash == null ? Optional.empty() : lake.dataset(hash);
        if (snapshot.isEmpty()) {
            return Optional.empty();
        }
        List<Observation> sample = sample(snapshot.get(), inputs);
        return Optional.of(record(version, snapshot.get().hash(), sample.size(), Tallies.of(inputs.columns(), sample)));
    }

    private List<Observation> sample(Dataset snapshot, DecisionInputs inputs) {
        TreeMap<Long, Observation> drawn = new TreeMap<>(Long::compareUnsigned);
        inputs.read(snapshot, lake, observation -> {
            drawn.put(Observation.lot(observation.decision()), observation);
            if (drawn.size() > MOST) {
                drawn.pollLastEntry();
            }
        });
        return List.copyOf(drawn.values());
    }

    /** Two servers that make it at once make the same. */
    private Baseline record(ModelVersion version, String dataset, long decisions, Tallies tallies) {
        Path folder = version.folder();
        database.sql()
                .sql("INSERT INTO model_baseline (created_at, model_path, stats, model, number, dataset, decisions)"
                        + " VALUES (?, ?, ?::jsonb, ?, ?, ?, ?) ON CONFLICT (model, number) DO NOTHING")
                .params(
                        Timestamp.from(clock.instant()),
                        folder.toString(),
                        tallies.toJson(),
                        version.model(),
                        version.number(),
                        dataset,
                        decisions)
                .update();
        return find(version.model(), version.number()).orElseThrow();
    }

    public Optional<Baseline> find(String model, int number) {
        RowMapper<Baseline> mapper = (row, _) -> new Baseline(
                row.getString("model"),
                row.getInt("number"),
                row.getString("dataset"),
                row.getLong("decisions"),
                Tallies.ofJson(row.getString("stats")),
                row.getTimestamp("created_at").toInstant());
        return database.sql()
                .sql("SELECT * FROM model_baseline WHERE model = ? AND number = ?")
                .params(model, number)
                .query(mapper)
                .optional();
    }
}
