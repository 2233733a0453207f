package tino.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** JMH's own command line over the microbenchmarks of this module. */
@Command(
        name = "jmh",
        description = "Runs the JMH benchmarks; takes JMH's own options, e.g. jmh TreeScoring -f 1 -wi 3 -i 5.")
final class JmhBench implements Callable<Integer> {
    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        new Runner(new CommandLineOptions(arguments.toArray(String[]::new))).run();
        return 0;
    }
}
