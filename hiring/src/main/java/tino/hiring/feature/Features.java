package tino.hiring.feature;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import tino.lifecycle.database.BulkCopy;
import tino.lifecycle.database.Cursor;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code applicants_feat}: what is known of each applicant, made anew from what was delivered. */
public final class Features {
    /** The columns as SQL, in order. */
    public static final String COLUMNS = HiringColumns.names().stream().collect(Collectors.joining(", "));

    private final Database database;
    private final Pseudonyms pseudonyms;
    private final JsonMapper json = JsonMapper.shared();

    public Features(Database database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    /** @param salariesUnreadable of how many something was said of the salary that makes no sense; a gap in the table */
    public record Built(long applicants, long salariesUnreadable) {}

    /** How many applicants there are to look at. */
    public long available() {
        return database.sql()
                .sql("SELECT count(*) FROM applicants_raw")
                .query(Long.class)
                .single();
    }

    /**
     * Replaces the table; until it is done, everybody sees the one before.
     *
     * @param progress told how many applicants are done
     */
    public Built build(LongConsumer progress) {
        return database.transactions().execute(_ -> {
            // Nobody else makes it anew or takes somebody out of it meanwhile.
            database.sql()
                    .sql("LOCK TABLE applicants_feat IN SHARE ROW EXCLUSIVE MODE")
                    .update();
            database.sql().sql("DELETE FROM applicants_feat").update();
            long[] done = new long[2];
            try (BulkCopy copy =
                    BulkCopy.into(database, "applicants_feat (codigo, person, sex, pcd, born, " + COLUMNS + ")")) {
                Cursor.read(
                        database,
                        "SELECT r.codigo, i.identity, r.body FROM applicants_raw r JOIN applicant_identity i USING (codigo)",
                        row -> {
                            Applicant applicant = new Applicant(json.readTree(row.getString(3)));
                            copy.value(row.getString(1))
                                    .value(pseudonyms.of(row.getString(2)))
                                    .value(applicant.sex())
                                    .value(applicant.disabled())
                                    .value(applicant.born().orElse(null));
                            values(copy, HiringColumns.of(applicant));
                            done[1] += applicant.salaryUnreadable() ? 1 : 0;
                            if (++done[0] % 100 == 0) {
                                progress.accept(done[0]);
                            }
                        });
                copy.finish();
            }
            progress.accept(done[0]);
            return new Built(done[0], done[1]);
        });
    }

    private static void values(BulkCopy copy, float[] values) {
        for (float value : values) {
            copy.value(Float.isNaN(value) ? null : value);
        }
        copy.endRow();
    }

    /** The names of the columns that a model learns from, in order. */
    public static List<String> names() {
        return HiringColumns.names();
    }
}
