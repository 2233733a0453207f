package tino.server.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.hiring.classifier.HiringClassifier;
import tino.hiring.gold.Gold;
import tino.hiring.outcome.InferenceLog;
import tino.hiring.prediction.HiringPredictions;
import tino.hiring.simulate.HiringHttp;
import tino.hiring.simulate.Truth;
import tino.hiring.simulate.Unseen;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.schedule.Jobs;
import tino.lifecycle.serving.Serving;
import tino.prediction.learn.ClassifierPipeline;
import tino.server.Clockwork;
import tino.server.Home;
import tino.server.Platform;
import tino.server.Server;
import tino.server.security.ApiKeys;
import tino.server.security.Scope;

/** {@code tino demo hiring}: from two files of made-up people to predictions whose truth is known. */
@Command(
        name = "hiring",
        mixinStandardHelpOptions = true,
        description =
                "Makes people up, takes their files in, learns who is hired, judges over HTTP those of the last months, whom"
                        + " the classifier has never seen, and leaves the page open.",
        footer = {"", "On a home where it was played already it only opens the page."})
final class DemoHiringCommand implements Callable<Integer> {
    private static final int CALLERS = 8;

    /** Of every so many predictions one has no outcome yet. */
    private static final int UNKNOWN = 5;

    @Mixin
    private final Output output = new Output();

    @Option(names = "--once", description = "Ends after the story instead of staying open.")
    private boolean once;

    @Option(
            names = "--n",
            defaultValue = "54000",
            paramLabel = "N",
            description = "How many people (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Which ones (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen at; 0 picks a free one and says which (default: TINO_PORT, else 8080).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (people < 1) {
            throw new Failure(Exit.USAGE, "--n: 1 or more is expected, got " + people);
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("tino.jobs.enabled", false);
        if (port != null) {
            settings.put("tino.port", port);
        }
        long start = System.nanoTime();
        try (Server server = Server.start(settings)) {
            Map<String, Object> figures;
            if (server.part(HiringPredictions.class).champion().isPresent()) {
                output.print("It was played in this home already.");
                figures = Map.of("played", true);
            } else {
                figures = story(server);
                figures.put("seconds", (System.nanoTime() - start) / 1e9);
            }
            if (once) {
                output.result(figures);
                return Exit.OK;
            }
            CountDownLatch stopped = new CountDownLatch(1);
            server.onStop(stopped::countDown);
            server.part(Clockwork.class).start();
            output.print("");
            output.print("How it does:       " + server.address().resolve("console/hiring"));
            server.part(InferenceLog.class)
                    .newest(1)
                    .forEach(one -> output.print(
                            "One decision:      " + server.address().resolve("decisions/" + one.decision())));
            output.print("Ctrl-C ends.");
            output.result(figures);
            stopped.await();
        }
        return Exit.OK;
    }

    private Map<String, Object> story(Server server) throws IOException, InterruptedException {
        Platform platform = server.part(Platform.class);
        HiringStory story =
                new HiringStory(server.part(Database.class), server.part(Pseudonyms.class), platform.clock(), output);
        Truth truth = story.fill(server.part(Home.class).root().resolve("hiring-files"), people, seed);
        story.train(server.part(Pipelines.class), server.part(ClassifierPipeline.class));
        server.part(Serving.class).refresh();
        Unseen unseen = new Unseen();
        double threshold = predict(server, story.unseen(), truth, unseen);
        server.part(Jobs.class).run("drift");
        Map<String, Object> figures = new LinkedHashMap<>(story.figures());
        tell(unseen.figures(), threshold, figures);
        return figures;
    }

    private record Judged(Gold.Row row, HiringHttp.Answer answer) {}

    /** @return the threshold that was judged by */
    private double predict(Server server, List<Gold.Row> rows, Truth truth, Unseen unseen) throws InterruptedException {
        ApiKeys keys = server.part(ApiKeys.class);
        ApiKeys.Created key = keys.create("demo " + UUID.randomUUID(), EnumSet.of(Scope.PREDICT), null, "demo");
        double threshold = Double.NaN;
        try (HiringHttp http = new HiringHttp(server.address(), key.secret());
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
                Progress bar = output.progress("predictions", rows.size())) {
            List<Future<Judged>> all = rows.stream()
                    .map(row -> callers.submit(() -> judge(http, row, bar)))
                    .toList();
            for (Future<Judged> one : all) {
                Judged judged = one.get();
                unseen.add(
                        judged.answer.probability(),
                        judged.answer.approved(),
                        judged.row.hired(),
                        truth.of(judged.row.code()));
                threshold = judged.answer.threshold();
            }
        } catch (ExecutionException e) {
            throw new Failure(Exit.FAILED, "A prediction failed: " + e.getMessage(), e);
        } finally {
            keys.revoke(key.key().id(), key.key().name());
        }
        return threshold;
    }

    private static Judged judge(HiringHttp http, Gold.Row row, Progress bar) {
        HiringHttp.Answer answer = http.predict(row.code(), row.features());
        if (Math.floorMod(row.code().hashCode(), UNKNOWN) != 0) {
            http.feedback(answer.decision(), row.hired());
        }
        bar.step();
        return new Judged(row, answer);
    }

    private void tell(Unseen.Figures seen, double threshold, Map<String, Object> figures) {
        output.print("%,d people of the last months judged by %s over HTTP, %,d approved from %.3f on"
                .formatted(seen.cases(), HiringClassifier.MODEL, seen.approved(), threshold));
        output.print("  ROC AUC                        %.3f".formatted(seen.rocArea()));
        output.print("  calibration error to the truth %.4f".formatted(seen.calibrationError()));
        output.print("  precision                      %.3f".formatted(seen.precision()));
        output.print("  recall                         %.3f".formatted(seen.recall()));
        figures.put("predictions", seen.cases());
        figures.put("approved", seen.approved());
        figures.put("roc_auc", seen.rocArea());
        figures.put("ece", seen.calibrationError());
        figures.put("threshold", threshold);
        figures.put("precision", Output.finite(seen.precision()));
        figures.put("recall", Output.finite(seen.recall()));
    }
}
