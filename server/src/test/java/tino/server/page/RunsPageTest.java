package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.registry.Batch;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.Runs;

class RunsPageTest extends PageTest {
    private static UUID begin(String model) {
        UUID run = UUID.randomUUID();
        runs().start(run, model, "nightly", Period.endingAt(Instant.now(), Duration.ofDays(60)), 7, "0123abc45678");
        runs().parameter(run, "num_leaves", "31");
        runs().parameter(run, "learning_rate", "0.05");
        return run;
    }

    private static Runs runs() {
        return marketplace.part(Runs.class);
    }

    /** Rounds of a training: two metrics that get better, and one value of a third. */
    private static void rounds(UUID run, int from, int to) {
        List<Runs.Metric> metrics = new ArrayList<>();
        for (int round = from; round < to; round++) {
            metrics.add(new Runs.Metric("validation.ndcg@10", round, 0.72 - 0.2 / (round + 1)));
            metrics.add(new Runs.Metric("training.loss", round, 1.0 / (round + 1)));
        }
        metrics.add(new Runs.Metric("challenger.ndcg@10", 0, 0.71));
        runs().metrics(run, metrics);
        runs().progress(run, to / 200.0, "round " + to);
    }

    @Test
    void aRunIsWatchedWhileItGoesOn() {
        UUID run = begin("watched-ranker");
        rounds(run, 0, 20);
        signIn();
        go("/console/runs/" + run);
        Locator charts = page.locator("#charts canvas");
        assertThat(charts).hasCount(2);
        assertThat(page.locator("#doing")).hasText("round 20");
        assertThat(page.locator("#parameters")).containsText("learning_rate");
        Accessibility.check(page);
        rounds(run, 20, 100);
        assertThat(page.locator("#doing")).hasText("round 100");
        assertThat(page.locator("#share")).hasAttribute("max", "1");
        assertThat((Double) page.evaluate("document.getElementById('share').value"))
                .isEqualTo(0.5);
        page.waitForFunction(
                "Chart.getChart(document.querySelector('#charts canvas')).data.datasets[0].data.length === 100");
        wholePicture("run-live");
        runs().end(run, RunOutcome.REJECTED, "ndcg@10 0.7100 is below the champion's 0.7150");
        assertThat(page.locator("h1 .badge")).hasText("recusado");
        assertThat(page.locator("#doing")).hasCount(0);
        assertThat(page.locator("main")).containsText("below the champion");
        assertThat(charts).hasCount(2);
        wholePicture("run");
    }

    @Test
    void runsAreFilteredByGroupAndOutcome() {
        UUID failed = begin("filtered-ranker");
        runs().end(failed, RunOutcome.FAILED, "out of memory");
        UUID released = begin("filtered-ranker");
        runs().end(released, RunOutcome.REGISTERED, "better by 0.01");
        UUID client = runs().create(RunGroups.DEFAULT, "notebook of ana", "ana", null, Map.of("team", "search"));
        runs().log(
                        client,
                        new Batch(
                                List.of(new Runs.Metric("auc", 0, Double.NaN)), Map.of("depth", "3"), Map.of(), null));
        signIn();
        go("/console/runs");
        assertThat(page.locator("tr[data-run='" + client + "']")).containsText("notebook of ana");
        picture("runs");
        Accessibility.check(page);
        page.locator("#group").selectOption("filtered-ranker");
        page.locator("form.selection button").click();
        assertThat(page.locator("#runs tbody tr")).hasCount(2);
        page.locator("#outcome").selectOption("FAILED");
        page.locator("form.selection button").click();
        assertThat(page.locator("#runs tbody tr")).hasCount(1);
        assertThat(page.locator("#runs tbody tr")).containsText("out of memory");
        page.locator("#runs tbody a").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/runs/" + failed));
        go("/console/runs/" + client);
        assertThat(page.locator("#metrics")).containsText("auc");
        assertThat(page.locator("#charts canvas")).hasCount(0);
        assertThat(page.navigate(marketplace.address("/console/runs/" + UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void fitsANarrowScreenInBothLanguages() {
        UUID run = begin("narrow-ranker");
        rounds(run, 0, 60);
        narrow();
        signIn();
        go("/console/runs");
        assertNoSidewaysScrolling();
        picture("runs-narrow");
        go("/console/runs/" + run + "?lang=en");
        assertThat(page.locator("#charts canvas")).hasCount(2);
        assertThat(page.locator("main")).containsText("Parameters");
        assertNoSidewaysScrolling();
        wholePicture("run-narrow");
        runs().end(run, RunOutcome.TOO_LITTLE_DATA, "3 lists");
        assertThat(page.locator("h1 .badge")).hasText("too little data");
    }

    @Test
    void theStreamIsForThoseWhoSignedIn() {
        UUID run = begin("guarded-ranker");
        rounds(run, 0, 2);
        runs().end(run, RunOutcome.REJECTED, "no");
        String live = marketplace.address("/console/runs/" + run + "/live");
        assertThat(page.request().get(live).status()).isEqualTo(401);
        signIn();
        APIResponse stream = page.request().get(live);
        assertThat(stream.headers().get("content-type")).startsWith("text/event-stream");
        assertThat(stream.text())
                .contains("event:metrics", "[\"training.loss\",0,1.0]", "event:progress", "event:end\ndata:FINISHED");
    }
}
