package tino.hiring.label;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import tino.hiring.raw.DeliveredDate;
import tino.lifecycle.database.BulkCopy;
import tino.lifecycle.database.Cursor;
import tino.lifecycle.database.Database;

/** The table {@code prospects_labels}: what became of each application, made anew from what was delivered. */
public final class Labels {
    private final Database database;

    public Labels(Database database) {
        this.database = database;
    }

    /**
     * @param unknown with a situation that the public data do not have; counted among the open ones
     * @param undated decided, but without a date that can be read: nobody can say when, and they teach nothing
     */
    public record Built(long applications, long hired, long notHired, long open, long unknown, long undated) {}

    /** How many applications there are to look at. */
    public long available() {
        return database.sql()
                .sql("SELECT count(*) FROM prospects_raw")
                .query(Long.class)
                .single();
    }

    /**
     * Replaces the table; until it is done, everybody sees the one before.
     *
     * @param progress told how many applications are done
     */
    public Built build(LongConsumer progress) {
        return database.transactions().execute(_ -> {
            // Nobody else makes it anew or takes somebody out of it meanwhile.
            database.sql()
                    .sql("LOCK TABLE prospects_labels IN SHARE ROW EXCLUSIVE MODE")
                    .update();
            database.sql().sql("DELETE FROM prospects_labels").update();
            Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
            long[] strange = new long[2];
            try (BulkCopy copy =
                    BulkCopy.into(database, "prospects_labels (vaga, codigo, nth, outcome, applied_on, decided_on)")) {
                Cursor.read(
                        database,
                        "SELECT vaga, codigo, nth, body->>'situacao_candidado', body->>'data_candidatura',"
                                + " body->>'ultima_atualizacao' FROM prospects_raw",
                        row -> {
                            Optional<Situation> situation = Situation.of(orEmpty(row.getString(4)));
                            Outcome outcome = situation.map(Situation::outcome).orElse(Outcome.OPEN);
                            Optional<LocalDate> applied = DeliveredDate.of(orEmpty(row.getString(5)));
                            Optional<LocalDate> decided = outcome == Outcome.OPEN
                                    ? Optional.empty()
                                    : DeliveredDate.of(orEmpty(row.getString(6)))
                                            .or(() -> applied);
                            copy.value(row.getString(1))
                                    .value(row.getString(2))
                                    .value(row.getInt(3))
                                    .value(outcome.word())
                                    .value(applied.orElse(null))
                                    .value(decided.orElse(null))
                                    .endRow();
                            strange[0] += situation.isEmpty() ? 1 : 0;
                            strange[1] += outcome != Outcome.OPEN && decided.isEmpty() ? 1 : 0;
                            counts.merge(outcome, 1L, Long::sum);
                            long done =
                                    counts.values().stream().mapToLong(n -> n).sum();
                            if (done % 1_000 == 0) {
                                progress.accept(done);
                            }
                        });
                progress.accept(copy.finish());
            }
            long hired = counts.getOrDefault(Outcome.HIRED, 0L);
            long notHired = counts.getOrDefault(Outcome.NOT_HIRED, 0L);
            long open = counts.getOrDefault(Outcome.OPEN, 0L);
            return new Built(hired + notHired + open, hired, notHired, open, strange[0], strange[1]);
        });
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
