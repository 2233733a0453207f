package tino.lifecycle.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;
import tino.lifecycle.drift.Baseline;
import tino.lifecycle.drift.Baselines;
import tino.lifecycle.drift.Column;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.drift.DriftComparison;
import tino.lifecycle.drift.DriftPolicy;
import tino.lifecycle.drift.Finding;
import tino.lifecycle.drift.Observation;
import tino.lifecycle.drift.Tallies;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.monitor.DriftReport.Standing;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.Runs;

/**
 * Watches what champions decide from: counts what their answers in the log were made from, compares it with what they were trained on, and
 * has a model trained anew when something drifted.
 *
 * <p>Each look reads only what is new and adds it to the tallies of its day, so that neither memory nor reading grows with the time
 * watched. Of more answers than it may read it reads an even sample, and says of how many.
 */
public final class DriftWatch {
    /** What the reason of a run begins with that was asked for here. */
    public static final String REASON = "inputs drifted";

    private static final Logger log = LoggerFactory.getLogger(DriftWatch.class);
    private static final Duration LATE = Duration.ofHours(1);

    private final Database database;
    private final EventLog events;
    private final Registry registry;
    private final Baselines baselines;
    private final Retraining retraining;
    private final DriftDays days;
    private final LastAsked asked;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    /** @param last report of a look, {@code null} before */
    private record Watched(
            ModelPipeline<?, ?> pipeline,
            DecisionInputs inputs,
            DriftPolicy policy,
            Meters meters,
            AtomicReference<@Nullable DriftReport> last) {}

    /** What drifted and the retraining that was asked for. */
    public record Alarm(DriftReport report, RunResult retraining) {}

    public DriftWatch(
            Database database,
            EventLog events,
            Registry registry,
            Baselines baselines,
            Runs runs,
            Pipelines pipelines,
            LastAsked asked,
            InstantSource clock,
            MeterRegistry metrics) {
        this.database = database;
        this.events = events;
        this.registry = registry;
        this.baselines = baselines;
        this.retraining = new Retraining(runs, pipelines, clock);
        this.days = new DriftDays(database);
        this.asked = asked;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** From now on watches the champions of this model, if it is known what they decide from. */
    public void watch(ModelPipeline<?, ?> pipeline, DriftPolicy policy) {
        pipeline.inputs().ifPresent(inputs -> {
            retraining.know(pipeline, policy.learnFrom());
            AtomicReference<@Nullable DriftReport> last = new AtomicReference<>();
            watched.put(
                    pipeline.model(), new Watched(pipeline, inputs, policy, new Meters(pipeline.model(), last), last));
        });
    }

    /** The models that are watched, by name. */
    public List<String> models() {
        return watched.keySet().stream().sorted().toList();
    }

    /** Counts and compares for all models once; trains those that decide from other things now. @return these */
    public List<Alarm> look() {
        List<Alarm> alarms = new ArrayList<>();
        for (String model : models()) {
            Watched of = get(model);
            DriftReport report = look(model);
            promotion(model).flatMap(promoted -> alarm(report, promoted, of)).ifPresent(alarms::add);
        }
        return alarms;
    }

    /** Counts and compares for one model, and asks for nothing. @throws IllegalArgumentException if it is not watched */
    public DriftReport look(String model) {
        Watched of = get(model);
        Optional<AliasChange> promoted = promotion(model);
        if (promoted.isPresent()) {
            try {
                baseline(promoted.get(), of).ifPresent(baseline -> count(promoted.get(), baseline, of));
            } catch (java.io.UncheckedIOException e) {
                log.warn(
                        "{}: no baseline can be made for version {}.",
                        model,
                        promoted.get().number(),
                        e);
            }
        }
        return refresh(model);
    }

    /** Lets the meters say what is known, whichever server counted it. */
    public void refresh() {
        models().forEach(this::refresh);
    }

    private DriftReport refresh(String model) {
        Watched of = get(model);
        asked.note(model);
        DriftReport report = report(model);
        of.meters.show(report);
        of.last.set(report);
        return report;
    }

    private Watched get(String model) {
        Watched of = watched.get(model);
        if (of == null) {
            throw new IllegalArgumentException(
                    "Drift of '" + model + "' is not watched, only that of " + models() + ".");
        }
        return of;
    }

    private Optional<AliasChange> promotion(String model) {
        List<AliasChange> history = registry.history(model, Registry.CHAMPION);
        return history.isEmpty() || history.getLast().action() == AliasChange.Action.REMOVED
                ? Optional.empty()
                : Optional.of(history.getLast());
    }

    private Optional<Baseline> baseline(AliasChange promoted, Watched of) {
        ModelVersion version =
                registry.version(promoted.model(), promoted.number()).orElseThrow();
        return baselines.of(version, of.inputs);
    }

    private Optional<Alarm> alarm(DriftReport report, AliasChange promoted, Watched of) {
        List<String> drifted = report.findings().stream()
                .filter(finding -> finding.verdict() == Finding.Verdict.DRIFTED)
                .map(DriftWatch::said)
                .toList();
        if (drifted.isEmpty() || !of.policy.retrain()) {
            return Optional.empty();
        }
        Optional<RunResult> retrained = retraining.ask(
                promoted,
                REASON,
                REASON + " from the training of version " + promoted.number() + ": " + String.join(", ", drifted),
                of.policy.rest());
        retrained.ifPresent(_ -> of.meters.retrainings.increment());
        return retrained.map(result -> new Alarm(report, result));
    }

    private static String said(Finding finding) {
        return String.format(
                Locale.ROOT,
                "%s (%s %.3f)",
                finding.column().name(),
                finding.measure().name().toLowerCase(Locale.ROOT),
                finding.effect());
    }

    private void count(AliasChange promoted, Baseline baseline, Watched of) {
        Instant end = clock.instant().minus(of.policy.settle());
        Instant oldest = midnight(day(end).minusDays(of.policy.window() - 1L));
        Instant start = promoted.at().isAfter(oldest) ? promoted.at() : oldest;
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(
                    database.transactions().execute(_ -> countDay(promoted, baseline, of, start, end)));
        }
    }

