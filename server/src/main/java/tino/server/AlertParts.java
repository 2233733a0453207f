package tino.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tino.lifecycle.alert.AlertWatch;
import tino.lifecycle.alert.Alerts;
import tino.lifecycle.alert.Channel;
import tino.lifecycle.alert.Courier;
import tino.lifecycle.alert.Exposition;
import tino.lifecycle.alert.Notifications;
import tino.lifecycle.alert.RetrainChannel;
import tino.lifecycle.alert.Sample;
import tino.lifecycle.alert.Silences;
import tino.lifecycle.database.Database;
import tino.lifecycle.monitor.Retraining;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.registry.Runs;

/** What looks at the meters and tells people. */
@Configuration(proxyBeanMethods = false)
class AlertParts {
    /** Metrics that are there only after something was done the first time. */
    static final Set<String> LATE =
            late("http_server_requests_seconds", "tino_ranking_time_seconds", "tino_pipeline_runs_seconds");

    /** Those of single features come with the first version that has a baseline. */
    private static final Set<String> DRIFT = Set.of("tino_drift_effect");

    private static Set<String> late(String... timers) {
        Set<String> names = new TreeSet<>();
        for (String timer : timers) {
            for (String suffix : List.of("_count", "_sum", "_max", "_bucket")) {
                names.add(timer + suffix);
            }
        }
        // This one is timed without buckets.
        names.remove("tino_pipeline_runs_seconds_bucket");
        return names;
    }

    /** Ways to people, and to the training of models. */
    record Channels(List<Channel> all) {}

    @Bean
    Channels alertChannels(
            AlertSettings alerts,
            Settings settings,
            Runs runs,
            Pipelines pipelines,
            InstantSource clock,
            ObjectProvider<ModelPipeline<?, ?>> models) {
        Retraining retraining = new Retraining(runs, pipelines, clock);
        models.orderedStream()
                .forEach(model -> retraining.know(model, settings.quality().learnFrom()));
        List<Channel> channels = new ArrayList<>(alerts.channels());
        channels.add(new RetrainChannel(retraining));
        return new Channels(channels);
    }

    @Bean
    Courier courier(Database database, Channels channels, InstantSource clock, MeterRegistry meters) {
        return new Courier(database, channels.all(), clock, new SplittableRandom(), meters);
    }

    @Bean
    AlertWatch alertWatch(
            Database database,
            AlertSettings alerts,
            Channels channels,
            PrometheusMeterRegistry prometheus,
            InstantSource clock,
            Courier courier) {
        return new AlertWatch(
                database,
                alerts.alertRules(),
                channels.all(),
                () -> Exposition.samples(prometheus.scrape()),
                alerts.every(),
                clock,
                prometheus,
                courier::wake);
    }

    @Bean
    Alerts alerts(Database database) {
        return new Alerts(database);
    }

    @Bean
    Silences silences(Database database, InstantSource clock) {
        return new Silences(database, clock);
    }

    @Bean
    Notifications notifications(Database database) {
        return new Notifications(database);
    }

    /** After the warm-up, when the meters are there. */
    @Bean
    @Order(90)
    ApplicationRunner alertRulesAreKnown(AlertSettings alerts, PrometheusMeterRegistry prometheus) {
        return _ -> {
            Set<String> names = new TreeSet<>(LATE);
            names.addAll(DRIFT);
            Exposition.samples(prometheus.scrape()).stream().map(Sample::name).forEach(names::add);
            alerts.requireKnown(names);
        };
    }
}
