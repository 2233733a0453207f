package tino.lifecycle.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;
import tino.lifecycle.monitor.QualityHours.Hour;
import tino.lifecycle.monitor.QualityReport.Standing;
import tino.lifecycle.pipeline.EvaluationReport;
import tino.lifecycle.pipeline.Evaluations;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.quality.QualityTally;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Moments;
import tino.lifecycle.statistic.Reliability;

/**
 * Measures how good champions' answers are, hour by hour, for any model: what came of them, how long they took, how often the fallback had to
 * answer, and what its {@link AnswerForm} lets be measured beyond that.
 *
 * <p>Outcomes come later than answers. An hour is therefore measured again whenever it is twice as old as when it was measured last, a dozen
 * times in the month in which it may change; the present one at each look. All is added up in the database, and what is kept of an hour does
 * not grow with its answers.
 */
public final class QualityMonitor {
    private static final Duration WINDOW = Duration.ofDays(1);
    /** So far back hours may change. */
    private static final Duration BACK = Duration.ofDays(30);

    /** An answer is logged for sure so long after it was given. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** A look that is so late after the one before it missed some: they are every ten minutes. */
    private static final Duration LATE = Duration.ofMinutes(30);

    /** Chance that outcomes are called missing where there just were none. */
    private static final double ALPHA = 0.001;

    private static final Logger log = LoggerFactory.getLogger(QualityMonitor.class);

    private final Registry registry;
    private final Evaluations evaluations;
    private final QualityLog answers;
    private final QualityHours hours;
    private final LastAsked asked;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    private record Watched(
            ModelPipeline<?, ?> pipeline,
            QualityPolicy policy,
            Timer looks,
            AtomicReference<@Nullable QualityReport> last) {}

    /** A time in which a version was champion. */
    private record Reign(int number, Instant from, Instant to) {}

    /** @param asked tells a log that stopped from one that nobody writes to */
    public QualityMonitor(
            Database database,
            Registry registry,
            Evaluations evaluations,
            LastAsked asked,
            InstantSource clock,
            MeterRegistry metrics) {
        this.registry = registry;
        this.evaluations = evaluations;
        this.answers = new QualityLog(database);
        this.hours = new QualityHours(database);
        this.asked = asked;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** From now on measures the champions of this model. @param policy how old answers must be for their outcomes to be missed */
    public void watch(ModelPipeline<?, ?> pipeline, QualityPolicy policy) {
        AtomicReference<@Nullable QualityReport> last = new AtomicReference<>();
        Timer looks = Timer.builder("tino.quality.looks")
                .description("What it takes to measure what is due")
                .tag("model", pipeline.model())
                .register(metrics);
        watched.put(pipeline.model(), new Watched(pipeline, policy, looks, last));
        new QualityMeters(metrics, clock, pipeline.model(), last)
                .register(pipeline.answerForm().orElse(null));
    }

    /** The models that are measured, by name. */
    public List<String> models() {
        return watched.keySet().stream().sorted().toList();
    }

    /** Measures what is due, for all models. */
    public void look() {
        models().forEach(this::look);
    }

    /** Measures what is due, for one model. @throws IllegalArgumentException if it is not watched */
    public QualityReport look(String model) {
        Watched of = get(model);
        Timer.Sample look = Timer.start(metrics);
        Instant now = clock.instant();
        Instant oldest = now.minus(BACK).truncatedTo(ChronoUnit.HOURS);
        Map<Instant, Hour> known =
                hours.hours(model, oldest, now).stream().collect(Collectors.toMap(Hour::from, Function.identity()));
        for (Reign reign : reigns(model, now)) {
            Instant from = reign.from.isBefore(oldest) ? oldest : reign.from;
            while (from.isBefore(reign.to)) {
                Instant next = from.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
                Instant to = next.isBefore(reign.to) ? next : reign.to;
                Hour before = known.get(from);
                if (due(before, to, now)) {
                    QualityLog.Measured measured = answers.measure(
                            of.pipeline,
                            reign.number,
                            from,
                            to,
                            counted(before, to, reign.number),
                            now,
                            of.policy.maturity());
                    hours.keep(model, new Hour(from, to, reign.number, now, measured.newest(), measured.tally()));
                }
                from = to;
            }
        }
        look.stop(of.looks);
        return refresh(model);
    }

    private static boolean due(@Nullable Hour known, Instant to, Instant now) {
        return known == null
                || known.to().isBefore(to)
                || Duration.between(to, now)
                                .compareTo(
                                        Duration.between(to, known.measured()).multipliedBy(2))
                        > 0;
    }

    /**
     * What was counted of an hour once it was over does not change any more: only what comes of its answers does. So a large log is counted
     * once and not a dozen times.
     */
    private static QualityLog.@Nullable Counted counted(@Nullable Hour before, Instant to, int number) {
        return before == null
                        || before.number() != number
                        || !before.to().equals(to)
                        || before.measured().isBefore(to.plus(SETTLED))
                ? null
                : new QualityLog.Counted(
                        before.tally().answers(),
                        before.tally().plain(),
                        before.tally().fallbacks(),
                        before.newest());
    }

    private List<Reign> reigns(String model, Instant now) {
        List<AliasChange> history = registry.history(model, Registry.CHAMPION);
        List<Reign> reigns = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            AliasChange change = history.get(i);
            if (change.action() != AliasChange.Action.REMOVED) {
                reigns.add(new Reign(
                        change.number(),
                        change.at(),
                        i + 1 < history.size() ? history.get(i + 1).at() : now));
            }
        }
        return reigns;
    }

