package tino.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.serving.Decision;
import tino.lifecycle.serving.Serving;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.ranking.Ranker;
import tino.ranking.RankingService;
import tino.ranking.bias.Propensities;
import tino.ranking.lambdamart.LambdaMart;
import tino.ranking.learn.RankerPipeline;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;

/** What releasing costs those who are answered meanwhile, and how fast a period can be looked at again. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Measures shadowing, swaps of the champion, withdrawal of a canary, and replay.")
final class ReleaseBench implements Callable<Integer> {
    private static final int CANDIDATES = 100;
    private static final List<String> CANDIDATE_IDS =
            IntStream.range(0, CANDIDATES).mapToObj(i -> "candidate-" + i).toList();
    private static final int ROWS = 6_000;
    private static final int WARM_UP = 10_000;
    private static final String FIELD = "\"ranked_by\":\"";
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final String WHO = "bench";

    /** Before people at once, at half of the traffic. */
    private static final RolloutPolicy HALF =
            new RolloutPolicy(null, List.of(50, 100), RolloutPolicy.Step.STANDARD, RolloutPolicy.Guard.STANDARD);

    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--rate", defaultValue = "200", description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "12",
            description = "Of rankings without, with a tenth, and with all shadowed, each (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--over",
            defaultValue = "door",
            description = "What is asked while versions change: door (rankings) or http (whole searches)"
                    + " (default: ${DEFAULT-VALUE}).")
    private Over over = Over.DOOR;

    @Option(names = "--swaps", defaultValue = "10", description = "Of each kind (default: ${DEFAULT-VALUE}).")
    private int swaps;

    @Option(
            names = "--decisions",
            defaultValue = "20000",
            description = "In the log that is replayed (default: ${DEFAULT-VALUE}).")
    private int decisions;

    @Option(names = "--home", paramLabel = "FOLDER", description = "Filled once and used again (default: a new one).")
    private @Nullable Path home;

    @Override
    public Integer call() {
        // Which decisions are shadowed is said decision by decision here.
        System.setProperty("tino.marketplace.rollout.shadow.share", "0");
        try (Marketplace marketplace = Marketplace.start(1_000, home, figures)) {
            RankerPipeline pipeline = marketplace.part(RankerPipeline.class);
            Models models = new Models(pipeline, marketplace.part(Registry.class));
            Rollouts rollouts = marketplace.part(Rollouts.class);
            release(rollouts, models.next(), RolloutPolicy.AT_ONCE);
            shadowing(marketplace, release(rollouts, models.next(), RolloutPolicy.STANDARD));
            releases(marketplace, rollouts, models);
            new ReplayBench(marketplace, pipeline, models.ranker(), decisions).run(figures);
            figures.finish();
        }
        return 0;
    }

    private static Rollout release(Rollouts rollouts, ModelVersion version, RolloutPolicy policy) {
        return rollouts.begin(version.model(), version.number(), policy, WHO, "to measure it")
                .orElseThrow();
    }

    /** As many versions of one model as are wanted: what differs is their number. */
    static final class Models {
        private final RankerPipeline pipeline;
        private final Registry registry;
        private final Ranker ranker;

        Models(RankerPipeline pipeline, Registry registry) {
            this.pipeline = pipeline;
            this.registry = registry;
            TreeTrainer.Trained trained = new LightGbm()
                    .train(
                            rows(pipeline.layout()),
                            null,
                            Map.of(
                                    "objective",
                                    "regression",
                                    "num_leaves",
                                    "31",
                                    "num_iterations",
                                    "300",
                                    "min_data_in_leaf",
                                    "5"),
                            (round, value) -> {});
            this.ranker =
                    new LambdaMart(pipeline.layout(), trained.model(), trained.ensemble(), Propensities.power(1, 30));
        }

        Ranker ranker() {
            return ranker;
        }

        ModelVersion next() {
            ModelVersion version = registry.register(
                    pipeline.model(), ranker, pipeline.format(), new Provenance(null, null, Map.of(), WHO));
            registry.gates().override(version.model(), version.number(), WHO, "to measure it");
            return version;
        }

        private static TrainingRows rows(FeatureLayout layout) {
            float[] vectors = vectors(layout, ROWS, new SplittableRandom(7));
            float[] labels = new float[ROWS];
            for (int row = 0; row < ROWS; row++) {
                double label = 0;
                for (int column = 0; column < layout.size(); column++) {
                    label += Math.sin(column + 5 * vectors[row * layout.size() + column]);
                }
                labels[row] = (float) label;
            }
            return new TrainingRows(vectors, layout.size(), labels, new int[0], null, null, new int[0], layout.names());
        }
    }

    static float[] vectors(FeatureLayout layout, int rows, SplittableRandom random) {
        float[] vectors = new float[rows * layout.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) random.nextDouble();
        }
        return vectors;
    }

    /** Rankings through one door, in turns: nobody, a tenth and everybody shadowed. */
    private void shadowing(Marketplace marketplace, Rollout shadow) {
        RankingService service = marketplace.part(RankingService.class);
        Serving serving = marketplace.part(Serving.class);
        serving.refresh();
        float[] rows = vectors(service.layout(), CANDIDATES, new SplittableRandom(8));
        int[] every = {Integer.MAX_VALUE, 10, 1};
        OpenLoop[] loops = Arrays.stream(every)
                .mapToObj(n -> new OpenLoop(rate, i -> rankByModel(service, CANDIDATE_IDS, rows, i % n == n - 1)))
                .toArray(OpenLoop[]::new);
        figures.say("warming up …");
        int answered = 0;
        for (int i = 0; i < WARM_UP; i++) {
            answered += rank(service, CANDIDATE_IDS, rows, i % 10 == 0) ? 1 : 0;
        }
        if (answered < WARM_UP / 2) {
            throw new IllegalStateException("Of " + WARM_UP + " rankings the model gave " + answered);
        }
        serving.settle();
        for (long left = seconds; left > 0; left -= TURN.toSeconds()) {
            for (OpenLoop loop : loops) {
                loop.run(TURN);
                serving.settle();
            }
        }
        figures.say("%d rankings/s of %d candidates, %d s each, milliseconds", rate, CANDIDATES, seconds);
        figures.say("%-22s %8s %8s %8s %8s", "", "p50", "p95", "p99", "failed");
        String[] names = {"none shadowed", "a tenth shadowed", "all shadowed"};
        for (int i = 0; i < loops.length; i++) {
            figures.say(
                    "%-22s %8.3f %8.3f %8.3f %8d",
                    names[i],
                    loops[i].percentile(.5),
                    loops[i].percentile(.95),
                    loops[i].percentile(.99),
                    loops[i].failures());
        }
        double tenth = loops[1].percentile(.99) - loops[0].percentile(.99);
        double all = loops[2].percentile(.99) - loops[0].percentile(.99);
        figures.say("added to the p99: %+.3f ms by a tenth, %+.3f ms by all", tenth, all);
        figures.put("rank_p99_ms", loops[0].percentile(.99));
        figures.put("shadow_tenth_adds_p99_ms", tenth);
        figures.put("shadow_all_adds_p99_ms", all);
        marketplace.part(Rollouts.class).withdraw(shadow, WHO, "measured", null);
    }

    /** @return whether the model answered */
    private static boolean rank(RankingService service, List<String> ids, float[] rows, boolean shadowed) {
        return service.rank(decision(shadowed), ids, rows).fallback() == null;
    }

    private static Decision decision(boolean shadowed) {
        return new Decision(
                DecisionId.next(InstantSource.system(), new SplittableRandom(System.nanoTime())), null, shadowed);
    }

    private static void rankByModel(RankingService service, List<String> ids, float[] rows, boolean shadowed) {
        if (!rank(service, ids, rows, shadowed)) {
            throw new IllegalStateException("The weights answered instead of the model");
        }
    }

    /** What is asked while versions change. */
    private enum Over {
        DOOR,
        HTTP
    }

    /** Answers while champions change and canaries come and go. */
    private void releases(Marketplace marketplace, Rollouts rollouts, Models models) {
        RankingService service = marketplace.part(RankingService.class);
        float[] rows = vectors(service.layout(), CANDIDATES, new SplittableRandom(8));
        List<String> queries = Marketplace.queries();
        Traffic traffic = new Traffic(
                rate,
                switch (over) {
                    case DOOR ->
                        i -> service.rank(decision(false), CANDIDATE_IDS, rows).rankedBy();
                    case HTTP ->
                        i -> rankedBy(marketplace.address("api/search/?q="
                                + URLEncoder.encode(queries.get(i % queries.size()), StandardCharsets.UTF_8)));
                });
        traffic.run();
        Registry registry = marketplace.part(Registry.class);
        double[] promoted = new double[swaps];
        double[] loaded = new double[swaps];
        double[] back = new double[swaps];
        double[] withdrawn = new double[swaps];
        for (int i = 0; i < swaps; i++) {
            Rollout unseen = release(rollouts, models.next(), RolloutPolicy.STANDARD);
            traffic.untilAnswered();
            registry.assign(unseen.model(), Registry.CHAMPION, unseen.version(), WHO, "to measure it");
            promoted[i] = traffic.untilFirst(unseen.version(), System.nanoTime());
            rollouts.withdraw(unseen, WHO, "measured", null);
            ModelVersion next = models.next();
            Rollout full = release(rollouts, next, RolloutPolicy.AT_ONCE);
            loaded[i] = traffic.untilFirst(next.number(), System.nanoTime());
            traffic.untilAnswered();
            rollouts.withdraw(full, WHO, "back again", null);
            back[i] = traffic.untilFirst(unseen.version(), System.nanoTime());
            traffic.untilAnswered();
            Rollout canary = release(rollouts, models.next(), HALF);
            traffic.untilFirst(canary.version(), System.nanoTime());
            rollouts.withdraw(canary, WHO, "withdrawn again", null);
            withdrawn[i] = traffic.untilLast(canary.version(), System.nanoTime());
        }
        traffic.stop();
        figures.say(
                "%d a second (%s), milliseconds from the commit, %d times each",
                rate, over == Over.HTTP ? "searches over HTTP" : "rankings through the door", swaps);
        figures.say("%-52s %8s %8s", "", "median", "most");
        row("first answer by a champion that was on trial", "swap", promoted);
        row("first answer by one that had to be loaded", "swap_unloaded", loaded);
        row("first answer by the champion before it", "back", back);
        row("last answer by a canary that was withdrawn", "withdrawn", withdrawn);
        figures.say(
                "of %,d requests (p50 %.1f ms, p99 %.1f ms) %d failed and %d were answered by the weights",
                traffic.requests(),
                traffic.percentile(.5),
                traffic.percentile(.99),
                traffic.failures(),
                traffic.byWeights());
        figures.put("requests", traffic.requests());
        figures.put("failures", traffic.failures());
        figures.put("by_weights", traffic.byWeights());
    }

    private static String rankedBy(String address) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection();
            if (connection.getResponseCode() != 200) {
                throw new IllegalStateException("Status " + connection.getResponseCode() + " for " + address);
            }
            try (InputStream answer = connection.getInputStream()) {
                String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                int start = text.indexOf(FIELD) + FIELD.length();
                return text.substring(start, text.indexOf('"', start));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void row(String name, String key, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        figures.say("%-52s %8.1f %8.1f", name, sorted[sorted.length / 2], sorted[sorted.length - 1]);
        figures.put(key + "_median_ms", sorted[sorted.length / 2]);
        figures.put(key + "_most_ms", sorted[sorted.length - 1]);
    }

    /** Questions at a fixed rate, each by somebody new, and who ordered the answers. */
    private static final class Traffic {
        private static final Duration LONGEST = Duration.ofSeconds(10);

        private final IntFunction<String> rankedBy;
        private final OpenLoop loop;
        private final Map<String, AtomicLong> last = new ConcurrentHashMap<>();
        private final Map<String, AtomicLong> first = new ConcurrentHashMap<>();
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger byWeights = new AtomicInteger();
        private volatile boolean stopped;
        private final Thread thread;

        /** @param rankedBy asks, and says who ordered */
        Traffic(int rate, IntFunction<String> rankedBy) {
            this.rankedBy = rankedBy;
            this.loop = new OpenLoop(rate, this::ask);
            this.thread = Thread.ofPlatform().name("traffic").unstarted(() -> {
                while (!stopped) {
                    loop.run(TURN);
                }
            });
        }

        /** Returns once the server is warm. */
        void run() {
            IntStream.range(0, 3_000).parallel().forEach(this::ask);
            requests.set(0);
            thread.start();
        }

        void stop() {
            stopped = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void ask(int number) {
            String by = rankedBy.apply(number);
            long now = System.nanoTime();
            requests.incrementAndGet();
            if (by.equals("weights")) {
                byWeights.incrementAndGet();
            }
            last.computeIfAbsent(by, none -> new AtomicLong(now)).accumulateAndGet(now, Math::max);
            first.computeIfAbsent(by, none -> new AtomicLong(now)).compareAndSet(0, now);
        }

        private static String name(int version) {
            return MarketplaceRanker.MODEL + ":" + version;
        }

        /** Until whoever asked so far is answered, by whomever. */
        void untilAnswered() {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }

        /** Milliseconds from then to the first answer by the version after it. */
        double untilFirst(int version, long since) {
            AtomicLong seen = first.computeIfAbsent(name(version), none -> new AtomicLong());
            seen.set(0);
            for (long at = seen.get(); ; at = seen.get()) {
                if (at != 0) {
                    return Math.max(0, at - since) / 1e6;
                }
                if (System.nanoTime() - since > LONGEST.toNanos()) {
                    throw new IllegalStateException("Version " + version + " did not answer within " + LONGEST);
                }
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            }
        }

        /** Milliseconds from then to the last answer by the version, after a second without one. */
        double untilLast(int version, long since) {
            AtomicLong seen = last.getOrDefault(name(version), new AtomicLong(since));
            while (System.nanoTime() - Math.max(since, seen.get()) < TimeUnit.SECONDS.toNanos(1)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            return Math.max(0, seen.get() - since) / 1e6;
        }

        int requests() {
            return requests.get();
        }

        int failures() {
            return loop.failures();
        }

        double percentile(double share) {
            return loop.percentile(share);
        }

        int byWeights() {
            return byWeights.get();
        }
    }
}
