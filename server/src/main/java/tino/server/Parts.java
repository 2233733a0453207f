package tino.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tino.language.budget.BudgetData;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.contest.Consequence;
import tino.lifecycle.contest.Contests;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.explanation.Decisions;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.monitor.LastAsked;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityWatch;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.privacy.Audit;
import tino.lifecycle.privacy.Erasures;
import tino.lifecycle.privacy.Retention;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.schedule.SimulatedClock;
import tino.lifecycle.serving.Serving;
import tino.marketplace.PersonalStores;
import tino.search.embedding.EmbedderSource;
import tino.search.outbox.Outbox;
import tino.server.card.CardPaper;
import tino.server.card.DriftSince;
import tino.server.card.ModelCards;

/** The platform's parts as beans, for the applications. */
@Configuration(proxyBeanMethods = false)
class Parts {
    /** With {@code tino.clock: simulated}, a {@link SimulatedClock} that whoever simulates moves. */
    @Bean
    InstantSource clock(Settings settings) {
        return switch (settings.clock()) {
            case SYSTEM -> InstantSource.system();
            case SIMULATED -> new SimulatedClock(InstantSource.system().instant());
        };
    }

    @Bean
    Platform platform(Settings settings, InstantSource clock, MeterRegistry meters) {
        return Platform.open(settings, clock, meters);
    }

    @Bean
    Home home(Platform platform) {
        return platform.home();
    }

    // Closed by the platform, after everything that uses it.
    @Bean(destroyMethod = "")
    Database database(Platform platform) {
        return platform.database();
    }

    @Bean(destroyMethod = "")
    EventLog events(Platform platform) {
        return platform.events();
    }

    @Bean
    Lake lake(Platform platform) {
        return platform.lake();
    }

    @Bean
    Registry registry(Platform platform) {
        return platform.registry();
    }

    @Bean
    Runs runs(Platform platform) {
        return platform.runs();
    }

    @Bean
    RunGroups runGroups(Database database, InstantSource clock) {
        return new RunGroups(database, clock);
    }

    @Bean
    ArtifactStore artifacts(Home home, Database database, InstantSource clock) {
        return new ArtifactStore(home.artifacts(), database, clock);
    }

    @Bean
    Pipelines pipelines(Platform platform) {
        return platform.pipelines(new SecureRandom());
    }

    @Bean
    Rollouts rollouts(Platform platform) {
        return platform.rollouts();
    }

    @Bean
    Experiments experiments(Platform platform) {
        return platform.experiments();
    }

    @Bean
    Archive archive(Platform platform) {
        return platform.archive();
    }

    @Bean
    Decisions decisions(Platform platform, ObjectProvider<ModelPipeline<?, ?>> models) {
        return platform.decisions(models.orderedStream().toList());
    }

    @Bean
    Serving serving(
            Registry registry, Rollouts rollouts, Experiments experiments, Database database, MeterRegistry meters) {
        return new Serving(registry, rollouts, experiments, database, meters);
    }

    @Bean
    Keeper keeper(Platform platform, Serving serving, ObjectProvider<ModelPipeline<?, ?>> models) {
        Keeper keeper = platform.keeper(serving);
        models.orderedStream().forEach(model -> keeper.keep(model.model(), model.rollout(), model.outcomes()));
        return keeper;
    }

    @Bean
    QualityWatch qualityWatch(
            Database database,
            Registry registry,
            Runs runs,
            Pipelines pipelines,
            InstantSource clock,
            MeterRegistry meters,
            Settings settings,
            ObjectProvider<ModelPipeline<?, ?>> models) {
        QualityWatch watch = new QualityWatch(database, registry, runs, pipelines, clock, meters);
        models.orderedStream().forEach(model -> watch.watch(model, settings.quality()));
        return watch;
    }

    @Bean
    LastAsked lastAsked(Platform platform, Serving serving) {
        return platform.lastAsked(serving::asked);
    }

    @Bean
    DriftWatch driftWatch(
            Platform platform,
            Pipelines pipelines,
            LastAsked asked,
            Settings settings,
            ObjectProvider<ModelPipeline<?, ?>> models) {
        DriftWatch watch = platform.driftWatch(pipelines, asked);
        models.orderedStream().forEach(model -> watch.watch(model, settings.drift()));
        return watch;
    }

    @Bean
    QualityMonitor qualityMonitor(
            Platform platform, LastAsked asked, Settings settings, ObjectProvider<ModelPipeline<?, ?>> models) {
        QualityMonitor monitor = platform.qualityMonitor(asked);
        models.orderedStream().forEach(model -> monitor.watch(model, settings.quality()));
        return monitor;
    }

    @Bean
    ModelCards cards(Platform platform, ObjectProvider<ModelPipeline<?, ?>> models, DriftWatch drift) {
        Map<String, ModelPipeline<?, ?>> pipelines = new HashMap<>();
        models.orderedStream().forEach(model -> pipelines.put(model.model(), model));
        return platform.cards(pipelines, DriftSince.by(drift));
    }

    @Bean
    CardPaper cardPaper(MessageSource texts, Settings settings) {
        return new CardPaper(texts, settings.jobs().zone());
    }

    @Bean
    Erasures erasures(Platform platform, Pseudonyms pseudonyms, PersonalStores marketplace) {
        return People.erasures(platform, pseudonyms, marketplace);
    }

    @Bean
    Contests contests(
            Database database, EventLog events, InstantSource clock, ObjectProvider<Consequence> consequences) {
        return new Contests(
                database, events, clock, consequences.orderedStream().toList());
    }

    @Bean
    Retention retention(Database database, Archive archive, Audit audit, Pseudonyms pseudonyms, InstantSource clock) {
        return new Retention(database, archive, audit, List.of(new BudgetData(database, pseudonyms)), clock);
    }

    @Bean
    Audit audit(Database database, Pseudonyms pseudonyms, InstantSource clock) {
        return new Audit(database, pseudonyms, clock);
    }

    @Bean
    Outbox outbox(Platform platform) {
        return platform.outbox();
    }

    @Bean
    EmbedderSource embedder(Platform platform) {
        return platform.embedder();
    }
}