    /** Lets the meters say what is known, whichever server measured it. */
    public void refresh() {
        models().forEach(this::refresh);
    }

    private QualityReport refresh(String model) {
        asked.note(model);
        QualityReport report = report(model);
        get(model).last.set(report);
        if (report.late()) {
            log.warn("{}: how good its answers are is measured up to {} only.", model, report.measuredTo());
        }
        return report;
    }

    /** What is known of one model from what was measured. @throws IllegalArgumentException if it is not watched */
    public QualityReport report(String model) {
        Watched of = get(model);
        Instant now = clock.instant();
        Optional<Reign> reign = reigns(model, now).stream()
                .max(Comparator.comparing(Reign::from))
                .filter(last -> !last.to.isBefore(now));
        if (reign.isEmpty()) {
            return QualityReport.without(model);
        }
        int number = reign.get().number;
        List<Hour> all = hours.hours(model, now.minus(BACK), now).stream()
                .filter(hour -> hour.number() == number)
                .toList();
        Instant since = now.minus(WINDOW);
        QualityTally tally = sum(all, hour -> !hour.from().isBefore(since));
        Optional<EvaluationReport> evaluation = evaluation(model, number);
        Instant newest = hours.newest(model, number).orElse(null);
        Instant measuredTo = all.stream()
                .map(Hour::to)
                .filter(to -> to.isAfter(reign.get().from))
                .max(Comparator.naturalOrder())
                .orElse(null);
        Instant behind = measuredTo == null ? reign.get().from : measuredTo;
        return new QualityReport(
                model,
                number,
                standing(of, reign.get(), newest, all, tally, now),
                of.pipeline.answerForm().orElse(null),
                newest,
                measuredTo,
                behind.plus(LATE).isBefore(now),
                tally,
                evaluation.map(report -> offline(of.pipeline, report)).orElse(Map.of()),
                reference(evaluation, all));
    }

    private Watched get(String model) {
        Watched of = watched.get(model);
        if (of == null) {
            throw new IllegalArgumentException(
                    "The quality of '" + model + "' is not measured, only that of " + models() + ".");
        }
        return of;
    }

    private static QualityTally sum(List<Hour> hours, java.util.function.Predicate<Hour> which) {
        return hours.stream().filter(which).map(Hour::tally).reduce(QualityTally.NONE, QualityTally::plus);
    }

    private Optional<EvaluationReport> evaluation(String model, int number) {
        return registry.version(model, number).map(ModelVersion::run).flatMap(evaluations::of);
    }

    private static Reliability reference(Optional<EvaluationReport> evaluation, List<Hour> all) {
        return evaluation
                .map(EvaluationReport::reliability)
                .orElseGet(() -> sum(all, _ -> true).reliability());
    }

