package tino.server.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tino drill}: whether releasing a model is as safe as it is said to be, tried. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a story about the release of a model against a real server, over HTTP, with made-up clients and time.",
            "  better    a better version is promoted by itself, step by step",
            "  sabotage  one with its scores reversed is refused by the gate, forced past it, and withdrawn by the guards",
            "  drift     clients come to like other things: quality falls, is noticed, and returns with a version trained anew"
        },
        footer = {
            "",
            "Exit code 1 if it came out otherwise. The home of a drill is gone afterwards, unless --home names one."
        })
final class DrillCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "better|sabotage|drift", description = "The story.")
    private Drill.Story story = Drill.Story.BETTER;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Which people and clients (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--home", paramLabel = "FOLDER", description = "Home of the drill, empty; is kept.")
    private @Nullable Path home;

    @Override
    public Integer call() {
        Drill.Result result;
        if (home == null) {
            try (TemporaryHome own =
                    new TemporaryHome("drills/" + story.name().toLowerCase(Locale.ROOT) + '-' + seed)) {
                result = Drill.play(story, own.folder(), seed, output);
            }
        } else {
            result = Drill.play(story, home, seed, output);
        }
        output.print("");
        output.print(String.format(
                Locale.ROOT,
                "%s: %s; %.2f %% of %d answers harmed; %.1f s",
                story.name().toLowerCase(Locale.ROOT),
                result.outcome(),
                100 * result.harmedShare(),
                result.answers(),
                result.seconds()));
        output.result(json(result));
        return result.outcome().equals(story.expected()) ? Exit.OK : Exit.FAILED;
    }

    private static Map<String, Object> json(Drill.Result result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", result.outcome());
        json.put("timeline", result.timeline().stream().map(DrillCommand::line).toList());
        json.put("harmed_share", Math.round(result.harmedShare() * 1e5) / 1e5);
        json.put("answers", result.answers());
        json.put("seconds", result.seconds());
        return json;
    }

    private static Map<String, Object> line(Simulation.Happening happening) {
        return Map.of("at", happening.at().toString(), "what", happening.what());
    }
}
