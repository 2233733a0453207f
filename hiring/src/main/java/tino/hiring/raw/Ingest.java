package tino.hiring.raw;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tino.hiring.raw.Delivery.Refusal;
import tino.hiring.raw.Delivery.Row;
import tino.hiring.raw.RecordReader.Piece;
import tino.hiring.raw.RecordReader.Place;
import tino.lifecycle.database.BulkCopy;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.NamedLock;
import tino.lifecycle.file.Checksum;

/**
 * Takes files into the raw tables, in little memory however large they are. Each batch is one transaction together with the
 * place reached, so that a reading which was broken off, killed included, goes on there; a file read twice changes nothing.
 * What cannot be taken is kept in {@code ingest_reject} with where it was and why.
 */
public final class Ingest {
    private static final int ROWS = 2_000;
    private static final int BYTES = 8 << 20;

    private final Database database;
    private final InstantSource clock;

    public Ingest(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a reading came to, those before it of the same file which were broken off included.
     *
     * @param read of rows; {@code read = added + changed + same + rejected}
     * @param resumedAt byte at which this reading took up an earlier one, 0 if it is the first
     */
    public record Summary(
            String kind,
            String file,
            long read,
            long added,
            long changed,
            long same,
            long rejected,
            @JsonProperty("resumed_at") long resumedAt) {}

    private record Reading(long id, Path file, String fingerprint, Kind kind, Place from) {}

    private record Counts(long read, long added, long changed, long same, long rejected) {}

    private record Rejected(Refusal refusal, Piece piece) {}

    private record Taken(Piece piece, Delivery delivery) {}

    /**
     * @param progress told how many bytes of the file are done
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IllegalArgumentException if the file is not one JSON object
     * @throws IllegalStateException if another process reads files at the moment
     */
    public Summary read(Kind kind, Path file, LongConsumer progress) throws IOException {
        String fingerprint = Checksum.of(file);
        Optional<NamedLock> lock = NamedLock.take(database, "hiring.ingest");
        try (NamedLock _ = lock.orElseThrow(
                () -> new IllegalStateException(
                        "Expected to be the only one that reads files, another process does so now. Wait until it has ended."))) {
            Reading unfinished = unfinished(kind, file, fingerprint);
            Place from = unfinished == null ? Place.START : unfinished.from;
            try (RecordReader reader = new RecordReader(file, kind.marker, from)) {
                Reading reading = unfinished == null ? begin(kind, file, fingerprint) : unfinished;
                read(reading, reader, progress);
                return finish(reading);
            }
        }
    }

    private @Nullable Reading unfinished(Kind kind, Path file, String fingerprint) {
        return database.sql()
                .sql(
                        "SELECT id, byte_offset, line FROM ingest WHERE kind = ? AND fingerprint = ? AND finished_at IS NULL")
                .params(kind.word(), fingerprint)
                .query((row, _) ->
                        new Reading(row.getLong(1), file, fingerprint, kind, new Place(row.getLong(2), row.getLong(3))))
                .optional()
                .orElse(null);
    }

    /** Readings of other files of this kind that were broken off are given up: their rows stay, their file would be read anew. */
    private Reading begin(Kind kind, Path file, String fingerprint) {
        long id = database.transactions().execute(_ -> {
            database.sql()
                    .sql("DELETE FROM ingest WHERE kind = ? AND finished_at IS NULL")
                    .param(kind.word())
                    .update();
            return database.sql()
                    .sql("INSERT INTO ingest (kind, file, fingerprint, started_at) VALUES (?, ?, ?, ?) RETURNING id")
                    .params(kind.word(), name(file), fingerprint, now())
                    .query(Long.class)
                    .single();
        });
        return new Reading(id, file, fingerprint, kind, Place.START);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private void read(Reading reading, RecordReader reader, LongConsumer progress) throws IOException {
        Records records = new Records(reading.kind);
        List<Taken> batch = new ArrayList<>();
        int rows = 0;
        int bytes = 0;
        progress.accept(reading.from.offset());
        for (Piece piece = reader.next(); piece != null; piece = reader.next()) {
            Taken one = taken(piece, reader, records);
            batch.add(one);
            rows += 1 + one.delivery.rows().size();
            bytes += one.piece.text().length;
            if (rows >= ROWS || bytes >= BYTES) {
                store(reading, batch, one.piece.next());
                progress.accept(one.piece.next().offset());
                batch.clear();
                rows = 0;
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            store(reading, batch, batch.getLast().piece.next());
            progress.accept(batch.getLast().piece.next().offset());
        }
    }

    private static Taken taken(Piece piece, RecordReader reader, Records records) throws IOException {
        RecordReader.Problem problem = piece.problem();
        if (problem != null) {
            return new Taken(piece, refused(piece, problem));
        }
        Delivery delivery = records.read(piece.text());
        boolean broken = delivery.refusals().stream().anyMatch(one -> one.reason() == Reason.NOT_JSON);
        return new Taken(broken ? reader.broken(piece) : piece, delivery);
    }

    private static Delivery refused(Piece piece, RecordReader.Problem problem) {
        String key = Records.keyOf(piece.text());
        return switch (problem) {
            case TOO_LONG ->
                Delivery.refused(
                        key,
                        Reason.TOO_LONG,
                        "Expected a record of at most " + RecordReader.LONGEST
                                + " bytes; only its beginning is kept here");
            case BROKEN -> Delivery.refused(key, Reason.NOT_JSON, "Expected a record whose brackets and quotes close");
            case NOT_A_MEMBER ->
                Delivery.refused(
                        null, Reason.NOT_A_RECORD, "Expected \"code\": {…} or the end of the file, got something else");
            case CUT_OFF -> Delivery.refused(null, Reason.CUT_OFF, "Expected } at the end of the file");
        };
    }

    /** One batch, all or nothing, with the place from which to go on. */
    private void store(Reading reading, List<Taken> batch, Place next) {
        database.transactions().executeWithoutResult(_ -> {
            Set<String> met = met(reading, batch);
            List<Row> rows = new ArrayList<>();
            List<Rejected> rejected = new ArrayList<>();
            Set<String> fresh = new LinkedHashSet<>();
            for (Taken one : batch) {
                String key = one.delivery.key();
                boolean accepted = one.delivery.refusals().stream().noneMatch(refusal -> refusal.part() == 0);
                if (accepted && key != null && (met.contains(key) || !fresh.add(key))) {
                    rejected.add(new Rejected(duplicate(key), one.piece));
                } else {
                    rows.addAll(one.delivery.rows());
                    one.delivery.refusals().forEach(refusal -> rejected.add(new Rejected(refusal, one.piece)));
                }
            }
            remember(reading, fresh);
            Counts counts = merged(reading.kind, rows, rejected.size());
            rejected.forEach(one -> reject(reading, one.refusal, one.piece));
            count(reading, counts, next);
        });
    }

    private static Refusal duplicate(String key) {
        return new Refusal(
                0,
                key,
                Reason.DUPLICATE,
                "Expected each code once, " + key + " came before in this file and the first one counts",
                null);
    }

    private Set<String> met(Reading reading, List<Taken> batch) {
        String[] keys = batch.stream()
                .flatMap(one -> Optional.ofNullable(one.delivery.key()).stream())
                .toArray(String[]::new);
        return new LinkedHashSet<>(database.sql()
                .sql("SELECT code FROM ingest_code WHERE ingest = ? AND code = ANY (?)")
                .params(reading.id, keys)
                .query(String.class)
                .list());
    }

    private void remember(Reading reading, Set<String> keys) {
        database.sql()
                .sql("INSERT INTO ingest_code SELECT ?, unnest(?)")
                .params(reading.id, keys.toArray(String[]::new))
                .update();
    }

    private Counts merged(Kind kind, List<Row> rows, int rejected) {
        database.sql()
                .sql("CREATE TEMP TABLE ingest_stage (LIKE " + kind.table + ") ON COMMIT DROP")
                .update();
        Instant now = clock.instant();
        try (BulkCopy copy = BulkCopy.into(database, "ingest_stage (" + kind.columns() + ", ingested_at)")) {
            for (Row row : rows) {
                row.columns().forEach(copy::value);
                copy.value(now).endRow();
            }
            copy.finish();
        }
        List<Boolean> taken = database.sql()
                .sql(kind.merge())
                .query((row, _) -> row.getBoolean(1))
                .list();
        long added = taken.stream().filter(one -> one).count();
        return new Counts(rows.size() + rejected, added, taken.size() - added, rows.size() - taken.size(), rejected);
    }

    private void reject(Reading reading, Refusal refusal, Piece piece) {
        String original = refusal.original();
        database.sql()
                .sql("""
                        INSERT INTO ingest_reject
                          (fingerprint, kind, byte_offset, part, file, line, code, reason, problem, original, rejected_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                .params(
                        reading.fingerprint,
                        reading.kind.word(),
                        piece.place().offset(),
                        refusal.part(),
                        name(reading.file),
                        piece.place().line())
                .param(refusal.code())
                .params(
                        refusal.reason().word(),
                        refusal.problem(),
                        (original != null ? original : new String(piece.text(), StandardCharsets.UTF_8))
                                .replace('\0', '\uFFFD'),
                        now())
                .update();
    }

    private void count(Reading reading, Counts counts, Place next) {
        database.sql()
                .sql("""
                        UPDATE ingest SET byte_offset = ?, line = ?, read = read + ?, added = added + ?, changed = changed + ?,
                          same = same + ?, rejected = rejected + ? WHERE id = ?
                        """)
                .params(
                        next.offset(),
                        next.line(),
                        counts.read,
                        counts.added,
                        counts.changed,
                        counts.same,
                        counts.rejected,
                        reading.id)
                .update();
    }

    private Summary finish(Reading reading) {
        return database.transactions().execute(_ -> {
            database.sql()
                    .sql("DELETE FROM ingest_code WHERE ingest = ?")
                    .param(reading.id)
                    .update();
            return database.sql()
                    .sql("UPDATE ingest SET finished_at = ? WHERE id = ?"
                            + " RETURNING read, added, changed, same, rejected")
                    .params(now(), reading.id)
                    .query((row, _) -> new Summary(
                            reading.kind.word(),
                            reading.file.toString(),
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            reading.from.offset()))
                    .single();
        });
    }
}