    private static Map<Figure, Interval> offline(ModelPipeline<?, ?> pipeline, EvaluationReport evaluation) {
        Map<Figure, Interval> offline = new EnumMap<>(Figure.class);
        pipeline.answerForm()
                .map(AnswerForm::offline)
                .orElse(Map.of())
                .forEach((figure, metric) -> evaluation.measures().stream()
                        .filter(measure -> measure.metric().equals(metric))
                        .forEach(measure -> offline.put(figure, measure.figure())));
        Reliability reliability = evaluation.reliability();
        if (reliability != null) {
            offline.put(Figure.CALIBRATION, new Interval(reliability.expectedError(), Double.NaN, Double.NaN, 0.95));
        }
        return offline;
    }

    private Standing standing(
            Watched of, Reign reign, @Nullable Instant newest, List<Hour> all, QualityTally tally, Instant now) {
        Instant since = now.minus(WINDOW);
        if (tally.answers() == 0) {
            return withoutAnswers(of.pipeline.model(), reign, newest, tally, now);
        }
        long readable =
                tally.cells().stream().mapToLong(QualityTally.Cell::count).sum();
        if (tally.unreadable() > readable) {
            return Standing.UNREADABLE;
        }
        Instant ripe = now.minus(of.policy.maturity());
        QualityTally before = sum(all, hour -> hour.from().isBefore(since));
        QualityTally lately =
                sum(all, hour -> !hour.from().isBefore(since) && !hour.to().isAfter(ripe));
        return outcomesMissing(before, lately) ? Standing.NO_OUTCOMES : Standing.MEASURED;
    }

    /**
     * A log has stopped where the model is in use: somebody asked the champion in the 24 hours, as the servers know, or the fallback had to
     * answer in its place. An installation that nobody uses has not.
     */
    private Standing withoutAnswers(
            String model, Reign reign, @Nullable Instant newest, QualityTally tally, Instant now) {
        boolean answered = newest != null && !newest.isBefore(reign.from);
        Instant heard = newest == null || newest.isBefore(reign.from) ? reign.from : newest;
        boolean silent = !heard.plus(WINDOW).isAfter(now);
        if (silent && (tally.plain() > 0 || asked.unheard(model, heard, WINDOW))) {
            return Standing.STOPPED;
        }
        return !answered ? Standing.NOT_ASKED : silent ? Standing.IDLE : Standing.MEASURED;
    }

    /**
     * Whether so long a silence would be a rare chance if as much came of the answers as before. Only what comes soon is compared: where
     * outcomes take longer, those of young answers are not missing but to come.
     */
    private static boolean outcomesMissing(QualityTally before, QualityTally lately) {
        double share = Moments.ofShare(before.prompt(), before.watched()).mean();
        return lately.prompt() == 0 && Math.pow(1 - share, lately.watched()) < ALPHA;
    }

    /** The last days on which a champion answered, in order; a day on which the champion changed is there for each. */
    public List<QualityReport.Day> days(String model, int daysBack) {
        get(model);
        Instant now = clock.instant();
        Instant from = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .minusDays(daysBack - 1L)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        Map<Integer, Reliability> references = new ConcurrentHashMap<>();
        List<Hour> all = hours.hours(model, from, now);
        Map<LocalDate, Map<Integer, QualityTally>> days = new TreeMap<>();
        all.forEach(hour -> days.computeIfAbsent(LocalDate.ofInstant(hour.from(), ZoneOffset.UTC), _ -> new TreeMap<>())
                .merge(hour.number(), hour.tally(), QualityTally::plus));
        List<QualityReport.Day> told = new ArrayList<>();
        days.forEach((day, champions) -> champions.forEach((number, tally) -> {
            Reliability reference = references.computeIfAbsent(
                    number,
                    _ -> reference(
                            evaluation(model, number),
                            all.stream().filter(hour -> hour.number() == number).toList()));
            told.add(new QualityReport.Day(day, number, tally, tally.estimate(reference)));
        }));
        return told;
    }
}
