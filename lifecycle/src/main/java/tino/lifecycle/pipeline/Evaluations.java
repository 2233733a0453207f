package tino.lifecycle.pipeline;

import java.util.Optional;
import java.util.UUID;
import tino.lifecycle.database.Database;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code evaluation}: how what runs trained did over their test rows. */
public final class Evaluations {
    private final JsonMapper json = JsonMapper.shared();
    private final Database database;

    /** @param database with the tables of the module {@code lifecycle} */
    public Evaluations(Database database) {
        this.database = database;
    }

    void record(UUID run, EvaluationReport report) {
        database.sql()
                .sql("INSERT INTO evaluation (run, report) VALUES (?, ?::jsonb)")
                .params(run, json.writeValueAsString(report))
                .update();
    }

    /** Empty for a run that judged nothing, a client's, or one from before this was kept. */
    public Optional<EvaluationReport> of(UUID run) {
        return database.sql()
                .sql("SELECT report FROM evaluation WHERE run = ?")
                .param(run)
                .query((row, index) -> json.readValue(row.getString(1), EvaluationReport.class))
                .optional();
    }
}
