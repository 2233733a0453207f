package tino.lifecycle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Workshop;
import tools.jackson.databind.json.JsonMapper;

/** Days of decisions as Parquet. Everything is real; the decisions are yes or no from two features. */
final class ArchiveTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
    private static final LocalDate LAST = LocalDate.parse("2026-03-03");

    /** Answers are of type {@code answer} with two features; {@code right} grades them 1. */
    private static final DecisionSource SOURCE = new DecisionSource() {
        @Override
        public String model() {
            return "coins";
        }

        @Override
        public Set<String> types() {
            return Set.of("answer", "right");
        }

        @Override
        public Optional<LoggedDecision> read(UUID decision, List<Event> events) {
            boolean right = events.stream().anyMatch(event -> event.type().equals("right"));
            return events.stream()
                    .filter(event -> event.type().equals("answer"))
                    .findFirst()
                    .map(event -> new LoggedDecision(
                            decision,
                            "coins:1",
                            "two",
                            new int[] {1},
                            new float[] {0.25f},
                            new float[] {right ? 1 : 0},
                            new float[] {event.body().path("a").floatValue(), Float.NaN}));
        }
    };

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(4);
    private Workshop workshop;
    private PostgresEventLog log;
    private Archive archive;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        log = new PostgresEventLog(workshop.database, workshop.metrics);
        archive = new Archive(workshop.lake, log, workshop.database, workshop.clock);
    }

    @AfterEach
    void close() {
        log.close();
        workshop.close();
    }

    private Event event(String type, UUID decision, float a) {
        return new Event(
                UUID.randomUUID(),
                type,
                workshop.clock.instant(),
                decision,
                null,
                null,
                JsonMapper.shared().createObjectNode().put("a", a));
    }

    /** @return decisions, hourly from the start of the workshop's time (03:00) on, an answer each */
    private List<UUID> answers(int hours) {
        List<UUID> decisions = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            UUID decision = DecisionId.next(workshop.clock, random);
            decisions.add(decision);
            log.append(List.of(event("answer", decision, hour / 8f)));
            workshop.clock.advance(Duration.ofHours(1));
        }
        return decisions;
    }

    private List<LoggedDecision> read() {
        List<LoggedDecision> decisions = new ArrayList<>();
        archive.read(SOURCE, FIRST, LAST, decisions::add);
        return decisions;
    }

    private List<Dataset> files() {
        return workshop.lake.datasets("coins.decisions");
    }

    @Test
    void givesBackEveryDecisionBitByBitWhetherItsDayIsOverOrNot() {
        List<UUID> decisions = answers(40);
        log.append(List.of(
                event("right", decisions.get(5), 0),
                event("right", UUID.fromString("019ca7a1-0000-7000-8000-000000000001"), 0)));
        List<LoggedDecision> read = read();
        assertThat(read).extracting(LoggedDecision::decision).isEqualTo(decisions);
        assertThat(read.get(11).vectors()).containsExactly(11 / 8f, Float.NaN);
        assertThat(read.get(11).by()).isEqualTo("coins:1");
        assertThat(read.get(11).layout()).isEqualTo("two");
        assertThat(read.get(11).positions()).containsExactly(1);
        assertThat(read.get(11).scores()).containsExactly(0.25f);
        assertThat(read.stream().filter(one -> one.grades()[0] == 1))
                .extracting(LoggedDecision::decision)
                .containsExactly(decisions.get(5));
        // 21 hours of the first day are archived, the second day is not over.
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file.rows()).isEqualTo(21));
    }

    @Test
    void readsADayFromTheLogOnce() {
        answers(40);
        assertThat(archive.bring(SOURCE, FIRST, LAST, Progress.SILENT)).isOne();
        assertThat(archive.bring(SOURCE, FIRST, LAST, Progress.SILENT)).isZero();
        workshop.clock.advance(Duration.ofDays(1));
        assertThat(archive.bring(SOURCE, FIRST, LAST, Progress.SILENT)).isOne();
        assertThat(read()).hasSize(40);
        assertThat(files()).hasSize(2);
    }

    @Test
    void readsADayAgainWhenSomethingCameOfItLater() {
        List<UUID> decisions = answers(30);
        assertThat(read()).allSatisfy(one -> assertThat(one.grades()).containsExactly(0));
        String before = files().getFirst().hash();
        log.append(List.of(event("right", decisions.getFirst(), 0)));
        assertThat(read().getFirst().grades()).containsExactly(1);
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file.hash()).isNotEqualTo(before));
        assertThat(folder.resolve("lake/coins.decisions/" + before + ".parquet"))
                .doesNotExist();
        // What does not change the day is not looked at for ever.
        log.append(List.of(event("right", decisions.getFirst(), 0)));
        assertThat(archive.bring(SOURCE, FIRST, LAST, Progress.SILENT)).isOne();
        assertThat(archive.bring(SOURCE, FIRST, LAST, Progress.SILENT)).isZero();
        assertThat(read()).hasSize(30);
    }

    @Test
    void leavesADayAsItIsOnceOutcomesAreTooLate() {
        List<UUID> decisions = answers(30);
        read();
        workshop.clock.advance(Archive.LATE.plusDays(3));
        log.append(List.of(event("right", decisions.getFirst(), 0)));
        assertThat(read().getFirst().grades()).containsExactly(0);
    }

    @Test
    void writesNoFileForADayWithoutDecisions() {
        workshop.clock.advance(Duration.ofDays(5));
        assertThat(archive.bring(SOURCE, FIRST, LAST, Progress.SILENT)).isEqualTo(3);
        assertThat(read()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesADamagedFileWithItsNameAndBothSums() throws IOException {
        answers(30);
        read();
        Path file = files().getFirst().file();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(this::read)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining(files().getFirst().hash());
    }

    @Test
    void refusesAPeriodThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> archive.read(SOURCE, LAST, FIRST, decision -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-03-03 to 2026-03-01");
    }
}
