package tino.marketplace;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.test.context.DynamicPropertyRegistrar;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.explanation.Decisions;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.schedule.SimulatedClock;
import tino.lifecycle.serving.Serving;
import tino.marketplace.professional.ProfessionalIndex;
import tino.search.embedding.EmbedderSource;
import tino.search.outbox.Outbox;

/**
 * The whole marketplace behind its HTTP paths, on a real PostgreSQL and a real index, without the server's frame. All test
 * classes share one, so each makes what it needs.
 */
@SpringBootTest(
        classes = Marketplace.Platform.class,
        properties = {
            "tino.jobs.zone=America/Sao_Paulo",
            "spring.web.locale=pt_BR",
            "spring.mvc.problemdetails.enabled=true",
            "spring.main.banner-mode=off",
            "springdoc.api-docs.enabled=false",
            "springdoc.swagger-ui.enabled=false",
            "logging.level.org.springframework=ERROR"
        })
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Marketplace {
    Instant START = Instant.parse("2026-03-02T12:00:00Z");

    /** What the server brings in real life. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(MarketplaceConfiguration.class)
    class Platform {
        private static final Path HOME = home();

        private static Path home() {
            try {
                return Files.createTempDirectory("tino-marketplace");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Bean
        static DynamicPropertyRegistrar properties() {
            return properties -> properties.add("tino.home", HOME::toString);
        }

        @Bean
        SimulatedClock clock() {
            return new SimulatedClock(START);
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Database database() {
            return TestDatabase.fresh("lifecycle", "search", "ranking", "marketplace");
        }

        @Bean
        EventLog events(Database database, MeterRegistry meters) {
            return new PostgresEventLog(database, meters);
        }

        @Bean
        Registry registry(Database database, SimulatedClock clock) {
            return new Registry(HOME.resolve("models"), database, clock);
        }

        @Bean
        Serving serving(Registry registry, Database database, SimulatedClock clock, MeterRegistry meters) {
            return new Serving(
                    registry,
                    new Rollouts(database, registry, clock),
                    new Experiments(database, registry, clock),
                    database,
                    meters);
        }

        @Bean
        Decisions decisions(
                EventLog events,
                Registry registry,
                Database database,
                SimulatedClock clock,
                ObjectProvider<ModelPipeline<?, ?>> models) {
            return new Decisions(
                    events,
                    registry,
                    new Runs(database, clock),
                    new Lake(HOME.resolve("lake"), database, clock),
                    new Experiments(database, registry, clock),
                    models.orderedStream().toList());
        }

        @Bean
        EmbedderSource embedder() {
            return ProfessionalIndex.LEARNED;
        }

        @Bean
        Outbox outbox(Database database) {
            return new Outbox(database);
        }

        @Bean
        MessageSource messageSource() {
            ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
            texts.setBasename("tino/marketplace/messages");
            texts.setDefaultLocale(Locale.of("pt", "BR"));
            texts.setDefaultEncoding("UTF-8");
            texts.setFallbackToSystemLocale(false);
            return texts;
        }
    }
}
