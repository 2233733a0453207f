package tino.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.serving.Serving;
import tino.search.outbox.Outbox;

/** The platform's parts as beans, for the applications. */
@Configuration(proxyBeanMethods = false)
class Parts {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
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
    Serving serving(Registry registry, Database database, MeterRegistry meters) {
        return new Serving(registry, database, meters);
    }

    @Bean
    Outbox outbox(Platform platform) {
        return platform.outbox();
    }
}
