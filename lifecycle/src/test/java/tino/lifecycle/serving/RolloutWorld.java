package tino.lifecycle.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.FaultyConnections;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog.EventLogUnavailable;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.experiment.StableShare;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Criterion;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.rollout.RolloutMoved;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.rollout.Speed;
import tino.lifecycle.rollout.Standing;
import tino.lifecycle.schedule.SimulatedClock;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two servers, a person at each, and clients, over one real database, all moved by one thread in an order that a seed draws.
 * Connections are lost before and after any statement and commit, servers die and come back, clocks jump, events come late, twice
 * and in any order, and one server acts between two statements of the other.
 */
@NullUnmarked // a null where there should be a value fails the test by itself
final class RolloutWorld implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-03-10T00:00:00Z");
    private static final int VERSIONS = 5;
    /** Cannot be read. */
    private static final int DAMAGED = 4;
    /** Fails on every question. */
    private static final int FAILING = 3;

    private static final int ACTIONS = 10;
    private static final int UNITS = 12;
    private static final int HIT_AT = 3;
    private static final String FILE = "number.txt";

    private static final RolloutPolicy POLICY = new RolloutPolicy(
            new RolloutPolicy.Shadow(0, 2, Duration.ofDays(2), 4, HIT_AT, -1, 0.5, 1, Duration.ofHours(1)),
            List.of(30, 60, 100),
            new RolloutPolicy.Step(Duration.ofDays(1), 6),
            new RolloutPolicy.Guard(Duration.ofHours(1), 0.01, 0.1, 0.5, 2, 0.6));
    private static final RolloutPolicy UNSHADOWED =
            new RolloutPolicy(null, POLICY.canary(), POLICY.step(), POLICY.guard());
    private static final Outcomes OUTCOMES = new Outcomes(Map.of("click", 1.0, "contract", 5.0), 5);

    private static final ArtifactFormat<String> FORMAT = new ArtifactFormat<>() {
        @Override
        public void write(String model, Path folder) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String read(Path folder) throws IOException {
            String number = Files.readString(folder.resolve(FILE));
            if (number.equals(Integer.toString(DAMAGED))) {
                throw new IOException("damaged");
            }
            return number;
        }
    };

    private static final Question<String, String> QUESTION = new Question<>() {
        @Override
        public String by(String model) {
            if (model.equals(Integer.toString(FAILING))) {
                throw new IllegalStateException("fails");
            }
            return model;
        }

        @Override
        public String fallback() {
            return "fallback";
        }
    };

    private final Database real;
    private final Path models;
    private final MeterRegistry metrics = new CompositeMeterRegistry();
    private final Shadows shadows;
    private final FaultyConnections eventConnections;
    private final PostgresEventLog events;
    private final List<FaultyConnections> connections;

    // What follows is of one seed.
    private SplittableRandom random = new SplittableRandom(0);
    private String model = "";
    private final List<Server> servers = new ArrayList<>();
    private final List<Event> onTheirWay = new ArrayList<>();
    private final Map<UUID, Event> acknowledged = new HashMap<>();
    private final List<ShadowLog.Case> shadowed = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, Rollout> moved = new HashMap<>();
    private final List<String> story = new ArrayList<>();
    private int operations;
    private boolean interrupted;

    RolloutWorld(Database real, Path models) {
        this.real = real;
        this.models = models;
        this.shadows = new Shadows(new ShadowLog(real), metrics);
        this.eventConnections = new FaultyConnections(real.dataSource());
        this.events = new PostgresEventLog(Database.over(eventConnections), metrics);
        this.connections = List.of(new FaultyConnections(real.dataSource()), new FaultyConnections(real.dataSource()));
    }

    /** One process: everything it keeps in memory is lost when it dies. */
    private final class Server {
        final FaultyConnections connection;
        final SimulatedClock clock = new SimulatedClock(START);
        Database database;
        Registry registry;
        Rollouts rollouts;
        Experiments experiments;
        ShadowLog log;
        Door<String> door;
        Keeper keeper;
        /** What the person at this server saw, maybe long ago. */
        final List<Rollout> seen = new ArrayList<>();

        boolean knows;

        Server(FaultyConnections connection) {
            this.connection = connection;
            start();
        }

        void start() {
            database = Database.over(connection);
            registry = new Registry(models, database, clock);
            rollouts = new Rollouts(database, registry, clock, random);
            experiments = new Experiments(database, registry, clock, random);
            log = new ShadowLog(database);
            door = new Door<>(
                    new Sayings(model, POLICY, OUTCOMES, FORMAT), registry, rollouts, experiments, shadows, metrics);
            Door<String> mine = door;
            keeper = new Keeper(database, registry, rollouts, log, clock, new Speed.Source() {
                @Override
                public Speed trial(Rollout rollout) {
                    return mine.trialSpeed(rollout);
                }

                @Override
                public Speed control(Rollout rollout) {
                    return mine.championSpeed();
                }
            });
            keeper.keep(model, POLICY, OUTCOMES);
            knows = false;
        }

        void die() {
            door.close();
        }
    }

    void run(long seed) throws IOException {
        begin(seed);
        try {
            for (int i = 0; i < ACTIONS; i++) {
                Server server = servers.get(random.nextInt(2));
                Server other = servers.get(servers.indexOf(server) == 0 ? 1 : 0);
                disturb(server, other);
                act(server);
                server.connection.calm();
            }
            recover();
            check();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Seed " + seed + ": " + e + "\n" + String.join("\n", story), e);
        } finally {
            servers.forEach(Server::die);
        }
    }

    private void begin(long seed) throws IOException {
        random = new SplittableRandom(seed);
        model = "sim-" + seed;
        List.of(servers, onTheirWay, shadowed, story).forEach(List::clear);
        acknowledged.clear();
        refused.clear();
        moved.clear();
        operations = 0;
        interrupted = false;
        connections.forEach(FaultyConnections::calm);
        eventConnections.calm();
        List<String> files = new ArrayList<>();
        for (int number = 1; number <= VERSIONS; number++) {
            Path folder = models.resolve(model).resolve(Integer.toString(number));
            Files.createDirectories(folder);
            Path file = Files.writeString(folder.resolve(FILE), Integer.toString(number));
            files.add("{\"" + FILE + "\":\"" + Checksum.of(file) + "\"}");
        }
        real.sql()
                .sql("""
                        WITH g AS (INSERT INTO gate_override (model, number, who, why, at)
                                   SELECT :m, n, 'simulation', 'simulated', now() FROM generate_series(1, :versions) n),
                             m AS (INSERT INTO registered_model (name, folder, created_at, updated_at) VALUES (:m, :m, now(), now()))
                        INSERT INTO model_version (model, number, files, metrics, code_commit, created_at, updated_at)
                        SELECT :m, n, f::json, '{}', 'simulated', now(), now() FROM unnest(:files) WITH ORDINALITY AS v(f, n)
                        """)
                .param("m", model)
                .param("versions", VERSIONS)
                .param("files", files.toArray(String[]::new))
                .update();
        connections.forEach(connection -> servers.add(new Server(connection)));
        if (random.nextInt(4) > 0) {
            servers.getFirst().registry.assign(model, Registry.CHAMPION, 1, "direct", "first");
        }
    }

    private void disturb(Server server, Server other) {
        int statement = 1 + random.nextInt(14);
        switch (random.nextInt(6)) {
            case 0 -> server.connection.loseBefore(statement);
            case 1 -> server.connection.loseAfter(statement);
            case 2 -> {
                eventConnections.calm();
                if (random.nextBoolean()) {
                    eventConnections.loseBefore(1 + random.nextInt(3));
                } else {
                    eventConnections.loseAfter(1 + random.nextInt(3));
                }
            }
            case 3, 4 ->
                server.connection.letActBefore(statement, () -> {
                    story.add("  meanwhile");
                    interrupted = true;
                    act(other);
                });
            default -> {}
        }
    }

    private void act(Server server) {
        int which = random.nextInt(20);
        String op = "op " + ++operations;
        story.add(op + " server " + servers.indexOf(server) + " at " + server.clock.instant() + " does " + which);
        switch (which) {
            case 0, 1, 2, 3 -> answer(server);
            case 4, 5 -> shadow(server);
            case 6, 7 -> deliver();
            case 8, 9, 10 ->
                told(op, () -> {
                    server.keeper.tick(true);
                    return null;
                });
            case 11, 12 -> look(server);
            case 13 -> decide(server, op);
            case 14, 15 -> start(server, op);
            case 16 -> direct(server, op);
            case 17 -> experiment(server, op);
            case 18 -> jump();
            default -> {
                server.die();
                server.start();
            }
        }
    }

    /** Whatever is refused must have left no trace; whatever is done must be there. */
    private void told(String op, java.util.function.Supplier<@Nullable Rollout> work) {
        try {
            Rollout rollout = work.get();
            if (rollout != null) {
                moved.put(op, rollout);
                story.add("  " + rollout);
            }
        } catch (RolloutMoved | IllegalArgumentException no) {
            refused.add(op);
            story.add("  refused: " + no.getMessage());
        } catch (RuntimeException lost) {
            if (lost.getClass() == IllegalStateException.class) {
                refused.add(op);
            }
            story.add("  " + lost);
        }
    }

    private void answer(Server server) {
        interrupted = false;
        boolean fresh = false;
        try {
            server.door.refresh();
            server.knows = true;
            fresh = !interrupted;
        } catch (RuntimeException lost) {
            story.add("  cannot refresh: " + lost);
        }
        if (!server.knows) {
            return;
        }
        server.connection.calm();
        Truth truth = truth();
        int answers = 1 + random.nextInt(5);
        for (int i = 0; i < answers; i++) {
            UUID id = DecisionId.next(server.clock, random);
            String unit = "u" + random.nextInt(UNITS);
            Served.Answer<String> answer = server.door.answer(new Decision(id, unit, false), QUESTION);
            // Not how long it took, which is no part of the story.
            story.add("  " + unit + " " + answer.answered().version() + " "
                    + answer.answered().arm());
            if (fresh) {
                legal(truth, unit, answer);
            }
            onTheirWay.add(random.nextInt(onTheirWay.size() + 1), event(id, "answer", null, answer));
            int outcomes = random.nextInt(3);
            for (int o = 0; o < outcomes; o++) {
                onTheirWay.add(
                        random.nextInt(onTheirWay.size() + 1),
                        event(id, random.nextBoolean() ? "click" : "contract", "i" + random.nextInt(5), null));
            }
        }
    }

    private Event event(UUID decision, String type, @Nullable String item, Served.@Nullable Answer<String> answer) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        var body = JsonMapper.shared().createObjectNode();
        if (item != null) {
            body.put("position", 1 + random.nextInt(5));
        }
        return new Event(
                id,
                type,
                DecisionId.time(decision),
                decision,
                null,
                item,
                body,
                answer == null ? null : answer.answered());
    }

    private record Truth(
            @Nullable Integer champion,
            @Nullable UUID trial,
            @Nullable Integer canary,
            int percent,
            List<Integer> experiment) {}

    private Truth truth() {
        return real.sql()
                .sql("""
                        SELECT (SELECT number FROM model_alias WHERE model = :m AND alias = 'champion'), r.id, r.version, r.percent,
                               e.id, e.a, e.b
                        FROM (SELECT 1) one
                        LEFT JOIN rollout r ON r.model = :m AND r.stage = 'canary'
                        LEFT JOIN experiment e ON e.model = :m AND e.ended_at IS NULL
                        """)
                .param("m", model)
                .query((row, index) -> {
                    List<Integer> variants = new ArrayList<>();
                    variants.add(row.getObject(6, Integer.class));
                    variants.add(row.getObject(7, Integer.class));
                    return new Truth(
                            row.getObject(1, Integer.class),
                            row.getObject(2, UUID.class),
                            row.getObject(3, Integer.class),
                            row.getInt(4),
                            row.getObject(5) == null ? List.of() : variants);
                })
                .single();
    }

    /** Who may answer this unit, seen from the tables alone. */
    private void legal(Truth truth, String unit, Served.Answer<String> answer) {
        Integer version = answer.answered().version();
        String arm = answer.answered().arm();
        if (truth.canary != null) {
            assertThat(truth.experiment).as("a canary excludes experiments").isEmpty();
            boolean damaged = truth.canary == DAMAGED;
            boolean meets = StableShare.of(truth.trial.toString(), unit) * 100 < truth.percent;
            assertThat(arm).isEqualTo(damaged ? null : meets ? "canary:" + truth.canary : "control:" + truth.canary);
            if (meets && !damaged) {
                assertThat(version).isEqualTo(truth.canary == FAILING ? null : truth.canary);
                return;
            }
        } else if (arm != null) {
            assertThat(truth.experiment).as(arm).isNotEmpty();
            assertThat(version == null || truth.experiment.contains(version)).isTrue();
            return;
        }
        if (version != null && (truth.champion == null || truth.champion != DAMAGED)) {
            assertThat(version).as("nobody but the champion answers").isEqualTo(truth.champion);
        }
    }

    private void shadow(Server server) {
        try {
            for (Rollout rollout : server.rollouts.open(model)) {
                UUID decision = DecisionId.next(server.clock, random);
                List<ShadowLog.Item> items = new ArrayList<>();
                for (int item = 0; item < 3; item++) {
                    items.add(new ShadowLog.Item(
                            "i" + item, 1 + random.nextInt(5), 1 + random.nextInt(5), 0.5, 0.5, 1, null));
                }
                ShadowLog.Case one = new ShadowLog.Case(rollout.id(), decision, null, 1_000, items);
                int outcomes = random.nextInt(3);
                for (int o = 0; o < outcomes; o++) {
                    onTheirWay.add(event(
                            decision, random.nextBoolean() ? "click" : "contract", "i" + random.nextInt(4), null));
                }
                store(server, one);
            }
        } catch (RuntimeException lost) {
            story.add("  " + lost);
        }
    }

    private void store(Server server, ShadowLog.Case one) {
        try {
            server.log.append(List.of(one));
            shadowed.add(one);
        } catch (RuntimeException lost) {
            boolean there = real.sql()
                    .sql("SELECT exists(SELECT FROM shadow_log WHERE decision = ?)")
                    .param(one.decision())
                    .query(Boolean.class)
                    .single();
            if (there) {
                shadowed.add(one);
            }
            throw lost;
        }
    }

    /** Some of what is on its way arrives; what is not acknowledged is sent again, and some of what is, too. */
    private void deliver() {
        int many = random.nextInt(onTheirWay.size() + 1);
        List<Event> batch = new ArrayList<>(onTheirWay.subList(0, many));
        if (!batch.isEmpty() && random.nextBoolean()) {
            batch.add(batch.getFirst());
        }
        try {
            events.append(batch);
            batch.forEach(event -> acknowledged.put(event.id(), event));
            onTheirWay.subList(0, many).clear();
            if (!batch.isEmpty() && random.nextInt(3) == 0) {
                onTheirWay.add(batch.getLast());
            }
        } catch (EventLogUnavailable lost) {
            story.add("  events are not acknowledged");
        }
    }

    private void look(Server server) {
        try {
            server.seen.addAll(server.rollouts.all(model));
        } catch (RuntimeException lost) {
            story.add("  " + lost);
        }
    }

    private void decide(Server server, String op) {
        if (server.seen.isEmpty()) {
            return;
        }
        Rollout rollout = server.seen.get(random.nextInt(server.seen.size()));
        story.add("  on " + rollout);
        int way = random.nextInt(5);
        told(op, () -> switch (way) {
            case 0, 1 -> server.rollouts.advance(rollout, POLICY, "ana", op, null);
            case 2, 3 -> server.rollouts.withdraw(rollout, "ana", op, null);
            default -> server.rollouts.pause(rollout, !rollout.paused(), "ana", op);
        });
    }

    private void start(Server server, String op) {
        int version = 1 + random.nextInt(VERSIONS + 1);
        int way = random.nextInt(8);
        RolloutPolicy policy = way == 0 ? RolloutPolicy.AT_ONCE : way < 4 ? POLICY : UNSHADOWED;
        story.add("  version " + version);
        told(op, () -> server.rollouts.begin(model, version, policy, "ana", op).orElse(null));
    }

    private void direct(Server server, String op) {
        int version = 1 + random.nextInt(VERSIONS);
        told(op, () -> {
            switch (version) {
                case 1, 2, 5 -> server.registry.assign(model, Registry.CHAMPION, version, "direct", op);
                case 3 -> server.registry.remove(model, Registry.CHAMPION, "direct", op);
                default -> server.registry.rollback(model, "direct", op);
            }
            return null;
        });
    }

    private void experiment(Server server, String op) {
        told(op, () -> {
            Experiment running = server.experiments.running(model).orElse(null);
            if (running != null) {
                server.experiments.end(running.id(), "ana", op);
            } else {
                server.experiments.start(model, Experiment.Kind.AB, 1, 2, 0.5, "ana", op);
            }
            return null;
        });
    }

    private void jump() {
        Duration by = Duration.ofMinutes(random.nextInt(2 * 24 * 60));
        Server who = servers.get(random.nextInt(2));
        boolean forwards = random.nextInt(3) > 0 || who.clock.instant().isBefore(START);
        who.clock.advance(forwards ? by : by.negated());
        if (random.nextInt(4) > 0) {
            servers.forEach(server -> server.clock.set(who.clock.instant()));
        }
    }

    /** Everything that is on its way arrives, a server comes up again and looks after the trials until nothing moves. */
    private void recover() {
        connections.forEach(FaultyConnections::calm);
        eventConnections.calm();
        story.add("recovery");
        events.append(onTheirWay);
        onTheirWay.forEach(event -> acknowledged.put(event.id(), event));
        Server one = servers.getFirst();
        one.die();
        one.start();
        one.door.refresh();
        for (int i = 0; !one.keeper.tick(true).isEmpty(); i++) {
            assertThat(i).as("a trial ends").isLessThan(50);
        }
        one.door.refresh();
    }

    private record Line(
            UUID rollout, long revision, Stage from, Stage to, int percent, boolean paused, String why, String xid) {}

    private record Moved(int number, @Nullable Integer previous, String action, String who, String why, String xid) {}

    private void check() {
        Rollouts rollouts = servers.getFirst().rollouts;
        List<Rollout> all = rollouts.all(model);
        List<Line> lines = real.sql()
                .sql("SELECT t.*, t.xmin::text AS xid FROM rollout_transition t JOIN rollout r ON r.id = t.rollout"
                        + " WHERE r.model = ? ORDER BY t.seq")
                .param(model)
                .query((row, index) -> new Line(
                        row.getObject("rollout", UUID.class),
                        row.getLong("revision"),
                        stage(row.getString("from_stage")),
                        stage(row.getString("to_stage")),
                        row.getInt("to_percent"),
                        row.getBoolean("paused"),
                        row.getString("why"),
                        row.getString("xid")))
                .list();
        List<Moved> aliases = real.sql()
                .sql("SELECT *, xmin::text AS xid FROM model_alias_history WHERE model = ? AND alias = 'champion'"
                        + " ORDER BY seq")
                .param(model)
                .query((row, index) -> new Moved(
                        row.getInt("number"),
                        row.getObject("previous", Integer.class),
                        row.getString("action"),
                        row.getString("who"),
                        row.getString("why"),
                        row.getString("xid")))
                .list();
        Truth truth = truth();
        chained(all, lines);
        oneCanaryAtATime(lines);
        champions(lines, aliases, truth.champion);
        asTold(lines, aliases);
        for (Rollout rollout : rollouts.open(model)) {
            assertThat(rollout.control()).as("compared with the champion").isEqualTo(truth.champion);
            assertThat(rollout.version()).isNotEqualTo(truth.champion);
            evidence(rollout);
        }
    }

    private static @Nullable Stage stage(@Nullable String code) {
        return code == null ? null : Stage.valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }

    private static void chained(List<Rollout> all, List<Line> lines) {
        Map<UUID, List<Line>> byRollout = lines.stream().collect(Collectors.groupingBy(Line::rollout));
        assertThat(byRollout.keySet()).isEqualTo(all.stream().map(Rollout::id).collect(Collectors.toSet()));
        for (Rollout rollout : all) {
            List<Line> own = byRollout.get(rollout.id());
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).revision()).isEqualTo(i);
                assertThat(own.get(i).from())
                        .isEqualTo(i == 0 ? null : own.get(i - 1).to());
                assertThat(i == own.size() - 1
                                || open(own.get(i).to())
                                || own.get(i + 1).to() == Stage.WITHDRAWN)
                        .as("what is over stays over")
                        .isTrue();
            }
            Line last = own.getLast();
            assertThat(rollout.revision()).isEqualTo(own.size() - 1);
            assertThat(rollout.stage()).isEqualTo(last.to());
            assertThat(rollout.percent()).isEqualTo(last.percent());
            assertThat(rollout.paused()).isEqualTo(last.paused());
            assertThat(rollout.open()).isEqualTo(open(last.to()));
        }
    }

    private static boolean open(Stage stage) {
        return stage == Stage.SHADOW || stage == Stage.CANARY;
    }

    private static void oneCanaryAtATime(List<Line> lines) {
        Map<UUID, Stage> now = new HashMap<>();
        Map<String, List<Line>> byTransaction = lines.stream()
                .collect(Collectors.groupingBy(Line::xid, java.util.LinkedHashMap::new, Collectors.toList()));
        byTransaction.values().forEach(together -> {
            together.forEach(line -> now.put(line.rollout(), line.to()));
            assertThat(now.values().stream().filter(Stage.CANARY::equals).count())
                    .isLessThanOrEqualTo(1);
        });
    }

    /** Full, the alias and the line of its history come together or not at all. */
    private void champions(List<Line> lines, List<Moved> aliases, @Nullable Integer champion) {
        Integer now = null;
        Map<UUID, Integer> versions = servers.getFirst().rollouts.all(model).stream()
                .collect(Collectors.toMap(Rollout::id, Rollout::version));
        Map<String, List<Line>> byTransaction = lines.stream().collect(Collectors.groupingBy(Line::xid));
        for (Moved change : aliases) {
            assertThat(change.previous()).as("the chain of champions").isEqualTo(now);
            now = change.action().equals("removed") ? null : Integer.valueOf(change.number());
            List<Line> together = byTransaction.getOrDefault(change.xid(), List.of());
            if (!change.who().equals("direct")) {
                Integer is = now;
                assertThat(together)
                        .as(change.toString())
                        .anyMatch(line -> change.action().equals("assigned")
                                ? line.to() == Stage.FULL && Objects.equals(versions.get(line.rollout()), is)
                                : line.from() == Stage.FULL && line.to() == Stage.WITHDRAWN);
            }
        }
        assertThat(now).as("who is champion").isEqualTo(champion);
        Map<String, Moved> changes =
                aliases.stream().collect(Collectors.toMap(Moved::xid, Function.identity(), (a, b) -> b));
        for (Line line : lines) {
            boolean crowned = line.to() == Stage.FULL && !line.why().startsWith("The champion is");
            if (crowned || line.from() == Stage.FULL) {
                Moved change = changes.get(line.xid());
                if (change == null) {
                    // Then it was champion already by another way.
                    assertThat(wasChampion(aliases, versions.get(line.rollout())))
                            .as(line.toString())
                            .isTrue();
                } else if (crowned) {
                    assertThat(change.number()).isEqualTo(versions.get(line.rollout()));
                }
            }
        }
    }

    private static boolean wasChampion(List<Moved> aliases, int version) {
        return aliases.stream().anyMatch(change -> change.number() == version);
    }

    private void asTold(List<Line> lines, List<Moved> aliases) {
        for (String op : refused) {
            assertThat(lines)
                    .as(op + " was refused")
                    .noneMatch(line -> line.why().equals(op));
            assertThat(aliases)
                    .as(op + " was refused")
                    .noneMatch(change -> change.why().equals(op));
        }
        moved.forEach((op, rollout) -> assertThat(lines)
                .as(op + " was done")
                .filteredOn(line -> line.why().equals(op) && line.rollout().equals(rollout.id()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.revision()).isEqualTo(rollout.revision());
                    assertThat(line.to()).isEqualTo(rollout.stage());
                    assertThat(line.percent()).isEqualTo(rollout.percent());
                }));
    }

    /** What the keeper sees is what was acknowledged, each fact once. */
    private void evidence(Rollout rollout) {
        Standing standing = servers.getFirst().keeper.standing(rollout);
        if (rollout.stage() == Stage.CANARY) {
            List<Event> trial = answers(rollout.canaryArm(), rollout.since());
            List<Event> control =
                    answers(rollout.controlArm(), rollout.percent() == 100 ? rollout.canaryAt() : rollout.since());
            assertThat(value(standing.conditions(), Criterion.Kind.CASES).value())
                    .isEqualTo(trial.size());
            same(value(standing.guards(), Criterion.Kind.CTR), share(trial, false), share(control, false));
            same(value(standing.guards(), Criterion.Kind.HIT), share(trial, true), share(control, true));
            return;
        }
        List<ShadowLog.Case> cases = shadowed.stream()
                .filter(one -> one.rollout().equals(rollout.id())
                        && !DecisionId.time(one.decision()).isBefore(rollout.since()))
                .toList();
        assertThat(value(standing.conditions(), Criterion.Kind.CASES).value()).isEqualTo(cases.size());
        Map<String, Double> labels = new HashMap<>();
        real.sql()
                .sql("SELECT decision, item, label FROM shadow_log WHERE rollout = ? AND decision >= ?")
                .params(rollout.id(), new UUID(rollout.since().toEpochMilli() << 16, 0))
                .query(row -> {
                    Double label = row.getObject(3, Float.class) == null ? null : Double.valueOf(row.getFloat(3));
                    assertThat(labels.put(row.getString(1) + row.getString(2), label))
                            .isNull();
                });
        for (ShadowLog.Case one : cases) {
            for (ShadowLog.Item item : one.items()) {
                assertThat(labels.get(one.decision() + item.item()))
                        .as("label of " + item.item() + " of " + one.decision())
                        .isEqualTo(grade(one.decision(), item.item()));
            }
        }
    }

    private @Nullable Double grade(UUID decision, String item) {
        return acknowledged.values().stream()
                .filter(event -> event.decision().equals(decision) && item.equals(event.item()))
                .map(event -> OUTCOMES.grades().get(event.type()))
                .max(Double::compare)
                .orElse(null);
    }

    private List<Event> answers(String arm, Instant since) {
        return acknowledged.values().stream()
                .filter(event -> event.answered() != null
                        && arm.equals(event.answered().arm())
                        && !DecisionId.time(event.decision()).isBefore(since))
                .toList();
    }

    private double share(List<Event> answers, boolean hits) {
        long with = answers.stream()
                .filter(answer -> acknowledged.values().stream()
                        .anyMatch(event -> event.decision().equals(answer.decision())
                                && OUTCOMES.grades().containsKey(event.type())
                                && (!hits
                                        || event.type().equals("contract")
                                                && event.body().get("position").asInt() <= HIT_AT)))
                .count();
        return answers.isEmpty() ? Double.NaN : (double) with / answers.size();
    }

    private static void same(Criterion criterion, double trial, double control) {
        assertThat(criterion.value()).as(criterion.toString()).isEqualTo(Double.valueOf(trial));
        assertThat(criterion.reference() == null ? Double.NaN : criterion.reference())
                .as(criterion.toString())
                .isEqualTo(Double.valueOf(control));
    }

    private static Criterion value(List<Criterion> criteria, Criterion.Kind kind) {
        return criteria.stream()
                .filter(criterion -> criterion.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws SQLException {
        events.close();
        shadows.close();
        eventConnections.close();
        for (FaultyConnections connection : connections) {
            connection.close();
        }
    }
}