    /** What is new up to the end of one day. @return whether there may be more */
    private boolean countDay(AliasChange promoted, Baseline baseline, Watched of, Instant start, Instant end) {
        String model = promoted.model();
        int number = promoted.number();
        DriftDays.Reading reading = days.hold(model, number, start);
        // Time in which it was not champion, or that lies behind the window, is passed over.
        Instant from = reading.readTo().isBefore(start) ? start : reading.readTo();
        if (!from.isBefore(end)) {
            return false;
        }
        LocalDate day = day(from);
        Instant to = midnight(day.plusDays(1)).isBefore(end) ? midnight(day.plusDays(1)) : end;
        EventLog.Answers answers = events.answers(model, number, from, to);
        if (answers.count() > 0) {
            DriftDays.Day before = days.day(model, number, day)
                    .orElseGet(() ->
                            new DriftDays.Day(day, 0, 0, baseline.tallies().emptied()));
            long[] counted = {0};
            List<Column> columns = of.inputs.columns();
            events.readAnswers(model, number, from, to, (double) of.policy.read() / answers.count(), event -> {
                Optional<Observation> observation = of.inputs.read(event);
                observation.ifPresent(one -> {
                    before.tallies().add(columns, one);
                    counted[0]++;
                });
            });
            days.keep(
                    model,
                    number,
                    new DriftDays.Day(
                            day, before.answers() + answers.count(), before.counted() + counted[0], before.tallies()));
            of.meters.counted.increment(counted[0]);
            of.meters.passedOver.increment(answers.count() - counted[0]);
        }
        days.read(
                model,
                number,
                new DriftDays.Reading(to, answers.newest() == null ? reading.newest() : answers.newest()));
        return to.isBefore(end);
    }

    /** What is known of one model from what was counted. @throws IllegalArgumentException if it is not watched */
    public DriftReport report(String model) {
        Watched of = get(model);
        Optional<AliasChange> promoted = promotion(model);
        if (promoted.isEmpty()) {
            return DriftReport.without(model, null, Standing.NO_CHAMPION);
        }
        int number = promoted.get().number();
        Optional<Baseline> baseline = baselines.find(model, number);
        if (baseline.isEmpty()) {
            return DriftReport.without(model, number, Standing.NO_BASELINE);
        }
        Optional<DriftDays.Reading> reading = days.reading(model, number);
        LocalDate last = day(clock.instant());
        LocalDate first = last.minusDays(of.policy.window() - 1L);
        Tallies window = baseline.get().tallies().emptied();
        long answers = 0;
        long counted = 0;
        for (DriftDays.Day day : days.days(model, number, first, last)) {
            window.merge(day.tallies());
            answers += day.answers();
            counted += day.counted();
        }
        Instant newest = reading.map(DriftDays.Reading::newest).orElse(null);
        return new DriftReport(
                model,
                number,
                standing(baseline.get(), promoted.get(), newest, counted, of.policy),
                first,
                answers,
                counted,
                reading.map(DriftDays.Reading::readTo).orElse(null),
                newest,
                baseline.get(),
                window,
                // The same tallies shall always say the same.
                DriftComparison.tested(of.policy, new SplittableRandom(number))
                        .compare(of.inputs.columns(), baseline.get().tallies(), window));
    }

