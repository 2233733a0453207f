package tino.lifecycle.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.file.Durable;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.registry.Comparison;
import tino.lifecycle.registry.Environment;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.Runs;

/**
 * Trains versions again from their recorded dataset, parameters and seed, by the pipeline that trains every night, and says
 * whether the same comes of it. Nothing is registered and nothing changed. After Tribuo's reproducibility framework (Pocock
 * et al., "Tribuo: Machine Learning with Provenance in Java", 2021).
 */
public final class Reproducer {
    private final Lake lake;
    private final Registry registry;
    private final Runs runs;
    private final String codeCommit;

    /** @param codeCommit of this program */
    public Reproducer(Lake lake, Registry registry, Runs runs, String codeCommit) {
        this.lake = lake;
        this.registry = registry;
        this.runs = runs;
        this.codeCommit = codeCommit;
    }

    /**
     * @param pipeline of the version's model
     * @throws NotReproducible if the version was made elsewhere, or its dataset is missing, damaged or of rows that the
     *     pipeline does not know any more
     */
    public <D, M> Reproduction reproduce(ModelPipeline<D, M> pipeline, ModelVersion version, Progress progress) {
        long start = System.nanoTime();
        RunRecord run = run(version);
        Dataset dataset = dataset(version);
        ModelPipeline<D, M> then = pipeline.with(version.provenance().parameters());
        progress.at(0, "rows");
        Split<D> rows = load(then, dataset, version);
        Again again = new Again(run.seed(), progress);
        M trained = then.train(rows, again);
        progress.at(0.9, "evaluation");
        Evaluation measured = then.evaluate(trained, rows.test());
        Kept<M> kept = kept(version, then.format());
        List<Reproduction.Measure> measures =
                measures(version, measured, kept.model() == null ? null : then.evaluate(kept.model(), rows.test()));
        Reproduction.Scores scores = kept.model() == null
                ? null
                : scores(then.scores(kept.model(), rows.test()), then.scores(trained, rows.test()));
        Map<String, Double> means = new TreeMap<>();
        measures.forEach(measure -> means.put(measure.name(), measure.again()));
        ModelVersion now = new ModelVersion(
                version.model(),
                version.number(),
                version.folder(),
                files(trained, then.format()),
                new Provenance(dataset.hash(), null, means, codeCommit, again.parameters, Environment.current()),
                version.card(),
                version.createdAt());
        progress.at(1, "compared");
        return new Reproduction(
                Comparison.of(trainedOnly(version), now),
                dataset,
                run.seed(),
                measures,
                scores,
                kept.unreadable(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private RunRecord run(ModelVersion version) {
        return Optional.ofNullable(version.run())
                .flatMap(runs::run)
                .orElseThrow(() -> new NotReproducible(name(version) + " was not trained here"
                        + (version.card().source() == null
                                ? ""
                                : " but came from " + version.card().source())
                        + ", so its dataset, parameters and seed are not recorded. Train it again where it was made."));
    }

    private Dataset dataset(ModelVersion version) {
        String hash = version.dataset();
        if (hash == null) {
            throw new NotReproducible("It is not recorded what " + name(version) + " was trained from.");
        }
        return lake.dataset(version.model(), hash)
                .orElseThrow(() -> new NotReproducible("Expected the dataset " + hash + " that " + name(version)
                        + " was trained from, the lake does not have it. Bring it back from a backup, row of the table"
                        + " 'dataset' and file."));
    }

    private <D, M> Split<D> load(ModelPipeline<D, M> pipeline, Dataset dataset, ModelVersion version) {
        try {
            return pipeline.load(dataset, lake);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new NotReproducible(
                    name(version) + " cannot be trained again from its rows. " + e.getMessage()
                            + " Bring the file back from a backup, or use the program of commit "
                            + version.codeCommit() + " that wrote it.",
                    e);
        }
    }

    private static String name(ModelVersion version) {
        return "Version " + version.number() + " of " + version.model();
    }

    private record Kept<M>(@Nullable M model, @Nullable String unreadable) {}

    /** A version whose own files are gone can be trained again all the more. */
    private <M> Kept<M> kept(ModelVersion version, ArtifactFormat<M> format) {
        try {
            return new Kept<>(registry.load(version, format), null);
        } catch (IOException e) {
            return new Kept<>(null, e.getMessage());
        }
    }

    private static List<Reproduction.Measure> measures(
            ModelVersion version, Evaluation again, @Nullable Evaluation kept) {
        List<Reproduction.Measure> measures = new ArrayList<>();
        for (String metric : again.samples().keySet().stream().sorted().toList()) {
            measures.add(new Reproduction.Measure(
                    metric,
                    version.metrics().get(metric),
                    kept == null ? null : kept.mean(metric),
                    again.mean(metric)));
        }
        return List.copyOf(measures);
    }

    private static Reproduction.@Nullable Scores scores(double[] kept, double[] again) {
        return again.length == 0 ? null : Reproduction.Scores.of(kept, again);
    }

    private static <M> SequencedMap<String, String> files(M model, ArtifactFormat<M> format) {
        try {
            Path folder = Files.createTempDirectory("tino-reproduce-");
            try {
                format.write(model, folder);
                SequencedMap<String, String> sums = new LinkedHashMap<>();
                for (Path file : Durable.files(folder)) {
                    sums.put(folder.relativize(file).toString().replace('\\', '/'), Checksum.of(file));
                }
                return sums;
            } finally {
                Durable.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The model that was trained again cannot be written: " + e.getMessage(), e);
        }
    }

    /** Without what the run wrote down that is no part of the training. */
    private static ModelVersion trainedOnly(ModelVersion version) {
        Provenance recorded = version.provenance();
        Map<String, String> parameters = new TreeMap<>(recorded.parameters());
        parameters.remove(Pipelines.CHAMPION_LEFT_OUT);
        return new ModelVersion(
                version.model(),
                version.number(),
                version.folder(),
                version.files(),
                new Provenance(
                        recorded.dataset(),
                        recorded.run(),
                        recorded.metrics(),
                        recorded.codeCommit(),
                        parameters,
                        recorded.environment()),
                version.card(),
                version.createdAt());
    }

    /** A run that nobody keeps. */
    private static final class Again implements Run {
        private static final double TRAINING_FROM = 0.1;
        private static final double TRAINING = 0.8;

        private final Map<String, String> parameters = new TreeMap<>();
        private final long seed;
        private final Progress progress;

        Again(long seed, Progress progress) {
            this.seed = seed;
            this.progress = progress;
        }

        @Override
        public long seed() {
            return seed;
        }

        @Override
        public void parameter(String name, Object value) {
            parameters.put(name, String.valueOf(value));
        }

        @Override
        public void metric(String name, double value, long step) {}

        @Override
        public void progress(double share, String what) {
            progress.at(TRAINING_FROM + share * TRAINING, what);
        }
    }
}
