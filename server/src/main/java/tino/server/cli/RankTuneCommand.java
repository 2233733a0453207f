package tino.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.ranking.lambdamart.CrossValidation;
import tino.ranking.letor.Judgements;

/** {@code tino rank tune}: which parameters suit a judgement list, by cross-validation over its queries. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = {
            "Compares parameters by cross-validation over the queries of one list.",
            "Example: tino rank tune --data rank.train --try num_leaves=7,15,31 --try learning_rate=0.05,0.1"
        })
final class RankTuneCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Mixin
    private final JudgementOptions judgements = new JudgementOptions();

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Option(names = "--try", paramLabel = "K=V,V", description = "Values to try; all combinations are.")
    private Map<String, String> tried = new LinkedHashMap<>();

    @Option(names = "--folds", paramLabel = "N", description = "Folds of queries (default: 5).")
    private int folds = 5;

    @Option(names = "--repeats", paramLabel = "N", description = "Deals into folds (default: 2).")
    private int repeats = 2;

    @Override
    public Integer call() throws IOException {
        Judgements data = judgements.read(learning.library());
        CrossValidation validation =
                new CrossValidation(folds, repeats, learning.seed(), judging.gain(), judging.empty());
        List<Map<String, String>> combinations = combinations();
        List<Outcome> outcomes = new ArrayList<>();
        try (Progress progress = output.progress("tuning", 1000L)) {
            for (Map<String, String> combination : combinations) {
                double done = outcomes.size();
                double[] means = validation.ndcg(
                        learning.training(combination),
                        data,
                        share -> progress.to(Math.round(1000 * (done + share) / combinations.size())));
                outcomes.add(
                        new Outcome(combination, Arrays.stream(means).average().orElse(Double.NaN)));
            }
        }
        outcomes.sort(Comparator.comparingDouble(Outcome::ndcg10).reversed());
        for (Outcome outcome : outcomes) {
            output.print(String.format(
                    Locale.ROOT,
                    "%.4f  %s",
                    outcome.ndcg10(),
                    outcome.parameters().isEmpty() ? "(as given)" : outcome.parameters()));
        }
        output.result(
                Map.of("folds", folds, "repeats", repeats, "queries", data.groups().length, "outcomes", outcomes));
        return Exit.OK;
    }

    private List<Map<String, String>> combinations() {
        List<Map<String, String>> all = new ArrayList<>();
        all.add(new LinkedHashMap<>());
        tried.forEach((name, values) -> {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : all) {
                for (String value : values.split(",")) {
                    Map<String, String> more = new LinkedHashMap<>(combination);
                    more.put(name, value);
                    longer.add(more);
                }
            }
            all.clear();
            all.addAll(longer);
        });
        return all;
    }

    /** @param ndcg10 mean over queries and deals */
    record Outcome(Map<String, String> parameters, double ndcg10) {}
}
