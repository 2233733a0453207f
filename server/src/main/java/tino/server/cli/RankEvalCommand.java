package tino.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.PairedBootstrap;
import tino.ranking.letor.Judgements;
import tino.ranking.metric.QueryEvaluation;

/** {@code tino rank eval}: how well a model orders a judgement list. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description =
                "Judges a model on a judgement list: nDCG, MRR, MAP, with 95 %% bootstrap intervals over queries.")
final class RankEvalCommand implements Callable<Integer> {
    private static final double CONFIDENCE = 0.95;
    private static final int[] CUTOFFS = {1, 3, 5, 10};

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final JudgementOptions judgements = new JudgementOptions();

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "LightGBM text or XGBoost JSON.")
    private Path model = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "A second model, judged over the same queries: the gain over it, with a paired interval.")
    private @Nullable Path against;

    @Override
    public Integer call() throws IOException {
        Evaluation evaluation = judge(model);
        Map<String, Object> ndcg = new LinkedHashMap<>();
        for (int cutoff : CUTOFFS) {
            ndcg.put(Integer.toString(cutoff), evaluation.mean(QueryEvaluation.ndcg(cutoff)));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ndcg", ndcg);
        result.put("mrr", evaluation.mean("mrr"));
        result.put("map", evaluation.mean("map"));
        result.put("p10", evaluation.mean("p@10"));
        double[] samples = evaluation.samples(QueryEvaluation.ndcg(10));
        Interval interval =
                PairedBootstrap.mean(samples, CONFIDENCE, PairedBootstrap.RESAMPLES, new SplittableRandom(1));
        result.put("ndcg10_interval", List.of(interval.low(), interval.high()));
        result.put("queries", samples.length);
        result.put("gain", judging.gain().name().toLowerCase(Locale.ROOT));
        result.put("empty", judging.empty().name().toLowerCase(Locale.ROOT));
        print(evaluation, interval);
        if (against != null) {
            compare(evaluation, judge(against), result);
        }
        output.result(result);
        return Exit.OK;
    }

    private Evaluation judge(Path file) throws IOException {
        RankModel read = RankModel.read(file);
        Judgements data = judgements.read(read.ensemble().library());
        Evaluation evaluation = judging.judge(read.score(data), data);
        if (evaluation.samples().isEmpty()) {
            throw new Failure(
                    Exit.FAILED,
                    judgements.data()
                            + " has no query with a relevant document, and --empty skip leaves all others out");
        }
        return evaluation;
    }

    private void print(Evaluation evaluation, Interval interval) {
        for (int cutoff : CUTOFFS) {
            line("nDCG@" + cutoff, evaluation.mean(QueryEvaluation.ndcg(cutoff)));
        }
        output.print(String.format(
                Locale.ROOT,
                "%-9s%.4f to %.4f (95 %%, %d queries)",
                "",
                interval.low(),
                interval.high(),
                evaluation.samples("mrr").length));
        line("MRR", evaluation.mean("mrr"));
        line("MAP", evaluation.mean("map"));
        line("P@10", evaluation.mean("p@10"));
    }

    private void compare(Evaluation evaluation, Evaluation other, Map<String, Object> result) {
        Interval gain = PairedBootstrap.difference(
                evaluation.samples(QueryEvaluation.ndcg(10)),
                other.samples(QueryEvaluation.ndcg(10)),
                CONFIDENCE,
                new SplittableRandom(1));
        output.print(String.format(
                Locale.ROOT, "nDCG@10 over %s: %+.4f (%+.4f to %+.4f)", against, gain.mean(), gain.low(), gain.high()));
        result.put(
                "against",
                Map.of(
                        "ndcg10",
                        other.mean(QueryEvaluation.ndcg(10)),
                        "gain",
                        gain.mean(),
                        "interval",
                        List.of(gain.low(), gain.high())));
    }

    private void line(String metric, double value) {
        output.print(String.format(Locale.ROOT, "%-9s%.4f", metric, value));
    }
}
