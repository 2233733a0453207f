package tino.server.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tino.lifecycle.database.Database;
import tino.lifecycle.gate.Against;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.gate.Margin;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.measure.DailyMetrics;
import tino.marketplace.message.Messages;
import tino.marketplace.professional.ProfessionalIndex;
import tino.marketplace.professional.Professionals;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.review.Reviews;
import tino.marketplace.seed.Seeding;
import tino.ranking.bias.Propensities;
import tino.ranking.lambdamart.LambdaMart;
import tino.ranking.learn.ListEvaluation;
import tino.ranking.learn.RankerPipeline;
import tino.search.LiveIndex;
import tino.server.Server;
import tino.server.security.Accounts;
import tino.server.security.Role;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;

/** A whole Tino on a free port with seeded people in it and an operator's account. */
public final class RunningMarketplace implements AutoCloseable {
    static final String LOGIN = "ana";
    static final String READER = "lia";
    static final String PASSWORD = "cavalo-certo-bateria";
    private static final int PROFESSIONALS = 300;

    private final Path home;
    private final Server server;

    public RunningMarketplace() {
        try {
            home = Files.createTempDirectory(Path.of("target"), "pages-");
        } catch (IOException e) {
            throw new UncheckedIOException("A folder for TINO_HOME under target/", e);
        }
        server = Server.start(
                Map.of("tino.home", home, "tino.port", 0, "tino.jobs.enabled", false, "tino.limits.searches", 100_000));
        part(Accounts.class).create(LOGIN, PASSWORD, Set.of(Role.OPERATOR));
        part(Accounts.class).create(READER, PASSWORD, Set.of(Role.ANALYST));
        Professionals professionals = part(Professionals.class);
        new Seeding(
                        part(Database.class),
                        professionals,
                        part(Reviews.class),
                        part(Messages.class),
                        part(Disputes.class),
                        home)
                .add(PROFESSIONALS, 7, Instant.now(), _ -> {});
        part(DailyMetrics.class).run();
        ProfessionalIndex.rebuild(part(LiveIndex.class), professionals, (_, _) -> {});
    }

    public Path home() {
        return home;
    }

    public <T> T part(Class<T> type) {
        return server.part(type);
    }

    public String address(String path) {
        return "http://localhost:" + server.port() + path;
    }

    /** A version that likes one feature and nothing else, made champion by a gate that looks at its nDCG alone. */
    ModelVersion release(String feature, double ndcg) {
        ModelVersion version = register(feature, ndcg);
        judge(version, ndcg);
        part(Registry.class).assign(MarketplaceRanker.MODEL, Registry.CHAMPION, version.number(), "test", "for a test");
        return version;
    }

    /** From here on the weights rank again. */
    void withoutChampion() {
        Registry registry = part(Registry.class);
        registry.champion(MarketplaceRanker.MODEL)
                .ifPresent(
                        _ -> registry.remove(MarketplaceRanker.MODEL, Registry.CHAMPION, "test", "The test is over"));
    }

    /** By a gate that looks at the nDCG alone. */
    void judge(ModelVersion version, double ndcg) {
        GateVerdict verdict = GateVerdict.of(
                new Gate(List.of(
                        Check.atLeast(ListEvaluation.NDCG, .5),
                        Check.betterThan(Against.FALLBACK, ListEvaluation.NDCG, Margin.NONE))),
                new Evaluation(Map.of(ListEvaluation.NDCG, new double[] {ndcg - .01, ndcg + .01})),
                null,
                new Evaluation(Map.of(ListEvaluation.NDCG, new double[] {.5, .52})),
                new SplittableRandom(3));
        part(Registry.class).gates().record(null, MarketplaceRanker.MODEL, version.number(), verdict);
    }

    /** A version that likes one feature and nothing else, which no gate has judged. */
    public ModelVersion register(String feature, double ndcg) {
        return register(feature, new Provenance(null, null, Map.of(ListEvaluation.NDCG, ndcg), "test"));
    }

    ModelVersion register(String feature, Provenance provenance) {
        TreeTrainer.Trained trained = new LightGbm()
                .train(
                        rows(feature),
                        null,
                        Map.of("objective", "lambdarank", "num_iterations", "8", "num_leaves", "4", "verbosity", "-1"),
                        (_, _) -> {});
        return part(Registry.class)
                .register(
                        MarketplaceRanker.MODEL,
                        new LambdaMart(
                                MarketplaceFeatures.LAYOUT, trained.model(), trained.ensemble(), Propensities.NONE),
                        part(RankerPipeline.class).format(),
                        provenance);
    }

    private static TrainingRows rows(String feature) {
        int columns = MarketplaceFeatures.LAYOUT.size();
        int count = 400;
        SplittableRandom random = new SplittableRandom(11);
        float[] features = new float[count * columns];
        float[] labels = new float[count];
        int[] groups = new int[count / 20];
        java.util.Arrays.fill(groups, 20);
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < columns; column++) {
                features[row * columns + column] = random.nextFloat();
            }
            labels[row] = (int) (4 * features[row * columns + MarketplaceFeatures.LAYOUT.index(feature)]);
        }
        return new TrainingRows(features, columns, labels, groups, null, null, new int[0], List.of());
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
}
