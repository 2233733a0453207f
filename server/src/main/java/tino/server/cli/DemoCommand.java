package tino.server.cli;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.marketplace.simulate.Fashion;
import tino.marketplace.simulate.SimulatedDay;

/** {@code tino demo}: a marketplace that learns, played in a minute and left open to look at. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        subcommands = {DemoHiringCommand.class, DemoAssistantCommand.class},
        description =
                "Fills a marketplace, plays three weeks of clients against it, trains a ranker every night from what was logged, and leaves the page open.",
        footer = {
            "",
            "A version that passed the gate walks to champion by itself: in shadow, before 25, 50 and 100 percent. Then clients",
            "come to like other things, the champion's quality falls, and the model is trained anew.",
            "On a home where the story was played already, it goes on where it ended or only opens the page."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int PROFESSIONALS = 1_000;

    /** Days that a night learns from: clients change in this story, and what they liked before misleads. */
    private static final int REMEMBERED = 5;

    /** Shorter stories have no time for a second champion. */
    private static final int TURNS_FROM = 14;

    @Mixin
    private final Output output = new Output();

    @Option(names = "--once", description = "Ends after the story instead of staying open.")
    private boolean once;

    @Option(
            names = "--days",
            defaultValue = "21",
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
            description = "Which people and clients (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen at; 0 picks a free one and says which (default: TINO_PORT, else 8080).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws InterruptedException {
        if (days < 1 || searches < 1) {
            throw new Failure(
                    Exit.USAGE,
                    "--days and --searches-per-day: 1 or more is expected, got " + days + " and " + searches);
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("tino.jobs.training-days", REMEMBERED);
        if (port != null) {
            settings.put("tino.port", port);
        }
        try (Simulation simulation = new Simulation(settings)) {
            Map<String, Object> figures = story(simulation);
            if (once) {
                output.result(figures);
                return Exit.OK;
            }
            CountDownLatch stopped = new CountDownLatch(1);
            simulation.server().onStop(stopped::countDown);
            simulation.toRealTime();
            output.print("");
            output.print("Search page:       " + simulation.address());
            output.print("What was learned:  " + simulation.address().resolve("console/learning"));
            output.print("Ctrl-C ends.");
            output.result(figures);
            stopped.await();
        }
        return Exit.OK;
    }

    private Map<String, Object> story(Simulation simulation) {
        LocalDate end = simulation.yesterday();
        List<SimulatedDay> before = simulation.days().all();
        LocalDate first = before.isEmpty()
                ? end.minusDays(days - 1L)
                : before.getLast().day().plusDays(1);
        simulation.seedIfEmpty(PROFESSIONALS, seed, first, output);
        Telling telling = new Telling(simulation, output);
        try (Simulation.Stage stage = simulation.stage(seed)) {
            int left = Math.max(0, Math.min(days - before.size(), (int) (end.toEpochDay() - first.toEpochDay()) + 1));
            if (left > 0) {
                telling.header();
                days(simulation, stage, telling, first, before, left);
            } else {
                output.print("The story was played in this home already:");
                telling.header();
                before.forEach(telling::row);
            }
            return telling.figures(stage, simulation.days().all());
        }
    }

    /** Usual days, and then others: the fashion turns once the champion has shown what it is worth, so that its fall is seen. */
    private void days(
            Simulation simulation,
            Simulation.Stage stage,
            Telling telling,
            LocalDate first,
            List<SimulatedDay> before,
            int left) {
        Fashion fashion = before.isEmpty() ? Fashion.USUAL : before.getLast().fashion();
        for (int day = before.size(); day < before.size() + left; day++) {
            boolean due = days >= TURNS_FROM && day >= days / 2;
            if (fashion == Fashion.USUAL && due && (simulation.championIsKnown() || day >= days * 4 / 7)) {
                fashion = Fashion.TURNED;
                telling.remark(
                        "The fashion turns: from here on clients take the expensive for the good, and want it near.");
            }
            LocalDate date = first.plusDays(day - before.size());
            telling.day(stage, date, "day %d of %d".formatted(day + 1, days), searches, fashion);
        }
    }
}
