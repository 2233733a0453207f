package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.marketplace.simulate.Fashion;
import tino.marketplace.simulate.SimulatedDay;

/** The demo in small: a real server, real clients over HTTP, the real jobs; only the time is made up. */
class StoryTest {
    private static final int SEARCHES = 400;

    @TempDir
    private Path home;

    /** Small data is refused by the gate now and then; this many nights in a row never are. */
    private static final int MOST_DAYS = 8;

    @Test
    void aMarketplaceLearnsFromItsOwnTraffic() {
        Map<String, Object> settings = Map.of("tino.home", home, "tino.port", 0);
        List<SimulatedDay> days = new ArrayList<>();
        try (Simulation simulation = new Simulation(settings)) {
            Output output = new Output();
            LocalDate first = simulation.yesterday().minusDays(MOST_DAYS - 1);
            simulation.seedIfEmpty(600, 11, first, output);
            Telling telling = new Telling(simulation, output);
            try (Simulation.Stage stage = simulation.stage(11)) {
                while (days.size() < MOST_DAYS && simulation.champion().isEmpty()) {
                    days.addAll(telling.days(stage, first.plusDays(days.size()), 1, SEARCHES, Fashion.USUAL));
                }
                assertThat(days).allSatisfy(day -> {
                    assertThat(day.searches()).isEqualTo(SEARCHES);
                    assertThat(day.ctr10()).isBetween(.2, .8);
                    assertThat(day.clicks()).isGreaterThan(day.quotes());
                    assertThat(day.quotes()).isGreaterThan(day.contracts());
                });
                assertThat(days.getLast().rankedBy()).startsWith("marketplace-ranker:");

                Map<String, Object> figures = telling.figures(stage, days);
                assertThat(figures)
                        .containsEntry("days", days.size())
                        .containsEntry("searches", days.size() * SEARCHES);
                assertThat(figures.get("true_ndcg10"))
                        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Double.class))
                        .satisfies(ndcg -> assertThat(Objects.requireNonNull(ndcg.get("learned")))
                                .isGreaterThan(Objects.requireNonNull(ndcg.get("heuristic"))));
            }
        }
        // Whoever starts again on the same home finds what was told.
        try (Simulation again = new Simulation(settings)) {
            assertThat(again.days().all()).isEqualTo(days);
            assertThat(again.champion()).isPresent();
        }
    }
}
