package tino.server.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.marketplace.simulate.Fashion;
import tino.marketplace.simulate.SimulatedDay;

/** {@code tino simulate}: more days of made-up clients. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Plays days of made-up clients against the marketplace, with its nightly jobs, and judges what was learned.",
        footer = {
            "",
            "The days follow the last simulated one, or end yesterday if there is none; simulated time may run ahead of the",
            "real one. The professionals must be seeded ones: of others nobody knows the truth."
        })
final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--days",
            defaultValue = "7",
            paramLabel = "N",
            description = "Days played (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--searches-per-day",
            defaultValue = "200",
            paramLabel = "N",
            description = "Clients a day (default: ${DEFAULT-VALUE}).")
    private int searches;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Which clients (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Instead plays the demo's story in N new worlds (seeds S, S+1, …), judges each and removes it.")
    private @Nullable Integer seeds;

    @Option(
            names = "--compare-bias",
            description =
                    "With --seeds: also what is learned from the same log with and without correcting position bias.")
    private boolean compareBias;

    @Override
    public Integer call() {
        if (days < 1 || searches < 1) {
            throw new Failure(
                    Exit.USAGE,
                    "--days and --searches-per-day: 1 or more is expected, got " + days + " and " + searches);
        }
        if (seeds != null) {
            if (seeds < 1) {
                throw new Failure(Exit.USAGE, "--seeds: 1 or more is expected, got " + seeds);
            }
            output.result(new Worlds(output, days, searches, compareBias).play(seed, seeds));
            return Exit.OK;
        }
        if (compareBias) {
            throw new Failure(Exit.USAGE, "--compare-bias is for --seeds");
        }
        try (Simulation simulation = new Simulation(Map.of("tino.port", 0))) {
            List<SimulatedDay> before = simulation.days().all();
            LocalDate first = before.isEmpty()
                    ? simulation.yesterday().minusDays(days - 1L)
                    : before.getLast().day().plusDays(1);
            Telling telling = new Telling(simulation, output);
            try (Simulation.Stage stage = simulation.stage(seed)) {
                Fashion fashion =
                        before.isEmpty() ? Fashion.USUAL : before.getLast().fashion();
                telling.header();
                List<SimulatedDay> told = telling.days(stage, first, days, searches, fashion);
                output.result(telling.figures(stage, told));
            }
        }
        return Exit.OK;
    }
}
