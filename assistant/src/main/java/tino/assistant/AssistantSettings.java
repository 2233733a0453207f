package tino.assistant;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import tino.language.budget.Budget;
import tino.language.route.AnswerCache.CacheSettings;
import tino.language.route.ProviderPolicy;
import tino.language.route.RoutingPolicy;
import tino.language.route.Rule;

/**
 * Settings of the assistant, {@code tino.assistant.*}.
 *
 * @param corpus whether the articles that come with the program are a source
 * @param passages shown to a model at most
 * @param threshold least probability that the sources hold the answer; below it is refused
 * @param timeout for a whole answer, over all models that are tried
 * @param openai a service of OpenAI's protocol, for premium users
 * @param ollama an Ollama, for everybody where there is one
 * @param routing which model answers whom; where none is declared, premium users have {@code openai}, the others {@code ollama}, and
 *     extraction stands in for both
 * @param budgets what may be spent; where none is declared, {@link #BUDGETS}
 * @param prices a list of prices in place of the one that comes with the program
 * @param cache answers that are given again
 * @param zone whose midnight begins days and months of budgets
 */
@ConfigurationProperties("tino.assistant")
@Validated
public record AssistantSettings(
        @DefaultValue("true") boolean corpus,
        @Min(1) @Max(20) @DefaultValue("6") int passages,

        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.6")
        double threshold,

        @NotNull @DefaultValue("60s") Duration timeout,
        @Valid @NotNull @DefaultValue Service openai,
        @Valid @NotNull @DefaultValue Service ollama,
        @Nullable RoutingPolicy routing,
        @Nullable List<Budget> budgets,
        @Nullable Path prices,
        @Valid @NotNull @DefaultValue Cache cache,
        @NotNull @DefaultValue("America/Sao_Paulo") ZoneId zone) {

    private static final String OPENAI = "openai";
    private static final String OLLAMA = "ollama";
    private static final String EXTRACTIVE = "extractive";

    /** A person's day, and everybody's month, in the currency of the prices. */
    public static final List<Budget> BUDGETS = List.of(
            new Budget("user-day", Budget.Scope.USER, Set.of(), Budget.Period.DAY, new BigDecimal("1")),
            new Budget("month", Budget.Scope.ALL, Set.of(), Budget.Period.MONTH, new BigDecimal("50")));

    /**
     * A service of models.
     *
     * @param url {@code null}: there is none
     */
    public record Service(
            @Nullable URI url,
            @Nullable String model,
            @Nullable String key) {
        boolean given() {
            return url != null && !url.toString().isBlank();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return model + " at " + url;
        }
    }

    /**
     * @param enabled whether answers are given again
     * @param threshold least cosine of two questions that mean the same; above 1: only the same question
     */
    public record Cache(
            @DefaultValue("true") boolean enabled,
            @Min(1) @DefaultValue("2000") int entries,
            @NotNull @DefaultValue("1h") Duration life,
            @DefaultValue("0.85") double threshold,
            @DefaultValue("0.7") double temperature) {
        CacheSettings settings() {
            return new CacheSettings(entries, life, threshold, temperature);
        }
    }

    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public AssistantSettings(
            @DefaultValue("true") boolean corpus,
            @DefaultValue("6") int passages,
            @DefaultValue("0.6") double threshold,
            @DefaultValue("60s") Duration timeout,
            @DefaultValue Service openai,
            @DefaultValue Service ollama,
            @Nullable RoutingPolicy routing,
            @Nullable List<Budget> budgets,
            @Nullable Path prices,
            @DefaultValue Cache cache,
            @DefaultValue("America/Sao_Paulo") ZoneId zone) {
        this.corpus = corpus;
        this.passages = passages;
        this.threshold = threshold;
        this.timeout = timeout;
        this.openai = openai;
        this.ollama = ollama;
        this.routing = routing;
        this.budgets = budgets == null ? BUDGETS : List.copyOf(budgets);
        this.prices = prices == null || prices.toString().isBlank() ? null : prices;
        this.cache = cache;
        this.zone = zone;
        requireModel("openai", openai);
        requireModel("ollama", ollama);
    }

    private static void requireModel(String name, Service service) {
        if (service.given() && (service.model() == null || service.model().isBlank())) {
            throw new IllegalArgumentException("tino.assistant." + name + ".model: the name of a model at "
                    + service.url() + " is expected, got nothing");
        }
    }

    /** The policy declared, or the one that follows from the services that are there. */
    public RoutingPolicy policy() {
        if (routing != null && !routing.providers().isEmpty()) {
            return routing;
        }
        List<ProviderPolicy> providers = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        if (openai.given()) {
            providers.add(new ProviderPolicy(
                    OPENAI,
                    ProviderPolicy.Kind.OPENAI,
                    openai.url(),
                    openai.model(),
                    openai.key(),
                    true,
                    Set.of("premium"),
                    1,
                    1,
                    null));
            rules.add(rule("premium_user", "premium", OPENAI));
        }
        if (ollama.given()) {
            providers.add(new ProviderPolicy(
                    OLLAMA,
                    ProviderPolicy.Kind.OLLAMA,
                    ollama.url(),
                    ollama.model(),
                    ollama.key(),
                    true,
                    null,
                    2,
                    1,
                    null));
            if (!openai.given()) {
                rules.add(rule("premium_user", "premium", OLLAMA));
            }
            rules.add(rule("free_user", "free", OLLAMA));
        }
        providers.add(ProviderPolicy.local(EXTRACTIVE, 3));
        return new RoutingPolicy(null, providers, rules, null, null, null, null);
    }

    private static Rule rule(String reason, String tier, String provider) {
        return new Rule(reason, null, Set.of(tier), null, null, null, List.of(provider));
    }
}
