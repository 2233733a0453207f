package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.pipeline.Evaluation;
import tino.ranking.lambdamart.JudgedTraining;
import tino.ranking.letor.Judgements;
import tino.ranking.metric.QueryEvaluation;
import tino.trees.train.TreeTrainer.Trained;

/** {@code tino rank train}: a ranker from a judgement list. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Trains a ranker from a judgement list.")
final class RankTrainCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Mixin
    private final JudgementOptions judgements = new JudgementOptions();

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Option(
            names = "--valid",
            paramLabel = "FILE",
            description =
                    "A second list: judged at the end, and watched while learning if early_stopping_round is given.")
    private @Nullable Path valid;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the model goes.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Judgements data = judgements.read(learning.library());
        Judgements held = valid == null
                ? null
                : JudgementOptions.read(valid, null, learning.library()).fit(data.columns());
        JudgedTraining training = learning.training(Map.of());
        Trained trained;
        try (Progress progress = output.progress("training", 100)) {
            trained = training.train(
                    data.training(),
                    held == null ? null : held.training(),
                    learning.seed(),
                    share -> progress.to(Math.round(100 * share)));
        }
        Files.write(out, trained.model());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", out.toString());
        result.put("algorithm", training.library().name());
        result.put("seed", learning.seed());
        result.put("trees", trained.ensemble().trees().size());
        result.put("queries", data.groups().length);
        result.put("rows", data.rows());
        result.put("parameters", training.parameters());
        result.put("models", training.models());
        output.print("Wrote " + out + ": " + result.get("trees") + " trees from " + data.groups().length + " queries, "
                + data.rows() + " documents");
        if (held != null) {
            double[] scores = new double[held.rows()];
            trained.ensemble().scorer().score(held.features(), held.rows(), scores);
            Evaluation evaluation = judging.judge(scores, held);
            result.put("valid", Map.of("ndcg10", evaluation.mean(QueryEvaluation.ndcg(10))));
            output.print(String.format(
                    Locale.ROOT, "nDCG@10 on %s: %.4f", valid, evaluation.mean(QueryEvaluation.ndcg(10))));
        }
        output.result(result);
        return Exit.OK;
    }
}
