package tino.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.ServingPolicy;
import tino.ranking.Ranker;
import tino.ranking.learn.RankerPipeline;
import tino.ranking.learn.RankingRows;
import tino.trees.format.LightGbmSum;

/** A pipeline in which somebody turned the scores round: it learns as the other one does, and puts the worst first. */
final class Sabotaged implements ModelPipeline<RankingRows, Ranker> {
    private static final Pattern LEAVES = Pattern.compile("(?m)^leaf_value=(.*)$");

    private final RankerPipeline pipeline;
    private final Path folder;
    private @Nullable Ranker made;

    /** @param pipeline that learns by LightGBM alone @param folder to work in, empty */
    Sabotaged(RankerPipeline pipeline, Path folder) {
        this.pipeline = pipeline;
        this.folder = folder;
    }

    /** The ranker of the last training. */
    Ranker made() {
        return Objects.requireNonNull(made, "Nothing was trained");
    }

    @Override
    public Ranker train(Split<RankingRows> data, Run run) {
        Ranker turned = turned(pipeline.train(data, run));
        made = turned;
        return turned;
    }

    /** The same model as its own file has it, with every leaf negated. */
    private Ranker turned(Ranker ranker) {
        try {
            Files.createDirectories(folder);
            format().write(ranker, folder);
            Path file = folder.resolve("model.txt");
            String negated = LEAVES.matcher(Files.readString(file))
                    .replaceAll(leaves -> "leaf_value="
                            + Pattern.compile(" ")
                                    .splitAsStream(leaves.group(1))
                                    .map(value -> value.startsWith("-") ? value.substring(1) : "-" + value)
                                    .map(Matcher::quoteReplacement)
                                    .collect(Collectors.joining(" ")));
            // Writes the sizes of the trees anew, which LightGBM reads them by.
            Files.writeString(file, LightGbmSum.of(List.of(negated)));
            return format().read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String model() {
        return pipeline.model();
    }

    @Override
    public Snapshot snapshot(Period period, Lake lake) {
        return pipeline.snapshot(period, lake);
    }

    @Override
    public Split<RankingRows> load(Dataset dataset, Lake lake) {
        return pipeline.load(dataset, lake);
    }

    @Override
    public Evaluation evaluate(Ranker model, RankingRows test) {
        return pipeline.evaluate(model, test);
    }

    @Override
    public Optional<Evaluation> evaluateFallback(RankingRows test) {
        return pipeline.evaluateFallback(test);
    }

    @Override
    public Gate gate() {
        return pipeline.gate();
    }

    @Override
    public ServingPolicy serving() {
        return pipeline.serving();
    }

    @Override
    public RolloutPolicy rollout() {
        return pipeline.rollout();
    }

    @Override
    public Outcomes outcomes() {
        return pipeline.outcomes();
    }

    @Override
    public ArtifactFormat<Ranker> format() {
        return pipeline.format();
    }
}
