package tino.bench;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.hiring.classifier.HiringClassifier;
import tino.hiring.feature.Features;
import tino.hiring.prediction.HiringPredictions;
import tino.hiring.simulate.HiringHttp;
import tino.lifecycle.database.BulkCopy;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.serving.Serving;
import tino.prediction.Classifier;
import tino.prediction.learn.ClassifierPipeline;
import tino.prediction.learn.ClassifierSettings;
import tino.prediction.learn.LabelledRows;
import tino.server.Server;
import tino.server.security.ApiKeys;
import tino.server.security.Scope;

/** Predictions over HTTP with the durable log, beside a bare insert of the same row; scoring many; training, beside LightGBM alone. */
@Command(
        name = "hiring",
        mixinStandardHelpOptions = true,
        description = {
            "Measures single predictions over HTTP at a fixed rate, beside inserting the same row by JDBC, one a request and durable;",
            "scoring of many rows; and training, beside the calls of LightGBM alone."
        })
final class HiringBench implements Callable<Integer> {
    private static final int WARM_UP = 20_000;
    /** Turns of all three that do not count: the compilers, which take most of a core at first, shall be done. */
    private static final int WARM_TURNS = 4;

    private static final int TURN = 5;
    private static final int ROUNDS = 3;
    private static final int SCORED = 200_000;

    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--n", defaultValue = "54000", description = "Decided applicants (default: ${DEFAULT-VALUE}).")
    private int applicants;

    @Option(names = "--rate", defaultValue = "500", description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "For each of the two (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws IOException, LGBMException {
        Path home = Files.createTempDirectory("tino-bench");
        Map<String, String> settings = Map.of(
                "tino.home", home.toString(),
                "tino.port", "0",
                "tino.jobs.enabled", "false",
                "tino.limits.per-key", "100000000");
        settings.forEach(System::setProperty);
        try (Server server = Server.start(Map.of())) {
            Database database = server.part(Database.class);
            decide(database);
            ClassifierPipeline pipeline = server.part(ClassifierPipeline.class);
            RunResult run = server.part(Pipelines.class)
                    .run(pipeline, Period.endingAt(Instant.now(), Duration.ofDays(1)), "bench", Progress.SILENT);
            if (run.version() == null || run.dataset() == null) {
                throw new IllegalStateException(run.message());
            }
            server.part(Serving.class).refresh();
            Classifier classifier = server.part(HiringPredictions.class)
                    .champion()
                    .orElseThrow()
                    .model();
            predictions(server, database);
            scoring(classifier);
            training(pipeline, pipeline.load(run.dataset(), server.part(Lake.class)));
            figures.finish();
        } finally {
            Marketplace.delete(home);
        }
        return 0;
    }

    /** Applicants of 46 columns with a chance to be hired that some of them move. */
    private void decide(Database database) {
        SplittableRandom random = new SplittableRandom(7);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (BulkCopy copy = BulkCopy.into(
                database, "gold_applicants (codigo, person, target, decided_at, " + Features.COLUMNS + ")")) {
            for (int i = 0; i < applicants; i++) {
                float[] row = applicant(random);
                double logOdds =
                        -1.5 + 1.2 * (row[10] - row[7]) + row[17] + row[35] - row[20] + .8 * random.nextGaussian();
                copy.value("" + i)
                        .value("person-" + i)
                        .value(random.nextDouble() < 1 / (1 + Math.exp(-2 * logOdds)) ? 1 : 0)
                        .value(today.minusDays(700L * (applicants - i) / applicants));
                for (float value : row) {
                    copy.value(value);
                }
                copy.endRow();
            }
            copy.finish();
        }
    }

    private static float[] applicant(SplittableRandom random) {
        float[] row = new float[HiringClassifier.LAYOUT.size()];
        for (int column = 0; column < row.length; column++) {
            row[column] = random.nextInt(3) == 0 ? 1 : 0;
        }
        row[HiringClassifier.LAYOUT.index(HiringClassifier.SALARY)] = 1_000 + random.nextInt(20_000);
        return row;
    }

    private void predictions(Server server, Database database) {
        SplittableRandom random = new SplittableRandom(9);
        List<byte[]> bodies = IntStream.range(0, 1_000)
                .mapToObj(i ->
                        HiringHttp.request("" + i, applicant(random)).toString().getBytes(StandardCharsets.UTF_8))
                .toList();
        String key = server.part(ApiKeys.class)
                .create("bench", EnumSet.of(Scope.PREDICT), null, "bench")
                .secret();
        URI predict = server.address().resolve("predict");
        database.sql()
                .sql("CREATE TABLE bare_log (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), body json)")
                .update();
        OpenLoop whole = new OpenLoop(rate, i -> post(predict, key, bodies.get(i % bodies.size())));
        OpenLoop bare = new OpenLoop(rate, i -> insert(database, bodies.get(i % bodies.size())));
        OpenLoop http = new OpenLoop(rate, _ -> get(server.address().resolve("version"), key));
        figures.say("warming up …");
        warmUp(_ -> get(server.address().resolve("version"), key));
        warmUp(i -> post(predict, key, bodies.get(i % bodies.size())));
        warmUp(i -> insert(database, bodies.get(i % bodies.size())));
        for (int i = 0; i < WARM_TURNS; i++) {
            for (OpenLoop each : List.of(bare, http, whole)) {
                each.rehearse(Duration.ofSeconds(TURN));
            }
        }
        Stages stages = Stages.ofPredictions(server.part(MeterRegistry.class), HiringClassifier.MODEL);
        for (int left = seconds; left > 0; left -= TURN) {
            Duration turn = Duration.ofSeconds(Math.min(left, TURN));
            bare.run(turn);
            http.run(turn);
            whole.run(turn);
        }
        figures.say("%d a second for %d s each, open loop, milliseconds from when it was due", rate, seconds);
        figures.say("%-34s %8s %8s %8s %8s", "", "p50", "p95", "p99", "failed");
        row("one row by JDBC, one commit each", bare);
        row("GET /version, neither model nor log", http);
        row("POST /predict, durable", whole);
        stages.report(figures);
        figures.put("predict_p50_ms", whole.percentile(.5));
        figures.put("predict_p99_ms", whole.percentile(.99));
        figures.put("http_p50_ms", http.percentile(.5));
        figures.put("http_p99_ms", http.percentile(.99));
        figures.put("insert_p50_ms", bare.percentile(.5));
        figures.put("insert_p99_ms", bare.percentile(.99));
        figures.put("failures", whole.failures());
    }

