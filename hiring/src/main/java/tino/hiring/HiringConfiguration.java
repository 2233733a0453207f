package tino.hiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import tino.hiring.classifier.HiringClassifier;
import tino.hiring.outcome.HiringFeedback;
import tino.hiring.outcome.InferenceLog;
import tino.hiring.prediction.HiringPredictions;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.serving.Served;
import tino.lifecycle.serving.Serving;
import tino.prediction.Classifier;
import tino.prediction.learn.ClassifierPipeline;

/** Hiring's parts as beans, on top of the platform's. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(HiringSettings.class)
class HiringConfiguration {

    @Bean
    ClassifierPipeline hiringClassifier(Database database, HiringSettings settings) {
        return HiringClassifier.pipeline(database, settings);
    }

    @Bean
    Served<Classifier> hiringModel(Serving serving, ClassifierPipeline pipeline) {
        return serving.open(pipeline);
    }

    @Bean
    HiringPredictions hiringPredictions(
            Served<Classifier> served,
            EventLog log,
            Pseudonyms pseudonyms,
            InstantSource clock,
            RandomGenerator random,
            HiringSettings settings,
            MeterRegistry meters) {
        return new HiringPredictions(
                served,
                log,
                pseudonyms,
                clock,
                random,
                settings.modes().getFirst().name(),
                meters);
    }

    @Bean
    InferenceLog inferenceLog(Database database) {
        return new InferenceLog(database);
    }

    @Bean
    HiringFeedback hiringFeedback(EventLog log, InferenceLog inferences, Pseudonyms pseudonyms, InstantSource clock) {
        return new HiringFeedback(log, inferences, pseudonyms, clock);
    }
}
