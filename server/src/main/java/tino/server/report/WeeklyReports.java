package tino.server.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tino.lifecycle.alert.Alerts;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.file.Durable;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.rollout.Transition;
import tino.marketplace.measure.SearchQuality;

/** Makes the report of any week from what is kept, and writes the table of the shadows into the lake. */
public final class WeeklyReports {
    /** Of the seed's query: Hit@3. */
    private static final int HIT_AT = 3;

    private final EventLog events;
    private final SearchQuality quality;
    private final Registry registry;
    private final Rollouts rollouts;
    private final ShadowLog shadows;
    private final Alerts alerts;
    private final Collection<? extends ModelPipeline<?, ?>> models;
    private final Path lake;
    private final InstantSource clock;
    private final ZoneId zone;

    /** @param lake the folder into which tables are written @param zone in which a week begins */
    public WeeklyReports(
            Database database,
            EventLog events,
            SearchQuality quality,
            Registry registry,
            Rollouts rollouts,
            Collection<? extends ModelPipeline<?, ?>> models,
            Path lake,
            InstantSource clock,
            ZoneId zone) {
        this.events = events;
        this.quality = quality;
        this.registry = registry;
        this.rollouts = rollouts;
        this.shadows = new ShadowLog(database);
        this.alerts = new Alerts(database);
        this.models = models;
        this.lake = lake;
        this.clock = clock;
        this.zone = zone;
    }

    /** The week that is over. */
    public IsoWeek last() {
        return now().before();
    }

    /** The week of today. */
    public IsoWeek now() {
        return IsoWeek.of(clock.instant().atZone(zone).toLocalDate());
    }

    /** Of a week that is not over, so far. @throws IllegalArgumentException if the week has not begun */
    public WeeklyReport report(IsoWeek week) {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        if (week.monday().isAfter(today)) {
            throw new IllegalArgumentException("Expected a week that has begun, got " + week + ", which begins on "
                    + week.monday() + "; today is " + today + ".");
        }
        Instant from = week.from(zone);
        Instant to = week.to(zone);
        return new WeeklyReport(
                week,
                quality.together(week.monday(), 7),
                quality.together(week.before().monday(), 7),
                IntStream.range(0, 7)
                        .mapToObj(day -> week.monday().plusDays(day))
                        .filter(day -> !day.isAfter(today))
                        .map(day -> new SearchQuality.Day(day, quality.together(day, 1)))
                        .toList(),
                models.stream().map(model -> model(model, from, to)).toList(),
                alerts.fired(from, to));
    }

    private WeeklyReport.Model model(ModelPipeline<?, ?> model, Instant from, Instant to) {
        String name = model.model();
        return new WeeklyReport.Model(
                name,
                events.answers(name, from, to),
                registry.history(name, Registry.CHAMPION).stream()
                        .filter(change -> within(change.at(), from, to))
                        .toList(),
                rollouts.all(name).stream()
                        .filter(rollout -> rollout.stage() == Rollout.Stage.WITHDRAWN
                                && rollout.endedAt() != null
                                && within(rollout.endedAt(), from, to))
                        .map(this::withdrawal)
                        .toList(),
                shadows.weeks(name, from, to, model.outcomes().success(), HIT_AT));
    }

    private static boolean within(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    private WeeklyReport.Withdrawal withdrawal(Rollout rollout) {
        Transition last = rollouts.transitions(rollout.id()).getLast();
        return new WeeklyReport.Withdrawal(rollout.version(), last.at(), last.who(), last.why());
    }

    /**
     * Writes {@code shadow_eval_{week}.csv}: a row for each version that answered unseen, the columns of the seed's query among
     * them. The file of before is replaced.
     *
     * @return the file
     */
    public Path write(WeeklyReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("iso_week,model,version,decisions,successes,hit3_legacy,hit3_ltr,mrr_legacy,mrr_ltr,mrr_gap");
        for (WeeklyReport.Model model : report.models()) {
            for (ShadowLog.Week week : model.shadows()) {
                lines.add(String.join(
                        ",",
                        report.week().toString(),
                        model.name(),
                        Integer.toString(week.version()),
                        Long.toString(week.decisions()),
                        Long.toString(week.successes()),
                        number(week.hitControl()),
                        number(week.hitShadow()),
                        number(week.mrrControl()),
                        number(week.mrrShadow()),
                        number(week.mrrShadow() - week.mrrControl())));
            }
        }
        Path file = lake.resolve("shadow_eval_" + report.week() + ".csv");
        try {
            Path prepared = Files.createTempFile(lake, "shadow_eval_", ".making");
            Files.writeString(prepared, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
            Durable.sync(prepared);
            Durable.publish(prepared, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("The table of the week cannot be written: " + file, e);
        }
    }

    /** Empty where there is none. */
    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }
}
