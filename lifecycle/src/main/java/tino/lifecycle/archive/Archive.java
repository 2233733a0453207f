package tino.lifecycle.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Progress;

/**
 * The decisions of past days (UTC), a snapshot in the lake for each day and model, in the table {@code archived_day}. A day
 * is archived once it is over and again when something came of its decisions since; after {@link #LATE} that is no longer
 * looked for. The day that is not over is read from the log.
 */
public final class Archive {
    /** How long outcomes may come after their decision. */
    static final Duration LATE = Duration.ofDays(60);

    private final Lake lake;
    private final EventLog log;
    private final Database database;
    private final InstantSource clock;

    /** @param database with the tables of the module {@code lifecycle} */
    public Archive(Lake lake, EventLog log, Database database, InstantSource clock) {
        this.lake = lake;
        this.log = log;
        this.database = database;
        this.clock = clock;
    }

    /** @param dataset hash of the snapshot, {@code null} for a day without decisions */
    private record Day(@Nullable String dataset, long events) {}

    /**
     * Archives what is over and not archived yet.
     *
     * @param first day (UTC)
     * @param last day, inclusive
     * @return days that were archived now
     */
    public int bring(DecisionSource source, LocalDate first, LocalDate last, Progress progress) {
        List<LocalDate> days = over(first, last);
        int brought = 0;
        for (LocalDate day : days) {
            progress.at((double) days.indexOf(day) / days.size(), day.toString());
            brought += bring(source, day) ? 1 : 0;
        }
        return brought;
    }

    /** The days of so long before now. @see #bring(DecisionSource, LocalDate, LocalDate, Progress) */
    public int bring(DecisionSource source, Duration newest, Progress progress) {
        Instant now = clock.instant();
        return bring(
                source,
                LocalDate.ofInstant(now.minus(newest), ZoneOffset.UTC),
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                progress);
    }

    private List<LocalDate> over(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(
                    "Expected the last day not before the first, got " + first + " to " + last);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return first.datesUntil(last.plusDays(1))
                .filter(day -> day.isBefore(today))
                .toList();
    }

    private boolean bring(DecisionSource source, LocalDate day) {
        Period period = period(day);
        Optional<Day> known = day(source.model(), day);
        boolean settled = period.to().plus(LATE).isBefore(clock.instant());
        if (known.isPresent() && settled) {
            return false;
        }
        // Counted before they are read: what comes between makes the day be read again.
        long events = log.count(period.from(), period.to(), source.types());
        if (known.isPresent() && known.get().events == events) {
            return false;
        }
        String hash = events == 0 ? null : write(source, period, events);
        database.sql()
                .sql("INSERT INTO archived_day (model, day, dataset, events) VALUES (?, ?, ?, ?) ON CONFLICT"
                        + " (model, day) DO UPDATE SET dataset = excluded.dataset, events = excluded.events")
                .params(source.model(), day)
                .param(hash)
                .param(events)
                .update();
        known.map(Day::dataset)
                .filter(old -> !old.equals(hash))
                .flatMap(old -> lake.dataset(name(source), old))
                .ifPresent(lake::discard);
        return true;
    }

    /** @return {@code null} if none of the events belongs to a decision of the model */
    private @Nullable String write(DecisionSource source, Period period, long events) {
        try (DatasetWriter writer = lake.writer(name(source), PackedDecision.schema())) {
            stream(source, period, decision -> PackedDecision.write(decision, writer));
            return writer.rows() == 0
                    ? null
                    : writer.finish(period, Map.of("events", Long.toString(events)))
                            .hash();
        }
    }

    private static String name(DecisionSource source) {
        return source.model() + ".decisions";
    }

    /**
     * Hands on the decisions of all these days, day by day in the order they were taken, archiving first what is not.
     *
     * @param last day, inclusive
     * @throws IllegalArgumentException if the last day is before the first
     */
    public void read(DecisionSource source, LocalDate first, LocalDate last, Consumer<LoggedDecision> reader) {
        bring(source, first, last, Progress.SILENT);
        List<Dataset> archived = new ArrayList<>();
        List<LocalDate> others = new ArrayList<>();
        for (LocalDate day : first.datesUntil(last.plusDays(1)).toList()) {
            Optional<Day> known = day(source.model(), day);
            if (known.isEmpty()) {
                others.add(day);
            } else if (known.get().dataset != null) {
                archived.add(lake.dataset(name(source), known.get().dataset).orElseThrow());
            }
        }
        // Days that are not archived are not over, so they come last.
        lake.scan(archived, PackedDecision.COLUMNS, row -> reader.accept(PackedDecision.read(row)));
        others.forEach(day -> stream(source, period(day), reader));
    }

    private void stream(DecisionSource source, Period period, Consumer<LoggedDecision> reader) {
        List<Event> events = new ArrayList<>();
        log.read(period.from(), period.to(), source.types(), event -> {
            if (!events.isEmpty() && !events.getFirst().decision().equals(event.decision())) {
                hand(source, events, reader);
            }
            events.add(event);
        });
        if (!events.isEmpty()) {
            hand(source, events, reader);
        }
    }

    private static void hand(DecisionSource source, List<Event> events, Consumer<LoggedDecision> reader) {
        UUID decision = events.getFirst().decision();
        source.read(decision, List.copyOf(events)).ifPresent(reader);
        events.clear();
    }

    /** From now on the days that were kept in one snapshot are kept in its successor. */
    public void replace(String dataset, String successor) {
        database.sql()
                .sql("UPDATE archived_day SET dataset = ? WHERE dataset = ?")
                .params(successor, dataset)
                .update();
    }

    /** Removes the days that were over before then. @return how many */
    public int forget(Instant before) {
        LocalDate day = LocalDate.ofInstant(before, ZoneOffset.UTC);
        List<String> datasets = database.sql()
                .sql(
                        "SELECT model || '.decisions/' || dataset AS name FROM archived_day WHERE day < ? AND dataset IS NOT NULL")
                .param(day)
                .query((row, number) -> row.getString("name"))
                .list();
        int days = database.sql()
                .sql("DELETE FROM archived_day WHERE day < ?")
                .param(day)
                .update();
        for (String dataset : datasets) {
            int cut = dataset.lastIndexOf('/');
            lake.dataset(dataset.substring(0, cut), dataset.substring(cut + 1)).ifPresent(lake::discard);
        }
        return days;
    }

    private Optional<Day> day(String model, LocalDate day) {
        return database.sql()
                .sql("SELECT dataset, events FROM archived_day WHERE model = ? AND day = ?")
                .params(model, day)
                .query((row, index) -> new Day(row.getString("dataset"), row.getLong("events")))
                .optional();
    }

    private static Period period(LocalDate day) {
        Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Period(from, from.plus(Duration.ofDays(1)));
    }
}
