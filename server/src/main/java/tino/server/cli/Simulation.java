package tino.server.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityWatch;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.schedule.Jobs;
import tino.lifecycle.schedule.SimulatedClock;
import tino.lifecycle.serving.Serving;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.message.Messages;
import tino.marketplace.professional.Professionals;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.review.Reviews;
import tino.marketplace.seed.Conversation;
import tino.marketplace.seed.Seeding;
import tino.marketplace.seed.Vocabulary;
import tino.marketplace.simulate.Fashion;
import tino.marketplace.simulate.MarketplaceHttp;
import tino.marketplace.simulate.Needs;
import tino.marketplace.simulate.Panel;
import tino.marketplace.simulate.People;
import tino.marketplace.simulate.SimulatedDays;
import tino.marketplace.simulate.Story;
import tino.marketplace.simulate.Traffic;
import tino.search.IndexCare;
import tino.search.RebuildProgress;
import tino.search.outbox.OutboxRelay;
import tino.server.Clockwork;
import tino.server.Home;
import tino.server.Server;
import tino.server.Settings;
import tino.server.security.ApiKeys;
import tino.server.security.Scope;

/**
 * A server in this process whose time a simulation moves, and the made-up clients who use it over HTTP. Whoever in a running
 * server looks at the clock, the keeper of trials and the watch over quality, looks whenever simulated time has gone on. Closing
 * ends both.
 */
final class Simulation implements AutoCloseable {
    private static final String BY = "simulation";

    /** After midnight until the jobs of the night are done. */
    private static final Duration NIGHT = Duration.ofHours(3);

    /**
     * Ordinary settings for a marketplace of some hundred searches a day, where the defaults, meant for thousands, would
     * wait for months: trials are short and judged by clicks, of which there are enough, and the first people who meet a
     * version are a quarter, since a tenth would take a day to say anything. Answers take longer than in life beside clients
     * who come a thousand times as fast.
     */
    private static final Map<String, Object> SMALL = Map.ofEntries(
            Map.entry("tino.marketplace.success", "click"),
            Map.entry("tino.marketplace.rollout.shadow.share", 1),
            Map.entry("tino.marketplace.rollout.shadow.challengers", 2),
            Map.entry("tino.marketplace.rollout.shadow.at-least", "20h"),
            Map.entry("tino.marketplace.rollout.shadow.or-cases", 150),
            Map.entry("tino.marketplace.rollout.shadow.hit-gain", -0.02),
            Map.entry("tino.marketplace.rollout.shadow.confidence", 0.5),
            Map.entry("tino.marketplace.rollout.shadow.p95", "1s"),
            Map.entry("tino.marketplace.rollout.canary", "25, 50, 100"),
            Map.entry("tino.marketplace.rollout.step.at-least", "6h"),
            Map.entry("tino.marketplace.rollout.step.or-cases", 20),
            Map.entry("tino.marketplace.rollout.guard.cases", 15),
            Map.entry("tino.marketplace.rollout.guard.p95", "1s"),
            Map.entry("tino.marketplace.rollout.guard.fallback-rate", 0.2),
            Map.entry("tino.quality.baseline", "2d"),
            Map.entry("tino.quality.confidence", 0.8),
            Map.entry("tino.quality.window", "4d"),
            Map.entry("tino.quality.answers", 250),
            Map.entry("tino.quality.rest", "2d"),
            Map.entry("tino.quality.learn-from", "3d"));

    /** How often in simulated time trials and quality are looked at; those who answer unseen every so many looks. */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(30);

    private static final int SHADOWS_EVERY = 8;

    private final Server server;
    private final SimulatedClock clock;
    private final ZoneId zone;
    private final Vocabulary vocabulary = Vocabulary.load();

    private final List<Happening> happened = new ArrayList<>();
    private Instant nextLook = Instant.MIN;
    private int looks;

    /** Something about a model that happened by itself or was done. @param at simulated time */
    record Happening(Instant at, String what) {}

    /** @param settings overrides by name; time and jobs are the simulation's */
    Simulation(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(SMALL);
        all.putAll(settings);
        all.put("tino.clock", "simulated");
        all.put("tino.jobs.enabled", false);
        this.server = Server.start(all);
        this.clock = (SimulatedClock) server.part(InstantSource.class);
        this.zone = server.part(Settings.class).jobs().zone();
    }

    URI address() {
        return server.address();
    }

    Server server() {
        return server;
    }

    SimulatedDays days() {
        return new SimulatedDays(server.part(Database.class));
    }

    /** The last day of real time whose night is over. */
    LocalDate yesterday() {
        return InstantSource.system()
                .instant()
                .atZone(zone)
                .minus(NIGHT)
                .toLocalDate()
                .minusDays(1);
    }

    Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    Instant now() {
        return clock.instant();
    }

    /** Writes down what was done, between what happens by itself. */
    void happened(String what) {
        happened.add(new Happening(clock.instant(), what));
    }

    /** All since the start, in order. */
    List<Happening> happenings() {
        return List.copyOf(happened);
    }

    /** Brings everybody who has a part now behind their door. */
    void follow() {
        server.part(Serving.class).refresh();
    }

    /** Time goes on to this instant; in between nobody asks anything. */
    private void goTo(Instant time) {
        clock.set(time);
        if (!time.isBefore(nextLook)) {
            nextLook = time.plus(LOOK_EVERY);
            look();
        }
    }

