package tino.server.cli;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tino.lifecycle.database.Database;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.schedule.Jobs;
import tino.lifecycle.schedule.SimulatedClock;
import tino.lifecycle.serving.Serving;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.message.Messages;
import tino.marketplace.professional.IndexCare;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.marketplace.professional.Professionals;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.review.Reviews;
import tino.marketplace.seed.Conversation;
import tino.marketplace.seed.Seeding;
import tino.marketplace.seed.Vocabulary;
import tino.marketplace.simulate.MarketplaceHttp;
import tino.marketplace.simulate.Needs;
import tino.marketplace.simulate.Panel;
import tino.marketplace.simulate.People;
import tino.marketplace.simulate.SimulatedDays;
import tino.marketplace.simulate.Story;
import tino.marketplace.simulate.Traffic;
import tino.search.RebuildProgress;
import tino.search.outbox.Outbox;
import tino.search.outbox.OutboxRelay;
import tino.server.Home;
import tino.server.Server;
import tino.server.Settings;
import tino.server.security.ApiKeys;
import tino.server.security.Scope;

/**
 * A server in this process whose time a simulation moves, and the made-up clients who use it over HTTP. Closing ends both.
 */
final class Simulation implements AutoCloseable {
    private static final String BY = "simulation";

    /** After midnight until the jobs of the night are done. */
    private static final Duration NIGHT = Duration.ofHours(3);

    private final Server server;
    private final SimulatedClock clock;
    private final ZoneId zone;
    private final Vocabulary vocabulary = Vocabulary.load();

    /** @param settings overrides by name; time and jobs are the simulation's */
    Simulation(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
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

    /** Adds professionals as they are at the dawn of that day, if there are none, and indexes them. */
    void seedIfEmpty(int count, long seed, LocalDate date, Output output) {
        Professionals professionals = server.part(Professionals.class);
        if (professionals.count() > 0) {
            return;
        }
        clock.set(date.atStartOfDay(zone).toInstant());
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
        private final Story story;

        Stage(long seed) {
            if (people.size() == 0) {
                throw new Failure(
                        Exit.NOT_FOUND,
                        "This marketplace has no seeded professionals whose truth the simulation knows; run `tino seed` first, or use an empty TINO_HOME.");
            }
            needs = new Needs(vocabulary, seed);
            panel = new Panel(http, needs, people);
            Traffic traffic = new Traffic(http, needs, people, new Conversation(vocabulary), clock::set, zone);
            story = new Story(traffic, panel, new Jobbing(), clock::set, zone);
        }

        Story story() {
            return story;
        }

        Panel panel() {
            return panel;
        }

        @Override
        public void close() {
            http.close();
            server.part(ApiKeys.class).revoke(key.key().id());
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
            while (server.part(Outbox.class).pending(ProfessionalDocuments.SCHEMA.name()) > 0) {
                server.part(OutboxRelay.class).drain();
            }
        }

        @Override
        public String train() {
            server.part(Jobs.class).run("training");
            server.part(Serving.class).refresh();
            List<RunRecord> runs = server.part(Runs.class).runs(MarketplaceRanker.MODEL);
            return runs.isEmpty() ? "no run" : verdict(runs.getFirst());
        }
    }

    private static String verdict(RunRecord run) {
        String outcome = run.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return run.message() == null ? outcome : outcome + ": " + run.message();
    }

    /** The story is over: time is what it is, and the jobs run by the clock. */
    void toRealTime() {
        clock.follow(InstantSource.system());
        server.part(Jobs.class).start();
    }

    /** The version that ranks now; empty while it is the weights. */
    Optional<ModelVersion> champion() {
        return server.part(Registry.class).champion(MarketplaceRanker.MODEL);
    }

    @Override
    public void close() {
        server.close();
    }
}
