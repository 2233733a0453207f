package tino.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.drift.Column;
import tino.lifecycle.drift.DriftComparison;
import tino.lifecycle.drift.DriftPolicy;
import tino.lifecycle.drift.DriftPolicy.Rule;
import tino.lifecycle.drift.Finding;
import tino.lifecycle.drift.Observation;
import tino.lifecycle.drift.Tallies;
import tino.lifecycle.drift.Tally;

/** How often drift is called where there is none, how soon where there is some, and how fast answers are counted. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description =
                "False alarms and detection delays of drift monitoring, beside p < .05, and answers counted a second.")
final class DriftBench implements Callable<Integer> {
    private static final int[] SIZES = {50, 5_000, 500_000};
    private static final int BASELINE = 20_000;
    private static final int VECTORS = 250;
    private static final int LENGTH = 8;
    /** Answers of a day, days of a window, answers between two looks. */
    private static final int DAY = 1_000;

    private static final int WINDOW = 7;
    private static final int LOOK = 100;

    private static final Column NORMAL = Column.number("normal");
    private static final Column COUNT = Column.number("count");
    private static final Column CATEGORY = Column.category("category");
    private static final Column GAPS = Column.number("with_gaps");
    private static final Column VECTOR = Column.vector("vector", LENGTH);
    private static final List<Column> COLUMNS = List.of(NORMAL, COUNT, CATEGORY, GAPS, VECTOR);
    /** All but vectors, whose permutations would take most of the time. */
    private static final List<Column> SINGLE = COLUMNS.subList(0, 4);

    private static final String[] NAMES = {"a", "b", "c", "d", "e", "f"};

    @Mixin
    private final Figures figures = new Figures();

    @Option(
            names = "--replays",
            defaultValue = "1000",
            description = "Of each size without drift (default: ${DEFAULT-VALUE}).")
    private int replays;

    @Option(names = "--delays", defaultValue = "20", description = "Of each planted shift (default: ${DEFAULT-VALUE}).")
    private int delays;

    @Option(
            names = "--lists",
            defaultValue = "40000",
            description = "Logged and counted from the log (default: ${DEFAULT-VALUE}).")
    private int lists;

    @Option(
            names = "--events",
            defaultValue = "3000000",
            description = "In an hour of the log whose quality is measured (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "So long that log grows while it is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--quality-only", description = "Measures only how fast quality is measured.")
    private boolean qualityOnly;

    /** Where a value comes from. */
    private interface Source extends Function<RandomGenerator, @Nullable Object> {}

    /** A source for each column. @param name of what was planted */
    private record World(String name, Column shown, Map<Column, Source> sources) {
        Observation draw(RandomGenerator random) {
            List<@Nullable Object> values = new ArrayList<>();
            COLUMNS.forEach(column -> values.add(source(column).apply(random)));
            return new Observation(new UUID(random.nextLong(), random.nextLong()), values);
        }

        Source source(Column column) {
            return Objects.requireNonNull(sources.get(column));
        }

        World with(String planted, Column column, Source source) {
            Map<Column, Source> changed = new LinkedHashMap<>(sources);
            changed.put(column, source);
            return new World(planted, column, changed);
        }
    }

    private static final World USUAL = new World(
            "nothing",
            NORMAL,
            Map.of(
                    NORMAL, normal(0, 1),
                    COUNT, random -> (double) (int) (-3 * Math.log(1 - random.nextDouble())),
                    CATEGORY, category(0),
                    GAPS, gaps(.10),
                    VECTOR, DriftBench::vector));

    private static Source normal(double mean, double deviation) {
        return random -> mean + deviation * random.nextGaussian();
    }

    private static Source gaps(double share) {
        return random -> random.nextDouble() < share ? null : (Object) random.nextGaussian();
    }

    /** Shares .40, .25, .15, .10, .06, .04; some of the first go to the last. */
    private static Source category(double moved) {
        double[] upTo = {.40 - moved, .65 - moved, .80 - moved, .90 - moved, .96 - moved, 1};
        return random -> {
            double drawn = random.nextDouble();
            int i = 0;
            while (drawn >= upTo[i]) {
                i++;
            }
            return NAMES[i];
        };
    }

    private static Object vector(RandomGenerator random) {
        float[] vector = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    @Override
    public Integer call() throws Exception {
        if (qualityOnly) {
            new QualityReading(events, Duration.ofSeconds(seconds)).run(figures);
            figures.finish();
            return 0;
        }
        DriftPolicy tested = DriftPolicy.STANDARD.from(SIZES[0]);
        figures.say(
                "columns called drifted where nothing is, %% of %,d replays against %,d of training (p < .05 beside it)",
                replays, BASELINE);
        for (int size : SIZES) {
            alarms(USUAL, size, replays, tested);
        }
        figures.say(
                "and where the mean of one moved by .02 standard deviations, which is sure and no matter, %% of %d",
                delays);
        alarms(USUAL.with("trifle", NORMAL, normal(.02, 1)), 500_000, delays, tested);
        figures.say(
                "answers until a shift is called, median of %d; %,d a day, the last %d days together, a look every %d",
                delays, DAY, WINDOW, LOOK);
        for (World world : List.of(
                USUAL.with("mean + .1 sd", NORMAL, normal(.1, 1)),
                USUAL.with("mean + .25 sd", NORMAL, normal(.25, 1)),
                USUAL.with("mean + .5 sd", NORMAL, normal(.5, 1)),
                USUAL.with("scale x 1.5", NORMAL, normal(0, 1.5)),
                USUAL.with("category .04 -> .14", CATEGORY, category(.10)),
                USUAL.with("missing .10 -> .20", GAPS, gaps(.20)),
                USUAL.with("missing .10 -> 1", GAPS, gaps(1)))) {
            delay(world);
        }
        delay(USUAL);
        speed();
        new DriftReading(lists).run(figures);
        new QualityReading(events, Duration.ofSeconds(seconds)).run(figures);
        figures.finish();
        return 0;
    }

    private void alarms(World world, int size, int count, DriftPolicy policy) {
        List<boolean[][]> called = IntStream.range(0, count)
                .parallel()
                .mapToObj(replay -> called(world, size, policy, new SplittableRandom(31L * size + replay)))
                .toList();
        for (int i = 0; i < COLUMNS.size(); i++) {
            int column = i;
            double ours = 100.0 * called.stream().filter(one -> one[0][column]).count() / count;
            double naive = 100.0 * called.stream().filter(one -> one[1][column]).count() / count;
            String name = COLUMNS.get(i).name();
            boolean both = COLUMNS.get(i) != VECTOR;
            figures.say(
                    "%-9s n = %,9d  %-10s %6.1f  %6s",
                    world.name, size, name, ours, both ? "%.1f".formatted(naive) : "");
            figures.put(world.name + "_" + size + "_" + name, ours);
            if (both) {
                figures.put(world.name + "_" + size + "_" + name + "_p05", naive);
            }
        }
    }

    /** @return by rule and column whether something was called */
    private static boolean[][] called(World world, int size, DriftPolicy policy, SplittableRandom random) {
        Tallies baseline = Tallies.of(
                COLUMNS,
                IntStream.range(0, BASELINE).mapToObj(_ -> USUAL.draw(random)).toList());
        Tallies now = baseline.emptied();
        for (Column column : COLUMNS) {
            // Of vectors no more than a sample is kept.
            int count = column == VECTOR ? Math.min(size, VECTORS) : size;
            Tally tally = Objects.requireNonNull(now.get(column.name()));
            Source source = world.source(column);
            for (int i = 0; i < count; i++) {
                tally.add(random.nextLong(), source.apply(random));
            }
        }
        return new boolean[][] {
            firing(policy, COLUMNS, baseline, now, random),
            firing(policy.by(Rule.P_VALUE), SINGLE, baseline, now, random)
        };
    }

    private static boolean[] firing(
            DriftPolicy policy, List<Column> columns, Tallies baseline, Tallies now, RandomGenerator random) {
        List<Finding> findings = DriftComparison.tested(policy, random).compare(columns, baseline, now);
        boolean[] firing = new boolean[COLUMNS.size()];
        for (int i = 0; i < findings.size(); i++) {
            firing[i] = findings.get(i).verdict().firing();
        }
        return firing;
    }

    private void delay(World world) {
        List<int[]> found = IntStream.range(0, delays)
                .parallel()
                .mapToObj(replay -> delays(world, new SplittableRandom(77L + replay)))
                .toList();
        String name = world == USUAL ? "nothing, a week of looks" : world.name;
        String key = "delay_" + name.replaceAll("[^a-z0-9.]+", "_");
        for (int rule = 0; rule < 2; rule++) {
            int which = rule;
            int[] sorted = found.stream().mapToInt(one -> one[which]).sorted().toArray();
            int never = (int) IntStream.of(sorted)
                    .filter(answers -> answers > WINDOW * DAY)
                    .count();
            int median = sorted[sorted.length / 2];
            figures.say(
                    "%-26s %-8s %s, called in %d of %d",
                    name,
                    rule == 0 ? "tested" : "p < .05",
                    median > WINDOW * DAY ? "  none" : "%,6d".formatted(median),
                    delays - never,
                    delays);
            figures.put(key + (rule == 0 ? "" : "_p05"), median > WINDOW * DAY ? -1 : median);
            figures.put(key + (rule == 0 ? "_called" : "_p05_called"), delays - never);
        }
    }

    /** @return by rule the answers after which the column was called first, more than a window of them if never */
    private static int[] delays(World world, SplittableRandom random) {
        List<Column> columns = SINGLE;
        Tallies baseline = Tallies.of(
                columns,
                IntStream.range(0, BASELINE).mapToObj(_ -> USUAL.draw(random)).toList());
        List<Tallies> days = new ArrayList<>();
        for (int day = 0; day < WINDOW; day++) {
            days.add(baseline.emptied());
            for (int i = 0; i < DAY; i++) {
                days.getLast().add(columns, USUAL.draw(random));
            }
        }
        int[] first = {Integer.MAX_VALUE, Integer.MAX_VALUE};
        for (int answer = 1; answer <= WINDOW * DAY; answer++) {
            if (answer % DAY == 1) {
                days.removeFirst();
                days.add(baseline.emptied());
            }
            days.getLast().add(columns, world.draw(random));
            if (answer % LOOK == 0 && Math.max(first[0], first[1]) == Integer.MAX_VALUE) {
                Tallies window = baseline.emptied();
                days.forEach(window::merge);
                for (int rule = 0; rule < 2; rule++) {
                    DriftPolicy policy = rule == 0 ? DriftPolicy.STANDARD : DriftPolicy.STANDARD.by(Rule.P_VALUE);
                    boolean called = first[rule] == Integer.MAX_VALUE
                            && DriftComparison.tested(policy, random).compare(columns, baseline, window).stream()
                                    .anyMatch(one -> one.column() == world.shown
                                            && one.verdict().firing());
                    first[rule] = called ? answer : first[rule];
                }
            }
        }
        return first;
    }

    /** Twenty numbers an answer, one thread. */
    private void speed() {
        List<Column> columns =
                IntStream.range(0, 20).mapToObj(i -> Column.number("x" + i)).toList();
        SplittableRandom random = new SplittableRandom(1);
        List<Observation> observations = IntStream.range(0, BASELINE)
                .mapToObj(_ -> new Observation(
                        new UUID(random.nextLong(), random.nextLong()),
                        IntStream.range(0, 20)
                                .<@Nullable Object>mapToObj(_ -> random.nextGaussian())
                                .toList()))
                .toList();
        Tallies baseline = Tallies.of(columns, observations);
        double best = 0;
        for (int round = 0; round < 20; round++) {
            Tallies now = baseline.emptied();
            long start = System.nanoTime();
            observations.forEach(one -> now.add(columns, one));
            best = Math.max(best, observations.size() / ((System.nanoTime() - start) / 1e9));
        }
        figures.say("answers of 20 numbers counted in memory, one thread: %,.0f a second", best);
        figures.put("counted_per_second", best);
    }
}
