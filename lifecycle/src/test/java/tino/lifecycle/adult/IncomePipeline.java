package tino.lifecycle.adult;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Columns;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.gate.Against;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.gate.Margin;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.serving.Question;
import tino.lifecycle.serving.ServingPolicy;
import tino.lifecycle.statistic.Reliability;
import tino.lifecycle.statistic.RocArea;

/** From the census files to a released classifier. Nothing in it is known to the lifecycle but this interface. */
final class IncomePipeline implements ModelPipeline<Adults, IncomeModel> {
    static final String MODEL = "adult-income";

    private static final List<String> FACTS =
            IntStream.range(0, 12).mapToObj(i -> "fact" + i).toList();

    int rounds = 5;
    double sexGap = 0.15;
    RolloutPolicy rollout = RolloutPolicy.AT_ONCE;

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public Snapshot snapshot(Period period, Lake lake) {
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        columns.put("test", "BOOLEAN");
        columns.put("rich", "BOOLEAN");
        columns.put("sex", "VARCHAR");
        FACTS.forEach(fact -> columns.put(fact, "VARCHAR"));
        try (DatasetWriter writer = lake.writer(MODEL, columns)) {
            for (String file : List.of("adult.data", "adult.test")) {
                for (Adults.Person person : Adults.read(file)) {
                    writer.add(file.equals("adult.test")).add(person.rich()).add(person.sex());
                    for (String fact : person.facts()) {
                        writer.add(fact);
                    }
                    writer.endRow();
                }
            }
            return new Snapshot.Taken(writer.finish(period, Map.of("files", "adult.data, adult.test")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The split that the data set comes with; of its training part the last fifth is the validation. */
    @Override
    public Split<Adults> load(Dataset dataset, Lake lake) {
        try (Columns columns = lake.read(dataset)) {
            boolean[] test = columns.booleans("test");
            int tests =
                    (int) IntStream.range(0, test.length).filter(i -> test[i]).count();
            int train = test.length - tests;
            List<String[]> facts = new ArrayList<>();
            for (int i = 0; i < test.length; i++) {
                facts.add(new String[FACTS.size()]);
            }
            for (int fact = 0; fact < FACTS.size(); fact++) {
                String[] values = known(columns.strings(FACTS.get(fact)));
                for (int i = 0; i < values.length; i++) {
                    facts.get(i)[fact] = values[i].intern();
                }
            }
            Adults all = new Adults(facts, columns.booleans("rich"), known(columns.strings("sex")));
            return new Split<>(
                    all.part(0, train * 4 / 5), all.part(train * 4 / 5, train), all.part(train, test.length));
        }
    }

    private static String[] known(@Nullable String[] values) {
        return Arrays.stream(values).map(Objects::requireNonNull).toArray(String[]::new);
    }

    @Override
    public IncomeModel train(Split<Adults> data, Run run) {
        run.parameter("rounds", rounds);
        int[] round = {0};
        IncomeModel model = IncomeModel.learn(
                data.train(), rounds, run.seed(), loss -> run.metric("train.log_loss", loss, round[0]++));
        run.metric("validation.error", evaluate(model, data.validation()).mean("error"), rounds);
        return model;
    }

    @Override
    public Evaluation evaluate(IncomeModel model, Adults test) {
        double[] probability = scores(model, test);
        double[] rich = new double[probability.length];
        Arrays.setAll(rich, i -> probability[i] >= 0.5 ? 1 : 0);
        double[] truth = new double[probability.length];
        Arrays.setAll(truth, i -> test.rich()[i] ? 1 : 0);
        double[] right = Classified.error(probability, test.rich());
        Arrays.setAll(right, i -> 1 - right[i]);
        return new Evaluation(
                        Map.of(
                                "accuracy", right,
                                "error", Classified.error(probability, test.rich()),
                                "log_loss", Classified.logLoss(probability, test.rich()),
                                "auc", RocArea.values(probability, test.rich()),
                                "called_rich", rich),
                        Map.of("sex", test.sex()))
                .reliable(Reliability.of(probability, truth, 20));
    }

    @Override
    public double[] scores(IncomeModel model, Adults test) {
        return test.facts().stream().mapToDouble(model::probability).toArray();
    }

    @Override
    public Optional<Evaluation> evaluateFallback(Adults test) {
        return Optional.of(evaluate(IncomeModel.baseRate(test), test));
    }

    @Override
    public List<Runnable> answers(IncomeModel model, Adults test) {
        return test.facts().stream()
                .limit(500)
                .map(facts -> (Runnable) () -> model.probability(facts))
                .toList();
    }

    @Override
    public Gate gate() {
        return new Gate(List.of(
                Check.atMost("error", 0.20).surely(0),
                Check.betterThan(Against.FALLBACK, "log_loss", Margin.of("20%"))
                        .ofLow()
                        .surely(0),
                Check.notWorseThan(Against.CHAMPION, "auc", Margin.of("0.005")),
                Check.atMost("error", sexGap).ofGap("sex"),
                Check.notWorseThan(Against.CHAMPION, "error", Margin.of("0.02")).ofGap("sex"),
                Check.atMost(Check.LATENCY, 15)));
    }

    @Override
    public ServingPolicy serving() {
        return new ServingPolicy(Duration.ofSeconds(5));
    }

    @Override
    public RolloutPolicy rollout() {
        return rollout;
    }

    /** Later it turns out who was rich. */
    @Override
    public Outcomes outcomes() {
        return new Outcomes(Map.of("rich", 1.0), 1);
    }

    /** Who is not known to be rich a quarter of a day later is not. */
    @Override
    public Optional<AnswerForm> answerForm() {
        return Optional.of(new AnswerForm.Classification(
                "p",
                "said_rich",
                new AnswerForm.Truth(Map.of("rich", true), null, Duration.ofHours(6)),
                Map.of(Figure.ACCURACY, "accuracy")));
    }

    /** Is this person rich? Without a model nobody is said to be. */
    record Income(Adults.Person person) implements Question<IncomeModel, Double> {
        @Override
        public Double by(IncomeModel model) {
            return model.probability(person.facts());
        }

        @Override
        public Double fallback() {
            return 0.0;
        }

        @Override
        public List<ShadowLog.Item> compare(Double answered, Double shadow) {
            return List.of(new ShadowLog.Item(null, yes(answered), yes(shadow), answered, shadow, 1, person.sex()));
        }

        private static @Nullable Integer yes(double probability) {
            return probability >= 0.5 ? 1 : null;
        }
    }

    @Override
    public ArtifactFormat<IncomeModel> format() {
        return new IncomeModel.Format();
    }
}
