package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.marketplace.simulate.SimulatedDay;

/** The demo in small: a real server, real clients over HTTP, the real jobs; only the time is made up. */
class StoryTest {
    private static final int SEARCHES = 450;

    @TempDir
    private Path home;

    @Test
    void aMarketplaceLearnsFromItsOwnTraffic() {
        Map<String, Object> settings = Map.of("tino.home", home, "tino.port", 0);
        LocalDate first;
        try (Simulation simulation = new Simulation(settings)) {
            Output output = new Output();
            first = simulation.yesterday().minusDays(2);
            simulation.seedIfEmpty(600, 11, first, output);
            Telling telling = new Telling(simulation, output);
            try (Simulation.Stage stage = simulation.stage(11)) {
                List<SimulatedDay> days = telling.days(stage, first, 3, SEARCHES);
                assertThat(days).extracting(SimulatedDay::searches).containsOnly(SEARCHES);
                assertThat(days).allSatisfy(day -> {
                    assertThat(day.ctr10()).isBetween(.2, .8);
                    assertThat(day.clicks()).isGreaterThan(day.quotes());
                    assertThat(day.quotes()).isGreaterThan(day.contracts());
                });
                assertThat(days.getFirst().rankedBy()).isIn("weights", "marketplace-ranker:1");
                assertThat(days.getLast().rankedBy()).startsWith("marketplace-ranker:");

                Map<String, Object> figures = telling.figures(stage, days);
                assertThat(figures).containsEntry("days", 3).containsEntry("searches", 3 * SEARCHES);
                assertThat(figures.get("true_ndcg10"))
                        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Double.class))
                        .satisfies(ndcg -> assertThat(Objects.requireNonNull(ndcg.get("learned")))
                                .isGreaterThan(1.05 * Objects.requireNonNull(ndcg.get("heuristic"))));
            }
        }
        // Whoever starts again on the same home finds what was told.
        try (Simulation again = new Simulation(settings)) {
            assertThat(again.days().all())
                    .extracting(SimulatedDay::day)
                    .containsExactly(first, first.plusDays(1), first.plusDays(2));
            assertThat(again.champion()).isPresent();
        }
    }
}
