package tino.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tino bench NAME}: each measurement beside the thing a user would pick instead, in one run. */
@Command(
        name = "tino bench",
        mixinStandardHelpOptions = true,
        description = "Measures. Each name prints its figures and the ratios to what one would pick instead.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            ScoringBench.class,
            ShapBench.class,
            IngestBench.class,
            IndexBench.class,
            SearchBench.class,
            ReleaseBench.class,
            DriftBench.class,
            ErasureBench.class,
            HiringBench.class,
            RouteBench.class,
            PassageBench.class,
            JmhBench.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            failure.printStackTrace(command.getErr());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        System.exit(line.execute(arguments));
    }
}
