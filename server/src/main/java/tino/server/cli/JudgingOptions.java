package tino.server.cli;

import picocli.CommandLine.Option;
import tino.lifecycle.pipeline.Evaluation;
import tino.ranking.letor.Judgements;
import tino.ranking.metric.EmptyQuery;
import tino.ranking.metric.Gain;
import tino.ranking.metric.QueryEvaluation;

/** How to judge an order, on the command line. */
final class JudgingOptions {
    @Option(
            names = "--gain",
            paramLabel = "NAME",
            description = "exponential (2^grade − 1, the default: LightGBM's) or linear (the grade: trec_eval's).",
            defaultValue = "EXPONENTIAL")
    private Gain gain = Gain.EXPONENTIAL;

    @Option(
            names = "--empty",
            paramLabel = "RULE",
            description = {
                "What a query without a relevant document counts: one (the default: LightGBM's), skip (left out:",
                "trec_eval's) or zero."
            },
            defaultValue = "ONE")
    private EmptyQuery empty = EmptyQuery.ONE;

    Evaluation judge(double[] scores, Judgements data) {
        return QueryEvaluation.of(scores, data.labels(), data.groups(), gain, empty);
    }

    Gain gain() {
        return gain;
    }

    EmptyQuery empty() {
        return empty;
    }
}
