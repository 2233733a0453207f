package tino.prediction.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.prediction.Classifier;
import tino.prediction.calibration.CrossFitted;
import tino.prediction.calibration.Folds;
import tino.prediction.threshold.ModeOutOfReach;
import tino.prediction.threshold.OperatingMode;
import tino.prediction.threshold.OutOfReach;
import tino.prediction.threshold.Threshold;
import tino.prediction.threshold.ThresholdChoice;
import tino.trees.train.LightGbm;
import tino.trees.train.TreeTrainer.Trained;

/**
 * Learns from the oldest cases; newer ones stop the learning, and the newest but the test calibrate it and choose the thresholds.
 * No person is among two of them.
 */
final class ClassifierTraining {
    static final String PARAMETER = "lightgbm.";
    static final String MODES = "modes";

    /** Of the validation cases, those that stop the learning; the newer rest calibrates. */
    private static final double STOPPING = 0.4;

    private static final int FOLDS = 10;

    private final ClassifierSettings settings;

    ClassifierTraining(ClassifierSettings settings) {
        this.settings = settings;
    }

    /** @throws ModeOutOfReach if a mode cannot be kept */
    Classifier train(Split<LabelledRows> data, Run run) {
        List<int[]> validation = TimeCut.sides(data.validation().persons(), STOPPING);
        LabelledRows stopping = data.validation().only(validation.getFirst());
        LabelledRows calibrating = data.validation().only(validation.getLast());
        part("train", data.train(), run);
        part("stopping", stopping, run);
        part("calibrating", calibrating, run);
        part("test", data.test(), run);
        Trained trained = trees(data.train(), stopping, run);
        double[] scores = new double[calibrating.rows()];
        trained.ensemble().scorer().score(calibrating.features(), scores.length, scores);
        CrossFitted fitted = CrossFitted.choose(
                scores,
                calibrating.labels(),
                Folds.byPerson(calibrating.persons(), FOLDS, new SplittableRandom(run.seed())));
        run.parameter("calibration", fitted.calibration().method());
        fitted.logLoss().forEach((method, loss) -> run.metric("calibration." + method + ".log_loss", loss, 0));
        return new Classifier(
                settings.layout(),
                trained.model(),
                trained.ensemble(),
                1,
                fitted.calibration(),
                thresholds(fitted, calibrating, run));
    }

    private static void part(String name, LabelledRows rows, Run run) {
        run.parameter(name + ".cases", rows.rows());
        run.parameter(name + ".positives", rows.positives());
        if (rows.positives() == 0 || rows.positives() == rows.rows()) {
            throw new IllegalArgumentException("Expected cases of both labels in each part of time, the part '" + name
                    + "' has " + rows.positives() + " of yes among " + rows.rows()
                    + ". Maybe the period is too short.");
        }
    }

    private Trained trees(LabelledRows train, LabelledRows stopping, Run run) {
        settings.parameters().forEach((name, value) -> run.parameter(PARAMETER + name, value));
        Map<String, String> parameters = new LinkedHashMap<>(settings.parameters());
        parameters.putIfAbsent("objective", "binary");
        parameters.putIfAbsent("metric", "binary_logloss");
        parameters.putIfAbsent("seed", Integer.toString((int) (run.seed() & 0x7fff_ffff)));
        Trained trained = new LightGbm().train(train.training(), stopping.training(), parameters, (round, loss) -> {
            run.metric("stopping.log_loss", loss, round);
            run.progress(0.9 * Math.min(1, round / 1000.0), "round " + round);
        });
        run.parameter("rounds", trained.rounds());
        return trained;
    }

    private List<Threshold> thresholds(CrossFitted fitted, LabelledRows calibrating, Run run) {
        run.parameter(MODES, settings.modes().stream().map(OperatingMode::name).collect(Collectors.joining(",")));
        List<Threshold> thresholds = new ArrayList<>();
        for (OperatingMode mode : settings.modes()) {
            switch (ThresholdChoice.of(mode, fitted.probabilities(), calibrating.labels())) {
                case OutOfReach best -> throw new ModeOutOfReach(best);
                case Threshold chosen -> {
                    run.parameter("threshold." + mode.name(), chosen.threshold());
                    run.metric("threshold." + mode.name() + ".precision", chosen.precision(), 0);
                    run.metric("threshold." + mode.name() + ".recall", chosen.recall(), 0);
                    thresholds.add(chosen);
                }
            }
        }
        return thresholds;
    }
}
