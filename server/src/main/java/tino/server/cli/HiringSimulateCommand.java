package tino.server.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.hiring.HiringSettings;
import tino.hiring.classifier.HiringClassifier;
import tino.hiring.gold.Gold;
import tino.hiring.simulate.Truth;
import tino.hiring.simulate.Unseen;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.pipeline.RunResult;
import tino.prediction.Classifier;
import tino.prediction.Prediction;
import tino.prediction.learn.ClassifierPipeline;
import tino.server.Platform;
import tino.server.Settings;

/** {@code tino hiring simulate}: whether probabilities are right and promises are kept, in several made-up worlds. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Makes several worlds up, each in a home of its own that is gone afterwards, learns in each who is hired, and compares",
            "what it says of the last three months, which it has not seen, with the true chances and with what came true."
        })
final class HiringSimulateCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--seeds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Worlds, 1 to N (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--n",
            defaultValue = "54000",
            paramLabel = "N",
            description = "People in each (default: ${DEFAULT-VALUE}).")
    private int people;

    @Override
    public Integer call() throws IOException {
        if (seeds < 1 || people < 1) {
            throw new Failure(Exit.USAGE, "--seeds and --n: 1 or more is expected, got " + seeds + " and " + people);
        }
        List<Unseen.Figures> all = new ArrayList<>();
        List<Map<String, Object>> told = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            Unseen.Figures figures = world(seed);
            all.add(figures);
            output.print("seed %d: ROC AUC %.3f, calibration error to the truth %.4f, precision %.3f, recall %.3f"
                    .formatted(
                            seed,
                            figures.rocArea(),
                            figures.calibrationError(),
                            figures.precision(),
                            figures.recall()));
            told.add(figures(seed, figures));
        }
        output.result(Map.of(
                "worlds",
                told,
                "worst_ece",
                all.stream().mapToDouble(Unseen.Figures::calibrationError).max().orElseThrow(),
                "least_precision",
                all.stream().mapToDouble(Unseen.Figures::precision).min().orElseThrow()));
        return Exit.OK;
    }

    private static Map<String, Object> figures(int seed, Unseen.Figures figures) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("seed", seed);
        one.put("cases", figures.cases());
        one.put("approved", figures.approved());
        one.put("roc_auc", figures.rocArea());
        one.put("ece", figures.calibrationError());
        one.put("precision", Output.finite(figures.precision()));
        one.put("recall", Output.finite(figures.recall()));
        return one;
    }

    private Unseen.Figures world(int seed) throws IOException {
        try (TemporaryHome home = new TemporaryHome("worlds/hiring-" + seed);
                Platform platform = Platform.open(
                        Settings.load("tino", Settings.class, Map.of("tino.home", home.folder())),
                        InstantSource.system(),
                        new SimpleMeterRegistry())) {
            HiringStory story =
                    new HiringStory(platform.database(), Pseudonyms.of(home.folder()), platform.clock(), output);
            Truth truth = story.fill(home.folder().resolve("files"), people, seed);
            ClassifierPipeline pipeline =
                    HiringClassifier.pipeline(platform.database(), Settings.load("tino.hiring", HiringSettings.class));
            RunResult result = story.train(platform.pipelines(new SplittableRandom(seed)), pipeline);
            Classifier classifier =
                    platform.registry().load(Objects.requireNonNull(result.version()), pipeline.format());
            Unseen unseen = new Unseen();
            for (Gold.Row row : story.unseen()) {
                Prediction said = classifier.predict(row.features(), classifier.mode());
                unseen.add(said.probability(), said.decision(), row.hired(), truth.of(row.code()));
            }
            return unseen.figures();
        }
    }
}
