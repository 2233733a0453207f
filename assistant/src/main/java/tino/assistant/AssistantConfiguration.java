package tino.assistant;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tino.assistant.knowledge.ShippedCorpus;
import tino.assistant.knowledge.Sources;
import tino.assistant.model.Selection;
import tino.assistant.query.AnswerLog;
import tino.assistant.query.Assistant;
import tino.language.answer.Answering;
import tino.language.answer.Instructions;
import tino.language.budget.Budgets;
import tino.language.budget.Prices;
import tino.language.extract.Answerability;
import tino.language.extract.ExtractiveProvider;
import tino.language.knowledge.Knowledge;
import tino.language.knowledge.KnowledgeIndex;
import tino.language.knowledge.KnowledgeSettings;
import tino.language.knowledge.PassageBoosts;
import tino.language.learn.AnsweringModels;
import tino.language.provider.Prompt;
import tino.language.route.AnswerCache;
import tino.language.route.Asking;
import tino.language.route.Routed;
import tino.language.route.Router;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.search.outbox.Outbox;

/** The assistant's parts as beans, on top of the platform's. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(AssistantSettings.class)
class AssistantConfiguration {
    /** Who answers, and by which words it says that the sources do not hold the answer. */
    static final Instructions INSTRUCTIONS = new Instructions(
            "Você é a MelancIA, especialista em Retail Media e e-commerce. Responda em português do Brasil, de forma clara, objetiva e"
                    + " voltada para ações práticas.",
            "Não encontrei essa resposta nas minhas fontes.");

    private static final String REFUSAL = "/tino/assistant/answerability.json";

    @Bean
    Knowledge knowledge(Database database, Outbox outbox, InstantSource clock) {
        return new Knowledge(database, outbox, KnowledgeSettings.STANDARD, clock);
    }

    @Bean(initMethod = "start")
    KnowledgeIndex knowledgeIndex(
            @Value("${tino.home}") Path home,
            Database database,
            Outbox outbox,
            Knowledge knowledge,
            MeterRegistry meters) {
        return KnowledgeIndex.open(
                home, database, outbox, knowledge, KnowledgeIndex.LEARNED, PassageBoosts.STANDARD, meters);
    }

    @Bean
    Sources sources(Knowledge knowledge, KnowledgeIndex index, AssistantSettings settings) {
        return new Sources(knowledge, index, models(), settings.threshold());
    }

    /** Those that come with the engine, with a sense of when to refuse that was learned from the assistant's own benchmark. */
    static AnsweringModels models() {
        AnsweringModels shipped = AnsweringModels.shipped();
        try (InputStream in = AssistantConfiguration.class.getResourceAsStream(REFUSAL)) {
            if (in == null) {
                throw new IOException("The resource " + REFUSAL + " is not there");
            }
            return new AnsweringModels(
                    shipped.reranker(), shipped.extractor(), Answerability.model(in.readAllBytes(), REFUSAL));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The model of when to refuse does not fit this program: " + e.getMessage(), e);
        }
    }

    /** Before the warm-up. */
    @Bean
    @Order(1)
    ApplicationRunner shippedCorpus(Knowledge knowledge, KnowledgeIndex index, AssistantSettings settings) {
        return _ -> {
            if (settings.corpus()) {
                ShippedCorpus.bring(knowledge, index);
            }
        };
    }

    @Bean
    Prices prices(AssistantSettings settings) {
        Path own = settings.prices();
        return own == null ? Prices.standard() : Prices.read(own);
    }

    @Bean
    Budgets budgets(AssistantSettings settings, Database database, InstantSource clock, MeterRegistry meters) {
        return new Budgets(
                Objects.requireNonNull(settings.budgets()), database, clock, settings.zone(), Budgets.PATIENCE, meters);
    }

    @Bean
    AnswerCache answerCache(AssistantSettings settings, Sources sources, InstantSource clock, MeterRegistry meters) {
        return new AnswerCache(
                settings.cache().settings(),
                sources.embedder(),
                completion -> !INSTRUCTIONS.refuses(completion.text()),
                clock,
                meters);
    }

    @Bean
    Router router(
            AssistantSettings settings,
            Sources sources,
            Budgets budgets,
            Prices prices,
            AnswerCache cache,
            InstantSource clock,
            MeterRegistry meters) {
        ExtractiveProvider extractive = new ExtractiveProvider(sources::extract);
        return new Router(
                settings.policy(),
                Map.of(extractive.name(), extractive),
                budgets,
                prices,
                settings.cache().enabled() ? cache : null,
                clock,
                meters);
    }

    @Bean
    Answering answering(Sources sources, Router router, AssistantSettings settings, RandomGenerator random) {
        return new Answering(
                sources,
                sources::answerable,
                new Writing(router, sources),
                INSTRUCTIONS,
                new Answering.Settings(settings.passages(), settings.threshold(), settings.timeout()),
                random);
    }

    /** The router as what writes. */
    private record Writing(Router router, Sources sources) implements Answering.Writer {

        @Override
        public Answering.Written write(
                Answering.Terms terms, String question, boolean alone, Prompt prompt, Consumer<String> pieces)
                throws InterruptedException {
            return written(router.complete(asking(terms, question, alone), prompt, pieces));
        }

        @Override
        public Optional<Answering.Written> known(Answering.Terms terms, String question, Consumer<String> pieces) {
            return router.known(asking(terms, question, true), terms.maxTokens(), terms.temperature(), pieces)
                    .map(Writing::written);
        }

        private Asking asking(Answering.Terms terms, String question, boolean alone) {
            return new Asking(
                    question, terms.tier(), terms.subject(), terms.model(), false, alone ? sources.state() : null);
        }

        private static Answering.Written written(Routed routed) {
            return new Answering.Written(
                    routed.completion().text(),
                    routed.completion().usage(),
                    routed.provider(),
                    routed.model(),
                    routed.reason(),
                    routed.estimatedCost().doubleValue(),
                    routed.arm(),
                    routed.grounding(),
                    routed.cached());
        }
    }

    @Bean
    Selection selection(Database database) {
        return new Selection(database);
    }

    @Bean
    AnswerLog answerLog(Database database) {
        return new AnswerLog(database);
    }

    @Bean
    Assistant assistant(
            Answering answering,
            EventLog log,
            AnswerLog answers,
            Pseudonyms pseudonyms,
            Selection selection,
            InstantSource clock,
            RandomGenerator random) {
        return new Assistant(answering, log, answers, pseudonyms, selection, clock, random);
    }
}
