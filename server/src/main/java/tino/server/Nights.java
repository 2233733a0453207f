package tino.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tino.lifecycle.alert.AlertWatch;
import tino.lifecycle.alert.Courier;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.monitor.QualityWatch;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.privacy.Erasures;
import tino.lifecycle.privacy.Retention;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.schedule.Jobs;
import tino.marketplace.measure.DailyMetrics;
import tino.marketplace.measure.SearchQuality;
import tino.server.privacy.Keeping;
import tino.server.report.WeeklyReports;

/** What is done by the clock. Every job is also a command. */
@Configuration(proxyBeanMethods = false)
class Nights {
    private static final String EVERY_TEN_MINUTES = "0 */10 * * * *";
    private static final String MONDAY_MORNING = "0 0 4 * * MON";
    private static final String EVERY_MINUTE = "0 * * * * *";
    private static final Duration AFTER_TRAINING = Duration.ofMinutes(30);

    @Bean
    Jobs jobs(
            Settings settings,
            Database database,
            InstantSource clock,
            Pipelines pipelines,
            DailyMetrics metrics,
            QualityWatch quality,
            QualityMonitor figures,
            DriftWatch drift,
            Archive archive,
            WeeklyReports reports,
            MeterRegistry meters,
            Erasures erasures,
            Retention retention,
            Keeping keeping,
            ObjectProvider<ModelPipeline<?, ?>> models) {
        Jobs jobs = new Jobs(database, clock, settings.jobs().zone());
        Duration window = Duration.ofDays(settings.jobs().trainingDays());
        jobs.add("metrics", daily(settings.jobs().metricsAt()), metrics::run);
        jobs.add(
                "training",
                daily(settings.jobs().trainingAt()),
                () -> models.orderedStream()
                        .forEach(model -> pipelines.run(
                                model, Period.endingAt(clock.instant(), window), "nightly", Progress.SILENT)));
        jobs.add("quality", EVERY_TEN_MINUTES, () -> {
            figures.look();
            quality.look();
        });
        jobs.add("drift", EVERY_TEN_MINUTES, drift::look);
        jobs.add("erasure", EVERY_MINUTE, erasures::resume);
        jobs.add(
                "retention",
                daily(settings.jobs().trainingAt().plus(AFTER_TRAINING).plus(AFTER_TRAINING)),
                () -> retention.forget(keeping.events(), keeping.audit()));
        LocalTime after = settings.jobs().trainingAt().plus(AFTER_TRAINING);
        jobs.add(
                "archive",
                daily(after),
                () -> models.orderedStream()
                        .flatMap(model -> model.decisions().stream())
                        .forEach(decisions -> archive.bring(decisions, window, Progress.SILENT)));
        jobs.add("report", MONDAY_MORNING, () -> reports.write(reports.report(reports.last())));
        Gauge.builder("tino.jobs.failing", jobs, Jobs::failing)
                .description("Jobs that failed, or were lost, the last time they were done")
                .register(meters);
        return jobs;
    }

    @Bean
    WeeklyReports weeklyReports(
            Settings settings,
            Platform platform,
            InstantSource clock,
            SearchQuality quality,
            ObjectProvider<ModelPipeline<?, ?>> models) {
        return new WeeklyReports(
                platform.database(),
                platform.events(),
                quality,
                platform.registry(),
                platform.rollouts(),
                models.orderedStream().toList(),
                platform.home().lake(),
                clock,
                settings.jobs().zone());
    }

    @Bean
    Clockwork clockwork(
            Jobs jobs, Keeper keeper, Courier courier, AlertWatch alerts, DriftWatch drift, QualityMonitor figures) {
        return new Clockwork(jobs, keeper, courier, alerts, drift, figures);
    }

    /** After the warm-up. */
    @Bean
    @Order(100)
    ApplicationRunner clockIsStarted(Settings settings, Clockwork clockwork) {
        return _ -> {
            if (settings.jobs().enabled()) {
                clockwork.start();
            }
        };
    }

    private static String daily(LocalTime at) {
        return "%d %d %d * * *".formatted(at.getSecond(), at.getMinute(), at.getHour());
    }
}
