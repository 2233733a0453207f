package tino.language.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import tino.language.provider.Completion;
import tino.language.provider.Completion.Finish;
import tino.search.embedding.Embedder;

/**
 * Answers that were given, for the same question and for those that mean the same.
 *
 * <p>Kept are whole answers by the provider that was the first choice, at a temperature of no more than the setting's; not what the
 * application does not want kept, such as "the sources do not say". An answer is found again only for the same tier, first choice,
 * sources, most tokens and temperature. What means the same is decided by the cosine of the questions' vectors and by {@link MustAgree}.
 * Safe for use by many threads.
 */
public final class AnswerCache {
    private final CacheSettings settings;
    private final @Nullable Embedder embedder;
    private final Predicate<Completion> worth;
    private final Cache<Key, Kept> answers;
    private final Map<Key.Setting, Map<Key, Kept>> similar = new ConcurrentHashMap<>();
    private final Counter exactHits;
    private final Counter similarHits;
    private final Counter misses;

    /**
     * @param entries most answers kept
     * @param life of an answer
     * @param threshold least cosine of two questions that mean the same; above 1: only the same question does
     * @param temperature at which answers are kept at most
     */
    public record CacheSettings(int entries, Duration life, double threshold, double temperature) {
        public static final CacheSettings STANDARD = new CacheSettings(2_000, Duration.ofHours(1), 0.85, 0.7);

        public CacheSettings {
            if (entries < 0 || !life.isPositive() || !(threshold > 0) || !(temperature >= 0)) {
                throw new IllegalArgumentException(
                        "A cache has entries of 0 or more, a life and a threshold above 0 and"
                                + " a temperature not below, got " + entries + ", " + life + ", " + threshold + " and "
                                + temperature);
            }
        }
    }

    /** Under which an answer is found again. */
    record Key(String question, Setting setting) {
        record Setting(String tier, String choice, String knowledge, int maxTokens, double temperature) {}
    }

    /** An answer with the vector of its question and what must agree. */
    record Kept(Routed answer, float @Nullable [] vector, String mustAgree) {}

    /**
     * @param embedder of questions; {@code null}: only the same question is found again
     * @param worth whether a whole answer is worth keeping, e.g. no refusal
     */
    public AnswerCache(
            CacheSettings settings,
            @Nullable Embedder embedder,
            Predicate<Completion> worth,
            InstantSource clock,
            MeterRegistry metrics) {
        this.settings = settings;
        this.embedder = settings.threshold() > 1 ? null : embedder;
        this.worth = worth;
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        this.answers = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .maximumSize(settings.entries())
                .expireAfterWrite(settings.life())
                .evictionListener((@Nullable Key key, @Nullable Kept kept, RemovalCause cause) -> forget(key))
                .build();
        this.exactHits = counter(metrics, "exact");
        this.similarHits = counter(metrics, "similar");
        this.misses = counter(metrics, "miss");
        metrics.gauge("tino.language.cache.entries", this, cache -> cache.answers.estimatedSize());
    }

    private static Counter counter(MeterRegistry metrics, String result) {
        return Counter.builder("tino.language.cache")
                .description("Questions looked up among answers that were given")
                .tag("result", result)
                .register(metrics);
    }

    private void forget(@Nullable Key key) {
        if (key != null) {
            similar.computeIfPresent(key.setting(), (_, kept) -> {
                kept.remove(key);
                return kept.isEmpty() ? null : kept;
            });
        }
    }

    boolean takes(double temperature) {
        return settings.entries() > 0 && temperature <= settings.temperature();
    }

    /** For this key alone, uncounted: what became known since it was looked for. */
    Optional<Routed> again(Key key) {
        return Optional.ofNullable(answers.getIfPresent(key)).map(Kept::answer);
    }

    /**
     * @param question as it was asked
     * @param last whether a model is asked if nothing is found: only then it counts as missed
     */
    Optional<Routed> find(Key key, String question, boolean last) {
        Kept same = answers.getIfPresent(key);
        if (same != null) {
            exactHits.increment();
            return Optional.of(same.answer());
        }
        Optional<Routed> found = similar(key, question);
        if (found.isPresent()) {
            similarHits.increment();
        } else if (last) {
            misses.increment();
        }
        return found;
    }

    private Optional<Routed> similar(Key key, String question) {
        Map<Key, Kept> candidates = similar.getOrDefault(key.setting(), Map.of());
        if (embedder == null || candidates.isEmpty()) {
            return Optional.empty();
        }
        float[] vector = vector(question);
        if (vector == null) {
            return Optional.empty();
        }
        String mustAgree = MustAgree.of(question);
        Kept best = null;
        double nearest = settings.threshold();
        for (Map.Entry<Key, Kept> candidate : candidates.entrySet()) {
            float[] other = candidate.getValue().vector();
            if (other != null
                    && other.length == vector.length
                    && candidate.getValue().mustAgree().equals(mustAgree)) {
                double cosine = VectorUtil.dotProduct(vector, other);
                // Reading it through the cache: what has expired is not found, what is used stays.
                if (cosine >= nearest && answers.getIfPresent(candidate.getKey()) != null) {
                    nearest = cosine;
                    best = candidate.getValue();
                }
            }
        }
        return Optional.ofNullable(best).map(Kept::answer);
    }

    /**
     * How like each other two questions are: an answer to one is given to who asks the other from the threshold on.
     *
     * @return the cosine of their vectors; −1 where they must not share an answer, whatever the threshold, or nothing can be told
     */
    public double likeness(String question, String other) {
        float[] one = vector(question);
        float[] two = vector(other);
        return one == null || two == null || !MustAgree.of(question).equals(MustAgree.of(other))
                ? -1
                : VectorUtil.dotProduct(one, two);
    }

    /** {@code null} where nothing can be told from it: no known word, or an embedder that does not answer. */
    private float @Nullable [] vector(String question) {
        if (embedder == null) {
            return null;
        }
        try {
            float[] vector = embedder.embed(question);
            return VectorUtil.dotProduct(vector, vector) < 0.5f ? null : vector;
        } catch (Embedder.EmbeddingUnavailable e) {
            return null;
        }
    }

    /** Whether it is kept, and may be given to others who ask the same at this moment. */
    boolean isWorth(Completion completion) {
        return completion.finish() == Finish.STOP && worth.test(completion);
    }

    void keep(Key key, String question, Routed answer) {
        Kept kept = new Kept(answer, vector(question), MustAgree.of(question));
        answers.put(key, kept);
        if (kept.vector() != null) {
            similar.computeIfAbsent(key.setting(), _ -> new ConcurrentHashMap<>())
                    .put(key, kept);
        }
    }

    /** Forgets all. @return how many answers were forgotten, about */
    public long clear() {
        answers.cleanUp();
        long size = answers.estimatedSize();
        answers.invalidateAll();
        similar.clear();
        return size;
    }

    /** How often it was asked for, since the start. */
    public record Counts(long exact, long similar, long missed, long entries) {}

    public Counts counts() {
        return new Counts(
                (long) exactHits.count(), (long) similarHits.count(), (long) misses.count(), answers.estimatedSize());
    }
}