    private static void warmUp(IntConsumer request) {
        IntStream.range(0, WARM_UP).parallel().forEach(request);
    }

    private void row(String name, OpenLoop found) {
        figures.say(
                "%-34s %8.2f %8.2f %8.2f %8d",
                name, found.percentile(.5), found.percentile(.95), found.percentile(.99), found.failures());
    }

    /**
     * Blocking, on the caller's own thread and a connection that is kept: the load must not load the machine. Not in streaming
     * mode, in which the JDK listens for a millisecond whether a kept connection was closed before it sends a body on it.
     */
    private static void post(URI address, String key, byte[] body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("X-API-Key", key);
            connection.setDoOutput(true);
            try (OutputStream request = connection.getOutputStream()) {
                request.write(body);
            }
            answer(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void get(URI address, String key) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setRequestProperty("X-API-Key", key);
            answer(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != 200) {
            throw new IllegalStateException("Status " + connection.getResponseCode());
        }
        try (InputStream answer = connection.getInputStream()) {
            answer.readNBytes(connection.getContentLength() < 0 ? Integer.MAX_VALUE : connection.getContentLength());
        }
    }

    /** What a service does that writes its log by itself. */
    private static void insert(Database database, byte[] body) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO bare_log (body) VALUES (?::json)")) {
            insert.setString(1, new String(body, StandardCharsets.UTF_8));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void scoring(Classifier classifier) {
        SplittableRandom random = new SplittableRandom(11);
        float[] rows = new float[SCORED * HiringClassifier.LAYOUT.size()];
        for (int i = 0; i < SCORED; i++) {
            float[] row = applicant(random);
            System.arraycopy(row, 0, rows, i * row.length, row.length);
        }
        double best = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long start = System.nanoTime();
            classifier.probabilities(rows, SCORED);
            best = Math.max(best, SCORED / ((System.nanoTime() - start) / 1e9));
        }
        figures.say(
                "%,.0f rows/s scored and calibrated (%d trees)",
                best, classifier.ensemble().trees().size());
        figures.put("rows_per_second", best);
    }

    /** They take turns; the best of each counts. */
    private void training(ClassifierPipeline pipeline, Split<LabelledRows> split) throws LGBMException {
        double ours = Double.MAX_VALUE;
        double alone = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Classifier trained = pipeline.train(split, new Silent(round));
            ours = Math.min(ours, (System.nanoTime() - start) / 1e9);
            start = System.nanoTime();
            alone(split, trained.ensemble().trees().size() + 50);
            alone = Math.min(alone, (System.nanoTime() - start) / 1e9);
        }
        figures.say(
                "training on %,d × %d: %.2f s with calibration and thresholds, LightGBM alone %.2f s: %.2f ×",
                split.train().rows(), HiringClassifier.LAYOUT.size(), ours, alone, ours / alone);
        figures.put("train_s", ours);
        figures.put("lightgbm_alone_s", alone);
        figures.put("train_ratio", ours / alone);
    }

    /** The same rows, parameters and rounds by its own calls, watched on the validation rows. */
    private static void alone(Split<LabelledRows> split, int rounds) throws LGBMException {
        Map<String, String> all = new LinkedHashMap<>(ClassifierSettings.PARAMETERS);
        all.remove("early_stopping_round");
        all.remove("num_iterations");
        all.putAll(Map.of(
                "objective", "binary",
                "metric", "binary_logloss",
                "verbosity", "-1",
                "deterministic", "true",
                "num_threads", "1",
                "force_row_wise", "true"));
        String parameters = all.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
        try (LGBMDataset train = dataset(split.train(), parameters, null);
                LGBMDataset validation = dataset(split.validation(), parameters, train);
                LGBMBooster booster = LGBMBooster.create(train, parameters)) {
            booster.addValidData(validation);
            for (int round = 0; round < rounds; round++) {
                booster.updateOneIter();
                booster.getEval(1);
            }
        }
    }

    private static LGBMDataset dataset(LabelledRows rows, String parameters, @Nullable LGBMDataset reference)
            throws LGBMException {
        LGBMDataset dataset = LGBMDataset.createFromMat(
                rows.features(), rows.rows(), HiringClassifier.LAYOUT.size(), true, parameters, reference);
        float[] labels = new float[rows.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.labels()[i] ? 1 : 0;
        }
        dataset.setField("label", labels);
        return dataset;
    }

    /** A run that nobody reads. */
    private record Silent(long seed) implements Run {
        @Override
        public void parameter(String name, Object value) {}

        @Override
        public void metric(String name, double value, long step) {}

        @Override
        public void progress(double share, String what) {}
    }
}