    /** What a running server does by its clock. */
    private void look() {
        Serving serving = server.part(Serving.class);
        serving.settle();
        List<Rollout> moved = server.part(Keeper.class).tick(looks++ % SHADOWS_EVERY == 0);
        moved.forEach(rollout -> happened("version " + rollout.version() + ": " + place(rollout)));
        List<QualityWatch.Alarm> alarms = server.part(QualityWatch.class).look();
        alarms.forEach(alarm -> happened(alarm.fall().reason() + "; retraining: " + verdict(alarm.retraining())));
        if (!moved.isEmpty() || !alarms.isEmpty()) {
            serving.refresh();
        }
    }

    private static String place(Rollout rollout) {
        return rollout.stage() == Rollout.Stage.FULL ? "champion" : rollout.place();
    }

    /** Adds professionals as they are at the dawn of that day, if there are none, and indexes them. */
    void seedIfEmpty(int count, long seed, LocalDate date, Output output) {
        Professionals professionals = server.part(Professionals.class);
        if (professionals.count() > 0) {
            return;
        }
        clock.set(startOf(date));
        Seeding seeding = new Seeding(
                server.part(Database.class),
                professionals,
                server.part(Reviews.class),
                server.part(Messages.class),
                server.part(Disputes.class),
                server.part(Home.class).root());
        try (Progress progress = output.progress("professionals", count)) {
            seeding.add(count, seed, clock.instant(), progress::to);
        }
        server.part(Jobs.class).run("metrics");
        server.part(IndexCare.class).rebuild(RebuildProgress.SILENT);
    }

    /** What a story's players need; ends with the key that lets them in. */
    final class Stage implements AutoCloseable {
        private final ApiKeys.Created key = server.part(ApiKeys.class)
                .create(
                        BY + ' ' + UUID.randomUUID(),
                        EnumSet.of(Scope.SEARCH, Scope.PROFILES, Scope.EVALUATE),
                        null,
                        BY);
        private final MarketplaceHttp http = new MarketplaceHttp(server.address(), key.secret());
        private final People people =
                People.load(server.part(Home.class).root(), vocabulary, server.part(Professionals.class));
        private final Needs needs;
        private final Panel panel;
        private final Traffic traffic;
        private final Jobbing night = new Jobbing();
        private final Story story;

        Stage(long seed) {
            if (people.size() == 0) {
                throw new Failure(
                        Exit.NOT_FOUND,
                        "This marketplace has no seeded professionals whose truth the simulation knows; run `tino seed` first, or use an empty TINO_HOME.");
            }
            needs = new Needs(vocabulary, seed);
            panel = new Panel(http, needs, people);
            traffic = new Traffic(http, needs, people, new Conversation(vocabulary), Simulation.this::goTo, zone);
            story = new Story(traffic, panel, night, Simulation.this::goTo, zone);
        }

        Story story() {
            return story;
        }

        Panel panel() {
            return panel;
        }

        /** The job of the night. @return what came of it, a sentence */
        String train() {
            return night.train();
        }

        /** A day of clients and the measuring after it, without training and without judging. */
        void traffic(LocalDate date, int searches, Fashion fashion, Consumer<Traffic.Searched> searched) {
            traffic.play(date, searches, fashion, searched);
            night.measure();
        }

        @Override
        public void close() {
            http.close();
            server.part(ApiKeys.class).revoke(key.key().id(), key.key().name());
        }
    }

    Stage stage(long seed) {
        return new Stage(seed);
    }

    /** The jobs of the server, run when the story says so. */
    private final class Jobbing implements Story.Night {
        @Override
        public void measure() {
            server.part(Jobs.class).run("metrics");
            // The relay's own thread may be at it; what is judged next must see what was measured.
            server.part(OutboxRelay.class).catchUp();
            server.part(Jobs.class).run("drift");
            // The job would look for what fell as well; that is looked at all day, and told.
            server.part(QualityMonitor.class).look();
        }

        @Override
        public String train() {
            server.part(Jobs.class).run("training");
            server.part(Serving.class).refresh();
            List<RunRecord> runs = server.part(Runs.class).runs(MarketplaceRanker.MODEL);
            return runs.isEmpty()
                    ? "no run"
                    : verdict(runs.getFirst().outcome(), runs.getFirst().message());
        }

        @Override
        public String trials() {
            return server.part(Rollouts.class).open(MarketplaceRanker.MODEL).stream()
                    .map(rollout -> "v" + rollout.version() + ' ' + rollout.place())
                    .collect(Collectors.joining(", "));
        }
    }

    private static String verdict(RunResult run) {
        return verdict(run.outcome(), run.message());
    }

    private static String verdict(RunOutcome outcome, @Nullable String message) {
        String word = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return message == null ? word : word + ": " + message;
    }

    /** The story is over: time is what it is, and the server does by the clock what it always does. */
    void toRealTime() {
        clock.follow(InstantSource.system());
        // The minutes of a night passed in between.
        DriftWatch drift = server.part(DriftWatch.class);
        drift.models().forEach(drift::look);
        server.part(QualityMonitor.class).look();
        server.part(Clockwork.class).start();
    }

    /** The version that ranks now; empty while it is the weights. */
    Optional<ModelVersion> champion() {
        return server.part(Registry.class).champion(MarketplaceRanker.MODEL);
    }

    /** Whether there is a champion, and has been for the time that its quality is later compared with. */
    boolean championIsKnown() {
        List<AliasChange> history = server.part(Registry.class).history(MarketplaceRanker.MODEL, Registry.CHAMPION);
        Duration baseline = server.part(Settings.class).quality().baseline();
        return !history.isEmpty() && !history.getLast().at().plus(baseline).isAfter(clock.instant());
    }

    @Override
    public void close() {
        server.close();
    }
}
