package tino.marketplace;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.Validator;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.serving.Serving;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.feedback.FeedbackLog;
import tino.marketplace.measure.DailyMetrics;
import tino.marketplace.measure.QualityGauges;
import tino.marketplace.measure.SearchQuality;
import tino.marketplace.message.Messages;
import tino.marketplace.problem.Validity;
import tino.marketplace.professional.ProfessionalIndex;
import tino.marketplace.professional.Professionals;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.review.Reviews;
import tino.marketplace.search.Evaluation;
import tino.marketplace.search.ProfessionalSearch;
import tino.marketplace.search.ShownLists;
import tino.ranking.RankingService;
import tino.ranking.learn.Candidate;
import tino.ranking.learn.RankerPipeline;
import tino.ranking.weight.RankingWeights;
import tino.search.IndexCare;
import tino.search.LiveIndex;
import tino.search.RebuildProgress;
import tino.search.embedding.EmbedderSource;
import tino.search.outbox.Outbox;
import tino.search.outbox.OutboxRelay;

/** The marketplace's parts as beans, on top of the platform's: a database with its tables, the event log, a clock, meters. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(MarketplaceSettings.class)
class MarketplaceConfiguration {

    /** Names of sessions come from it, so nobody may be able to guess it. */
    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }

    @Bean
    Validity validity(Validator validator) {
        return new Validity(validator);
    }

    @Bean
    Professionals professionals(Database database, Outbox outbox) {
        return new Professionals(database, outbox);
    }

    @Bean
    Reviews reviews(Database database) {
        return new Reviews(database);
    }

    @Bean
    Messages messages(Database database) {
        return new Messages(database);
    }

    @Bean
    Disputes disputes(Database database, Professionals professionals) {
        return new Disputes(database, professionals);
    }

    @Bean
    LiveIndex professionalIndex(@Value("${tino.home}") Path home, EmbedderSource embedder, MeterRegistry meters) {
        return ProfessionalIndex.open(home, embedder, meters);
    }

    @Bean(initMethod = "start")
    OutboxRelay professionalRelay(
            Database database, Outbox outbox, LiveIndex index, Professionals professionals, MeterRegistry meters) {
        return ProfessionalIndex.relay(database, outbox, index, professionals, meters);
    }

    @Bean(initMethod = "start")
    IndexCare indexCare(LiveIndex index, Professionals professionals) {
        return ProfessionalIndex.care(index, professionals);
    }

    @Bean
    Pseudonyms pseudonyms(@Value("${tino.home}") Path home) {
        return Pseudonyms.of(home);
    }

    @Bean
    RankingWeights rankingWeights(Database database, InstantSource clock) {
        return MarketplaceRanker.weights(database, clock);
    }

    @Bean
    RankerPipeline marketplaceRanker(EventLog log, RankingWeights weights, MarketplaceSettings settings) {
        return MarketplaceRanker.pipeline(log, weights, settings, Candidate.clickLog());
    }

    @Bean
    RankingService rankingService(
            Serving serving, RankerPipeline pipeline, RankingWeights weights, MeterRegistry meters) {
        return new RankingService(
                MarketplaceRanker.MODEL, MarketplaceFeatures.LAYOUT, serving.open(pipeline), weights, meters);
    }

    @Bean
    ShownLists shownLists(EventLog log) {
        return new ShownLists(log);
    }

    @Bean
    ProfessionalSearch professionalSearch(
            LiveIndex index,
            RankingService ranking,
            EventLog log,
            ShownLists shownLists,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters) {
        return new ProfessionalSearch(index, ranking, log, shownLists, clock, random, meters);
    }

    @Bean
    Evaluation evaluation(ProfessionalSearch search, RankingService ranking) {
        return new Evaluation(search, ranking);
    }

    @Bean
    FeedbackLog feedbackLog(
            EventLog log, ShownLists shownLists, Pseudonyms pseudonyms, InstantSource clock, MeterRegistry meters) {
        return new FeedbackLog(log, shownLists, pseudonyms, clock, meters);
    }

    @Bean
    PersonalStores personalStores(
            Database database, Outbox outbox, Professionals professionals, IndexCare care, ShownLists lists) {
        return PersonalStores.of(database, outbox, professionals, () -> care.rebuild(RebuildProgress.SILENT), lists);
    }

    @Bean
    DailyMetrics dailyMetrics(Database database, Outbox outbox, InstantSource clock, MarketplaceSettings settings) {
        return new DailyMetrics(database, outbox, clock, settings);
    }

    @Bean
    SearchQuality searchQuality(
            EventLog log,
            InstantSource clock,
            @Value("${tino.jobs.zone}") ZoneId zone,
            RankingService ranking,
            MeterRegistry meters) {
        SearchQuality quality = new SearchQuality(log, clock, zone);
        QualityGauges.register(meters, quality, ranking);
        return quality;
    }
}
