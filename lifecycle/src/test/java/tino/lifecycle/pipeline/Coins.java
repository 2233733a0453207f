package tino.lifecycle.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Columns;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.gate.Against;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.gate.Margin;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.ServingPolicy;

/**
 * A small classifier, of another kind than a ranker, to show that the lifecycle asks nothing special of a model: logistic
 * regression on made-up rows, {@code P(y) = 1 / (1 + exp(-(2a - 3b + 0.5)))}.
 */
public final class Coins implements ModelPipeline<Coins.Rows, Coins.Logistic> {
    public static final String MODEL = "coins";

    int rows = 4_000;
    int rounds = 200;
    double learningRate = 0.5;
    Gate gate = new Gate(List.of(
            Check.notWorseThan(Against.CHAMPION, "accuracy", Margin.of("2%")),
            Check.betterThan(Against.FALLBACK, "accuracy", Margin.NONE).surely(0)));
    Duration budget = Duration.ofMillis(200);
    public RolloutPolicy rollout = RolloutPolicy.AT_ONCE;
    public Outcomes outcomes = Outcomes.NONE;
    public @Nullable DecisionInputs inputs;
    public @Nullable AnswerForm answerForm;
    Runnable whileTraining = () -> {};

    public record Rows(float[] a, float[] b, int[] y) {
        Rows part(int from, int to) {
            return new Rows(
                    Arrays.copyOfRange(a, from, to), Arrays.copyOfRange(b, from, to), Arrays.copyOfRange(y, from, to));
        }
    }

    public record Logistic(double a, double b, double bias) {
        double probability(double x, double z) {
            return 1 / (1 + Math.exp(-(a * x + b * z + bias)));
        }
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public Snapshot snapshot(Period period, Lake lake) {
        if (rows < 100) {
            return new Snapshot.TooLittle("There are " + rows + " rows in the period, 100 are needed.");
        }
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        columns.put("a", "FLOAT");
        columns.put("b", "FLOAT");
        columns.put("y", "INTEGER");
        SplittableRandom random = new SplittableRandom(period.from().getEpochSecond());
        try (DatasetWriter writer = lake.writer(MODEL, columns)) {
            for (int i = 0; i < rows; i++) {
                float a = (float) random.nextGaussian();
                float b = (float) random.nextGaussian();
                int y = random.nextDouble() < new Logistic(2, -3, 0.5).probability(a, b) ? 1 : 0;
                writer.add(a).add(b).add(y).endRow();
            }
            return new Snapshot.Taken(writer.finish(period, Map.of("rows", Integer.toString(rows))));
        }
    }

    @Override
    public Split<Rows> load(Dataset dataset, Lake lake) {
        try (Columns columns = lake.read(dataset)) {
            Rows all = new Rows(columns.floats("a"), columns.floats("b"), columns.ints("y"));
            int n = columns.rows();
            return new Split<>(all.part(0, n * 6 / 10), all.part(n * 6 / 10, n * 8 / 10), all.part(n * 8 / 10, n));
        }
    }

    @Override
    public Logistic train(Split<Rows> data, Run run) {
        run.parameter("rounds", rounds);
        whileTraining.run();
        double[] w = {0, 0, 0};
        Rows train = data.train();
        for (int round = 0; round < rounds; round++) {
            double[] gradient = new double[3];
            double loss = 0;
            for (int i = 0; i < train.y().length; i++) {
                double p = new Logistic(w[0], w[1], w[2]).probability(train.a()[i], train.b()[i]);
                double error = train.y()[i] - p;
                loss -= Math.log(train.y()[i] == 1 ? p : 1 - p);
                gradient[0] += error * train.a()[i];
                gradient[1] += error * train.b()[i];
                gradient[2] += error;
            }
            for (int j = 0; j < 3; j++) {
                w[j] += learningRate * gradient[j] / train.y().length;
            }
            run.metric("loss", loss / train.y().length, round);
            run.progress((round + 1.0) / rounds, "round " + round);
        }
        return new Logistic(w[0], w[1], w[2]);
    }

    @Override
    public Evaluation evaluate(Logistic model, Rows test) {
        double[] right = new double[test.y().length];
        Arrays.setAll(right, i -> (model.probability(test.a()[i], test.b()[i]) >= 0.5 ? 1 : 0) == test.y()[i] ? 1 : 0);
        return new Evaluation(Map.of("accuracy", right));
    }

    @Override
    public Optional<Evaluation> evaluateFallback(Rows test) {
        return Optional.of(evaluate(new Logistic(0, 0, 1), test));
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public ServingPolicy serving() {
        return new ServingPolicy(budget);
    }

    @Override
    public RolloutPolicy rollout() {
        return rollout;
    }

    @Override
    public Outcomes outcomes() {
        return outcomes;
    }

    @Override
    public Optional<DecisionInputs> inputs() {
        return Optional.ofNullable(inputs);
    }

    @Override
    public Optional<AnswerForm> answerForm() {
        return Optional.ofNullable(answerForm);
    }

    @Override
    public ArtifactFormat<Logistic> format() {
        return new Format();
    }

    static final class Format implements ArtifactFormat<Logistic> {
        @Override
        public void write(Logistic model, Path folder) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(24)
                    .putDouble(model.a)
                    .putDouble(model.b)
                    .putDouble(model.bias);
            Files.write(folder.resolve("weights.bin"), bytes.array());
            Files.createDirectories(folder.resolve("about"));
            Files.writeString(folder.resolve("about/kind.txt"), "logistic regression\n");
        }

        @Override
        public Logistic read(Path folder) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("weights.bin")));
            return new Logistic(bytes.getDouble(), bytes.getDouble(), bytes.getDouble());
        }
    }
}