    private Standing standing(
            Baseline baseline, AliasChange promoted, @Nullable Instant newest, long counted, DriftPolicy policy) {
        if (baseline.decisions() == 0) {
            return Standing.EMPTY_BASELINE;
        }
        Instant heard = newest == null || newest.isBefore(promoted.at()) ? promoted.at() : newest;
        if (asked.unheard(promoted.model(), heard, policy.silence())) {
            return Standing.STOPPED;
        }
        boolean answered = newest != null && !newest.isBefore(promoted.at());
        return answered || counted > 0 ? Standing.COMPARED : Standing.NOT_ASKED;
    }

    /** The effects of each day of the last so many by itself, as far as the champion answered; in order. */
    public List<DriftReport.Day> history(String model, int daysBack) {
        Watched of = get(model);
        Optional<Baseline> baseline = promotion(model).flatMap(promoted -> baselines.find(model, promoted.number()));
        if (baseline.isEmpty()) {
            return List.of();
        }
        LocalDate last = day(clock.instant());
        return days.days(model, baseline.get().number(), last.minusDays(daysBack - 1L), last).stream()
                .map(day -> new DriftReport.Day(
                        day.day(),
                        day.answers(),
                        day.counted(),
                        DriftComparison.effects(of.policy)
                                .compare(of.inputs.columns(), baseline.get().tallies(), day.tallies())))
                .toList();
    }

    /** How a model is watched. */
    public DriftPolicy policy(String model) {
        return get(model).policy;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** What Prometheus hears of one model. */
    private final class Meters {
        private final String model;
        private final Counter counted;
        private final Counter passedOver;
        private final Counter retrainings;
        private final MultiGauge effects =
                multi("effect", "Effect of a column over the limit of its rule, 1 is the limit");
        private final MultiGauge stabilities = multi("psi", "Stability index of a column");
        private final MultiGauge pValues = multi("p", "p-value of a column, corrected over all columns");
        private final MultiGauge missing =
                multi("missing", "Share of a column without a value less that in the baseline");
        private final MultiGauge firing = multi("firing", "1 where something is wrong with a column");

        Meters(String model, AtomicReference<@Nullable DriftReport> last) {
            this.model = model;
            this.counted = answers("counted");
            this.passedOver = answers("passed_over");
            this.retrainings = Counter.builder("tino.drift.retrainings")
                    .description("Retrainings asked for because inputs drifted")
                    .tag("model", model)
                    .register(metrics);
            gauge("lag.seconds", "Age of what is not counted yet", last, report -> age(report.readTo()));
            gauge("silence.seconds", "Age of the champion's last answer counted", last, report -> age(report.newest()));
            gauge(
                    "columns",
                    "Columns with which something is wrong",
                    last,
                    report -> report.firing().size());
            gauge(
                    "stopped",
                    "1 while the champion's log has stopped",
                    last,
                    report -> report.standing() == Standing.STOPPED ? 1 : 0);
        }

        private MultiGauge multi(String name, String description) {
            return MultiGauge.builder("tino.drift." + name)
                    .description(description)
                    .register(metrics);
        }

        private Counter answers(String what) {
            return Counter.builder("tino.drift.answers")
                    .description("Answers whose inputs were counted, and those passed over because there were too many")
                    .tags("model", model, "what", what)
                    .register(metrics);
        }

        private void gauge(
                String name,
                String description,
                AtomicReference<@Nullable DriftReport> last,
                ToDoubleFunction<DriftReport> value) {
            Gauge.builder("tino.drift." + name, last, reference -> {
                        DriftReport report = reference.get();
                        return report == null ? Double.NaN : value.applyAsDouble(report);
                    })
                    .description(description)
                    .tag("model", model)
                    .register(metrics);
        }

        private double age(@Nullable Instant time) {
            return time == null
                    ? Double.NaN
                    : Duration.between(time, clock.instant()).toMillis() / 1e3;
        }

        void show(DriftReport report) {
            rows(effects, report, finding -> finding.effect() / finding.limit());
            rows(stabilities, report, Finding::psi);
            rows(pValues, report, Finding::pValue);
            rows(missing, report, finding -> finding.missingNow() - finding.missingBefore());
            rows(firing, report, finding -> finding.verdict().firing() ? 1 : 0);
            double lag = age(report.readTo());
            if (lag > LATE.toSeconds()) {
                log.warn("{}: what it decides from is counted up to {} only.", model, report.readTo());
            }
        }

        private void rows(MultiGauge gauge, DriftReport report, ToDoubleFunction<Finding> value) {
            gauge.register(
                    report.findings().stream()
                            .map(finding -> MultiGauge.Row.of(
                                    Tags.of(
                                            "model",
                                            model,
                                            "feature",
                                            finding.column().name()),
                                    value.applyAsDouble(finding)))
                            .collect(Collectors.toList()),
                    true);
        }
    }
}
