package tino.lifecycle.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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

/** A model that says one thing, to see who answers: a text in a file. It is not learned. */
public final class Sayings implements ModelPipeline<Void, String> {
    private final String model;
    private final RolloutPolicy rollout;
    private final Outcomes outcomes;
    private final ArtifactFormat<String> format;
    volatile Duration budget = Duration.ofSeconds(30);

    public Sayings(String model, RolloutPolicy rollout, Outcomes outcomes) {
        this(model, rollout, outcomes, new Text());
    }

    Sayings(String model, RolloutPolicy rollout, Outcomes outcomes, ArtifactFormat<String> format) {
        this.model = model;
        this.rollout = rollout;
        this.outcomes = outcomes;
        this.format = format;
    }

    /** A file of one text; what begins with {@code #} is of another layout. */
    public static final class Text implements ArtifactFormat<String> {
        @Override
        public void write(String text, Path folder) throws IOException {
            Files.writeString(folder.resolve("text.txt"), text);
        }

        @Override
        public String read(Path folder) throws IOException {
            String text = Files.readString(folder.resolve("text.txt"));
            if (text.startsWith("#")) {
                throw new IOException("Expected a text of layout 2, " + folder.resolve("text.txt") + " has " + text);
            }
            return text;
        }
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Snapshot snapshot(Period period, Lake lake) {
        return new Snapshot.TooLittle("sayings are not learned");
    }

    @Override
    public Split<Void> load(Dataset dataset, Lake lake) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String train(Split<Void> data, Run run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Evaluation evaluate(String model, Void test) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Evaluation> evaluateFallback(Void test) {
        return Optional.empty();
    }

    @Override
    public Gate gate() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServingPolicy serving() {
        return new ServingPolicy(budget);
    }

    @Override
    public boolean interleaves() {
        return true;
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
    public boolean interleaves() {
        return true;
    }

    @Override
    public ArtifactFormat<String> format() {
        return format;
    }
}
