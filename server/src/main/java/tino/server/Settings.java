package tino.server;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;
import tino.lifecycle.drift.DriftPolicy;
import tino.lifecycle.monitor.QualityPolicy;
import tino.marketplace.professional.ProfessionalIndex;
import tino.search.embedding.CachedEmbedder;
import tino.search.embedding.EmbedderSource;
import tino.search.embedding.EmbeddingService;
import tino.search.embedding.OllamaEmbedder;
import tino.search.embedding.OpenAiEmbedder;
import tino.server.start.WrongSetting;

/**
 * Every setting of the server, {@code tino.*} in {@code application.yml}, where each is explained. Each can be given in
 * the environment: {@code tino.db.url} is {@code TINO_DB_URL}. A wrong value stops the start.
 *
 * @param home the only folder written
 * @param port to listen at; 0 picks a free one
 * @param bind address to listen at
 * @param quality when a champion's quality counts as fallen and its model is trained anew
 * @param drift when what a champion decides from counts as drifted, likewise
 */
@ConfigurationProperties("tino")
@Validated
public record Settings(
        @NotNull Path home,
        @Min(0) @Max(65535) int port,
        @NotNull String bind,
        @NotNull Clock clock,
        @Valid @NotNull Db db,
        @Valid @NotNull Embedding embedding,
        @Valid @NotNull Jobs jobs,
        @Valid @NotNull Limits limits,
        @Valid @NotNull Access access,
        @NotNull QualityPolicy quality,
        @NotNull DriftPolicy drift) {

    /** Whose time it is: the system's, or one that is set by requests of a simulation. */
    public enum Clock {
        SYSTEM,
        SIMULATED
    }

    /**
     * The database.
     *
     * @param url {@code jdbc:postgresql://…}; blank or absent: the embedded PostgreSQL
     */
    public record Db(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password) {
        public boolean embedded() {
            return url == null || url.isBlank();
        }
    }

    /**
     * What turns texts into vectors. Another one builds the index anew.
     *
     * @param by where vectors come from
     * @param url of the service, for OpenAI's protocol up to and including {@code /v1}
     * @param model as the service names it
     * @param dimensions its vectors have
     * @param key of the service, if it wants one
     */
    public record Embedding(
            @NotNull By by,
            @Nullable URI url,
            @Nullable String model,
            @Min(1) @Nullable Integer dimensions,
            @Nullable String key) {

        /** Learned from the profiles themselves, or asked from a service. */
        public enum By {
            CORPUS,
            OPENAI,
            OLLAMA
        }

        public Embedding {
            if (by != By.CORPUS && (url == null || model == null || dimensions == null)) {
                throw new IllegalArgumentException("tino.embedding.by="
                        + by.name().toLowerCase(Locale.ROOT) + " needs tino.embedding.url, model and dimensions, got "
                        + url + ", " + model + ", " + dimensions);
            }
        }

        EmbedderSource source() {
            return switch (by) {
                case CORPUS -> ProfessionalIndex.LEARNED;
                case OPENAI -> EmbedderSource.of(new CachedEmbedder(new OpenAiEmbedder(service())));
                case OLLAMA -> EmbedderSource.of(new CachedEmbedder(new OllamaEmbedder(service())));
            };
        }

        private EmbeddingService service() {
            return EmbeddingService.of(
                    Objects.requireNonNull(url),
                    Objects.requireNonNull(model),
                    Objects.requireNonNull(dimensions),
                    key == null || key.isBlank() ? null : key);
        }
    }

    /**
     * What runs by the clock.
     *
     * @param metricsAt when the daily metrics of professionals are counted
     * @param trainingAt when models are trained
     * @param trainingDays how many days of decisions a training looks at
     */
    public record Jobs(
            boolean enabled,
            @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) LocalTime metricsAt,
            @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) LocalTime trainingAt,
            @Min(1) int trainingDays,
            ZoneId zone) {}

    /**
     * How much one caller may ask for.
     *
     * @param body largest request body
     * @param file largest file that a client logs to a run
     * @param searches of one address in a minute
     * @param events of one address in a minute
     * @param questions to the assistant of one address in a minute
     * @param logins failed ones of one address or for one account in a quarter of an hour
     * @param perKey requests of one API key in a minute
     */
    public record Limits(
            @NotNull DataSize body,
            @NotNull DataSize file,
            @Min(1) int searches,
            @Min(1) int events,
            @Min(1) int questions,
            @Min(1) int logins,
            @Min(1) int perKey) {}

    /**
     * Who may see what.
     *
     * @param metricsPublic whether {@code /metrics} needs no account
     * @param docsPublic whether the API's description needs no account
     * @param trustedProxies addresses or networks (CIDR) whose {@code X-Forwarded-For} is believed
     * @param session how long an idle session lasts
     * @param premiumPublic whether anybody may say that a question is a premium user's
     * @param cors which other sites' pages may call the API
     * @param jwt somebody else whose tokens are believed
     */
    public record Access(
            boolean metricsPublic,
            boolean docsPublic,
            @DefaultValue List<String> trustedProxies,
            @NotNull Duration session,
            boolean premiumPublic,
            @Valid @NotNull @DefaultValue CorsSettings cors,
            @NotNull @DefaultValue JwtSettings jwt) {}

    /** Whether nobody but this machine reaches the server: it listens at loopback, and no proxy is in front. */
    public boolean onlyHere() {
        return loopback(bind) && access.trustedProxies().isEmpty();
    }

    /** Whether this name or address is this machine's own, without looking it up. */
    static boolean loopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    public Home folders() {
        return new Home(home);
    }

    /**
     * The settings as the server would have them, without starting it.
     *
     * @throws IllegalArgumentException if a value is wrong: key, value, advice
     */
    public static Settings load() {
        return load("tino", Settings.class);
    }

    /** @param overrides by name, before all others */
    static Settings load(Map<String, ?> overrides) {
        return load("tino", Settings.class, overrides);
    }

    /**
     * The settings of one application, e.g. {@code tino.marketplace}.
     *
     * @throws IllegalArgumentException if a value is wrong: key, value, advice
     */
    public static <T> T load(String prefix, Class<T> type) {
        return load(prefix, type, Map.of());
    }

    /** The same with overrides by name, before all others. */
    public static <T> T load(String prefix, Class<T> type, Map<String, ?> overrides) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("overrides", new HashMap<>(overrides)));
        try {
            new YamlPropertySourceLoader()
                    .load("application.yml", new ClassPathResource("application.yml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException("application.yml is missing from this build", e);
        }
        try (ValidatorFactory validators = Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
                .buildValidatorFactory()) {
            return new Binder(
                            ConfigurationPropertySources.get(environment),
                            new PropertySourcesPlaceholdersResolver(environment),
                            ApplicationConversionService.getSharedInstance())
                    .bindOrCreate(
                            prefix,
                            Bindable.of(type),
                            new ValidationBindHandler(new SpringValidatorAdapter(validators.getValidator())));
        } catch (BindException e) {
            throw new IllegalArgumentException(WrongSetting.describe(e), e);
        }
    }
}
