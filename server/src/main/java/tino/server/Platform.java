package tino.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.Baselines;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.explanation.Decisions;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.monitor.LastAsked;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.pipeline.Evaluations;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.rollout.Speed;
import tino.search.embedding.EmbedderSource;
import tino.search.outbox.Outbox;
import tino.server.card.DriftSince;
import tino.server.card.ModelCards;

/**
 * What every application stands on, opened and wired: the database with all tables, the event log, the lake, the registry, the outbox. The server
 * and the commands that work on the same data put their own parts on top. No Spring context is needed.
 */
public final class Platform implements AutoCloseable {
    /** Modules with tables, in the order in which they may refer to each other. */
    private static final List<String> MODULES =
            List.of("lifecycle", "search", "ranking", "language", "marketplace", "hiring", "assistant", "server");

    private final Home home;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Database database;
    private final PostgresEventLog events;
    private final Lake lake;
    private final Baselines baselines;
    private final Registry registry;
    private final Runs runs;
    private final Rollouts rollouts;
    private final Experiments experiments;
    private final Archive archive;
    private final Outbox outbox;
    private final EmbedderSource embedder;

    private Platform(Settings settings, InstantSource clock, MeterRegistry meters, Database database) {
        this.home = settings.folders();
        this.clock = clock;
        this.meters = meters;
        this.database = database;
        this.events = new PostgresEventLog(database, meters);
        this.lake = new Lake(home.lake(), database, clock);
        this.baselines = new Baselines(database, lake, clock);
        this.registry = new Registry(home.models(), database, clock);
        this.runs = new Runs(database, clock);
        this.rollouts = new Rollouts(database, registry, clock);
        this.experiments = new Experiments(database, registry, clock);
        this.archive = new Archive(lake, events, database, clock);
        this.outbox = new Outbox(database);
        this.embedder = settings.embedding().source();
    }

    /** For a command: settings from the environment, the system's time. */
    public static Platform open() {
        return open(Settings.load(), InstantSource.system(), new SimpleMeterRegistry());
    }

    /**
     * @throws tino.lifecycle.database.DatabaseUnavailable if the database cannot be started or reached
     */
    public static Platform open(Settings settings, InstantSource clock, MeterRegistry meters) {
        Home home = settings.folders();
        Database database = database(settings.db(), home.root());
        try {
            MODULES.stream().filter(Platform::hasTables).forEach(database::migrate);
            return new Platform(settings, clock, meters, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Database database(Settings.Db db, Path home) {
        String url = db.url();
        return url == null || url.isBlank()
                ? Database.embedded(home)
                : Database.open(url, blankToNull(db.user()), blankToNull(db.password()));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static boolean hasTables(String module) {
        return Platform.class.getClassLoader().getResource("db/migration/" + module) != null;
    }

    public Home home() {
        return home;
    }

    public InstantSource clock() {
        return clock;
    }

    public MeterRegistry meters() {
        return meters;
    }

    public Database database() {
        return database;
    }

    public EventLog events() {
        return events;
    }

    public Lake lake() {
        return lake;
    }

    public Registry registry() {
        return registry;
    }

    public Runs runs() {
        return runs;
    }

    /** What trains, judges and releases. @param random gives each run its seed */
    public Pipelines pipelines(RandomGenerator random) {
        return new Pipelines(database, lake, baselines, registry, runs, rollouts, random, Build.commit(), meters);
    }

    /** What knows when models were last asked. @param count what this process is asked */
    public LastAsked lastAsked(LastAsked.Count count) {
        return new LastAsked(database, clock, count);
    }

    /** What watches what champions decide from. @param pipelines for what has to be trained anew */
    public DriftWatch driftWatch(Pipelines pipelines, LastAsked asked) {
        return new DriftWatch(database, events, registry, baselines, runs, pipelines, asked, clock, meters);
    }

    /** What measures how good champions' answers are. */
    public QualityMonitor qualityMonitor(LastAsked asked) {
        return new QualityMonitor(database, registry, new Evaluations(database), asked, clock, meters);
    }

    public Rollouts rollouts() {
        return rollouts;
    }

    /** What moves trials by their rules. @param speeds of the answers that this process gives */
    public Keeper keeper(Speed.Source speeds) {
        return new Keeper(database, registry, rollouts, new ShadowLog(database), clock, speeds);
    }

    public Experiments experiments() {
        return experiments;
    }

    /** What accounts for decisions. @param pipelines the models that may have taken them */
    public Decisions decisions(List<ModelPipeline<?, ?>> pipelines) {
        return new Decisions(events, registry, runs, lake, experiments, pipelines);
    }

    public Archive archive() {
        return archive;
    }

    /** What is known of the versions. @param pipelines by model */
    public ModelCards cards(Map<String, ModelPipeline<?, ?>> pipelines, DriftSince drift) {
        return new ModelCards(registry, rollouts, runs, new Evaluations(database), lake, pipelines, drift, clock);
    }

    public Outbox outbox() {
        return outbox;
    }

    public EmbedderSource embedder() {
        return embedder;
    }

    @Override
    public void close() {
        events.close();
        database.close();
    }
}
