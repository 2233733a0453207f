package tino.lifecycle.adult;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.monitor.LastAsked;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityPolicy;
import tino.lifecycle.monitor.QualityReport;
import tino.lifecycle.pipeline.Evaluations;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.statistic.Interval;
import tools.jackson.databind.json.JsonMapper;

/** How good a classifier is, before and after it is known who was rich: people of the census whom its training did not see. */
class IncomeQualityTest {
    private static List<Adults.Person> unseen;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(5);
    private Workshop workshop;
    private PostgresEventLog log;
    private QualityMonitor monitor;
    private IncomeModel model;

    @BeforeAll
    static void read() throws IOException {
        List<Adults.Person> all = Adults.read("adult.data");
        unseen = all.subList(all.size() * 4 / 5, all.size());
    }

    @BeforeEach
    void aChampion() throws Exception {
        workshop = new Workshop(folder);
        log = new PostgresEventLog(workshop.database, workshop.metrics);
        IncomePipeline pipeline = new IncomePipeline();
        workshop.pipelines.run(pipeline, Period.endingAt(Workshop.START, Duration.ofDays(1)), "test", Progress.SILENT);
        ModelVersion champion = workshop.registry.champion(IncomePipeline.MODEL).orElseThrow();
        model = workshop.registry.load(champion, pipeline.format());
        monitor = new QualityMonitor(
                workshop.database,
                workshop.registry,
                new Evaluations(workshop.database),
                new LastAsked(workshop.database, workshop.clock, LastAsked.Count.NONE),
                workshop.clock,
                workshop.metrics);
        monitor.watch(pipeline, QualityPolicy.STANDARD);
    }

    @AfterEach
    void close() {
        log.close();
        workshop.close();
    }

    /** Answers within five hours. @return what will be known later */
    private List<Event> answer(Predicate<Adults.Person> who) {
        List<Adults.Person> people = unseen.stream().filter(who).toList();
        Instant start = workshop.clock.instant();
        List<Event> answers = new ArrayList<>();
        List<Event> later = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Instant at = start.plus(Duration.ofHours(5).multipliedBy(i).dividedBy(people.size()));
            UUID decision = DecisionId.next(() -> at, random);
            double p = model.probability(people.get(i).facts());
            answers.add(new Event(
                    decision,
                    "prediction",
                    at,
                    decision,
                    null,
                    null,
                    JsonMapper.shared().createObjectNode().put("p", p).put("said_rich", p >= .5),
                    new Answered(IncomePipeline.MODEL, 1, null, 1_000)));
            if (people.get(i).rich()) {
                later.add(new Event(
                        new UUID(random.nextLong(), i),
                        "rich",
                        at.plus(Duration.ofHours(5)),
                        decision,
                        null,
                        null,
                        JsonMapper.shared().createObjectNode()));
            }
        }
        log.append(answers);
        workshop.clock.advance(Duration.ofHours(5));
        return later;
    }

    private double gauge(Figure figure, String basis) {
        return workshop.metrics
                .get("tino.quality.figure")
                .tags("model", IncomePipeline.MODEL, "figure", figure.key(), "basis", basis)
                .gauge()
                .value();
    }

    @Test
    void foretellsItsAccuracyPrecisionAndRecallWithinTheirIntervals() {
        List<Event> later = answer(_ -> true);

        QualityReport before = monitor.look(IncomePipeline.MODEL);

        assertThat(before.standing()).isEqualTo(QualityReport.Standing.MEASURED);
        assertThat(before.tally().answers()).isEqualTo(unseen.size());
        assertThat(before.tally().known()).isZero();
        assertThat(before.tally().figure(Figure.ACCURACY).mean()).isNaN();
        assertThat(gauge(Figure.ACCURACY, "realised")).isNaN();
        Interval foretold = Objects.requireNonNull(before.estimated(Figure.ACCURACY));
        assertThat(foretold.high() - foretold.low()).isBetween(.01, .04);
        assertThat(gauge(Figure.ACCURACY, "estimated")).isEqualTo(foretold.mean());
        Interval offline = Objects.requireNonNull(before.offline().get(Figure.ACCURACY));
        assertThat(foretold.contains(offline.mean()))
                .as("people like those of its test")
                .isTrue();

        log.append(later);
        workshop.clock.advance(Duration.ofHours(12));
        QualityReport after = monitor.look(IncomePipeline.MODEL);

        assertThat(after.tally().known()).isEqualTo(unseen.size());
        assertThat(foretold.contains(after.tally().figure(Figure.ACCURACY).mean()))
                .as("%s in %s", after.tally().figure(Figure.ACCURACY), foretold)
                .isTrue();
        for (Figure figure : List.of(Figure.PRECISION, Figure.RECALL)) {
            Interval of = Objects.requireNonNull(before.estimated(figure));
            assertThat(of.contains(after.tally().figure(figure).mean()))
                    .as("%s: %s in %s", figure, after.tally().figure(figure), of)
                    .isTrue();
        }
        assertThat(gauge(Figure.ACCURACY, "realised"))
                .isEqualTo(after.tally().figure(Figure.ACCURACY).mean());
        // The loss that it was trained by is a proper one.
        assertThat(gauge(Figure.CALIBRATION, "realised")).isBetween(0.0, .05);
        assertThat(after.tally().reliability().count()).isEqualTo(unseen.size());
    }

    @Test
    void noticesWithoutAnyOutcomeThatOnlyHardCasesCome() {
        List<Event> later = answer(person -> Math.abs(model.probability(person.facts()) - .5) < .3);

        QualityReport report = monitor.look(IncomePipeline.MODEL);

        Interval foretold = Objects.requireNonNull(report.estimated(Figure.ACCURACY));
        Interval offline = Objects.requireNonNull(report.offline().get(Figure.ACCURACY));
        assertThat(foretold.high()).isLessThan(offline.low() - .05);
        log.append(later);
        workshop.clock.advance(Duration.ofHours(12));
        Interval realised = monitor.look(IncomePipeline.MODEL).tally().figure(Figure.ACCURACY);
        assertThat(foretold.contains(realised.mean()))
                .as("%s in %s", realised, foretold)
                .isTrue();
    }
}
