package tino.server.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.NotReproducible;
import tino.lifecycle.pipeline.Reproducer;
import tino.lifecycle.pipeline.Reproduction;
import tino.lifecycle.registry.Comparison;
import tino.lifecycle.registry.ModelVersion;
import tino.server.Build;
import tino.server.Models;
import tino.server.Platform;

/** {@code tino reproduce}: trains a version again and compares. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a version again from its recorded dataset, parameters and seed, and says whether the same comes of it.",
            "Nothing is registered, nothing changed. Exit code 0: identical byte for byte; 1: it differs, or could not be done."
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final int STEPS = 1_000;

    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "MODEL/VERSION", description = "E.g. marketplace-ranker/3.")
    private String named = "";

    @Override
    public Integer call() {
        NamedVersion name = NamedVersion.parse(named);
        try (Platform platform = Platform.open()) {
            ModelVersion version = name.find(platform.registry());
            Reproduction reproduction = reproduce(platform, version);
            tell(reproduction);
            output.result(figures(reproduction));
            return reproduction.identical() ? Exit.OK : Exit.FAILED;
        } catch (NotReproducible impossible) {
            throw new Failure(Exit.NOT_FOUND, String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private Reproduction reproduce(Platform platform, ModelVersion version) {
        Reproducer reproducer = new Reproducer(platform.lake(), platform.registry(), platform.runs(), Build.commit());
        SequencedMap<String, ModelPipeline<?, ?>> known = Models.pipelines(platform);
        ModelPipeline<?, ?> pipeline = known.get(version.model());
        if (pipeline == null) {
            throw new Failure(
                    Exit.NOT_FOUND,
                    named + " was not trained here: this installation trains " + known.keySet()
                            + ". Train it again where it was made.");
        }
        try (Progress bar = output.progress(named, STEPS)) {
            return reproducer.reproduce(pipeline, version, (share, what) -> {
                bar.to(Math.round(share * STEPS));
                bar.note(what);
            });
        }
    }

    private void tell(Reproduction reproduction) {
        output.print("%s: %s (%.1f s, from %s rows of %s, seed %d)"
                .formatted(
                        named,
                        reproduction.identical() ? "identical, byte for byte" : "DIFFERS",
                        seconds(reproduction),
                        reproduction.dataset().rows(),
                        reproduction.dataset().hash(),
                        reproduction.seed()));
        if (reproduction.unreadable() != null) {
            output.print("  the files in the registry cannot be used: " + reproduction.unreadable());
        }
        for (Comparison.Line file : reproduction.files()) {
            output.print("  %-10s %s".formatted(file.differs() ? "differs" : "identical", file.name()));
            output.print("             recorded " + absent(file.left()));
            output.print("             again    " + absent(file.right()));
        }
        for (Reproduction.Measure measure : reproduction.measures()) {
            if (measure.differs()) {
                output.print("  measure    %s: recorded %s, the recorded model now %s, trained again %.6f"
                        .formatted(
                                measure.name(), number(measure.recorded()), number(measure.kept()), measure.again()));
            }
        }
        if (reproduction.measures().stream().noneMatch(Reproduction.Measure::differs)) {
            output.print("  all %d measures over the same test rows are equal"
                    .formatted(reproduction.measures().size()));
        }
        Reproduction.Scores scores = reproduction.scores();
        if (scores != null) {
            output.print(String.format(
                    Locale.ROOT,
                    "  scores     %d of %d test rows differ, by %.3g at most and %.3g on average",
                    scores.differing(),
                    scores.rows(),
                    scores.greatest(),
                    scores.mean()));
        }
        for (Comparison.Line line : reproduction.circumstances()) {
            output.print("  not as then: %s %s: %s, now %s"
                    .formatted(
                            line.kind().name().toLowerCase(Locale.ROOT),
                            line.name(),
                            absent(line.left()),
                            absent(line.right())));
        }
    }

    private static String absent(@Nullable String text) {
        return text == null || text.isEmpty() ? "(none)" : text;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "(unknown)" : String.format(Locale.ROOT, "%.6f", value);
    }

    private Map<String, Object> figures(Reproduction reproduction) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("model", reproduction.version().model());
        figures.put("number", reproduction.version().number());
        figures.put("identical", reproduction.identical());
        figures.put("dataset", reproduction.dataset().hash());
        figures.put("seed", reproduction.seed());
        figures.put("files", lines(reproduction.files()));
        figures.put(
                "measures",
                reproduction.measures().stream().map(ReproduceCommand::measure).toList());
        figures.put("scores", reproduction.scores());
        figures.put("unreadable", reproduction.unreadable());
        figures.put("not_as_then", lines(reproduction.circumstances()));
        figures.put("seconds", seconds(reproduction));
        return figures;
    }

    private static List<Map<String, Object>> lines(List<Comparison.Line> lines) {
        return lines.stream()
                .map(line -> {
                    Map<String, Object> figures = new LinkedHashMap<>();
                    figures.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
                    figures.put("name", line.name());
                    figures.put("recorded", line.left());
                    figures.put("again", line.right());
                    figures.put("differs", line.differs());
                    return figures;
                })
                .toList();
    }

    private static Map<String, Object> measure(Reproduction.Measure measure) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", measure.name());
        figures.put("recorded", finite(measure.recorded()));
        figures.put("recorded_model_now", finite(measure.kept()));
        figures.put("again", finite(measure.again()));
        figures.put("differs", measure.differs());
        return figures;
    }

    private static @Nullable Double finite(@Nullable Double value) {
        return value == null ? null : Output.finite(value);
    }

    private static double seconds(Reproduction reproduction) {
        return reproduction.duration().toMillis() / 1000.0;
    }
}
